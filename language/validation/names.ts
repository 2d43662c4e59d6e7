import { type AstNode, AstUtils } from 'langium';
import type { Argument, Attribute, Call, Lambda, NameReference, ShorthandEntry } from '../generated/ast.ts';
import { documentSymbols } from '../references/document-symbols.ts';
import { enclosing, walk } from '../references/walk.ts';
import type { NamedSymbol } from '../references/symbol.ts';
import type { Semantics } from '../types/semantics.ts';
import { pairArguments } from '../types/context.ts';
import { functionOf } from '../types/function-type.ts';
import { isAny, membersOf, type Type } from '../types/type.ts';
import { type CheckTable, declaredHere, type NodeCheck, type Report } from './check.ts';
import { secretSpot } from './secret-places.ts';
import { givenElsewhere } from './given-names.ts';
import { methodInstead, methodMeant, nameInstead } from './foreign-names.ts';
import { boundElsewhere } from './bound-elsewhere.ts';
import { type KnownNames, knownNames, nearest } from './suggestion.ts';

// Names in expressions: each must be known where it stands, and be something that can stand there.

const reference: NodeCheck<NameReference> = (node, report, semantics) => {
  if (!node.name) return;
  const parent = node.$container;
  // `check getShop` and the arguments of attributes have checks of their own.
  if (parent?.$type === 'Check' || enclosingAttribute(node) !== undefined) return;
  const symbol = semantics.resolve(node);
  if (symbol === undefined) {
    if (parent?.$type === 'Call' && node.$containerProperty === 'callee') unknownFunction(node, report, semantics);
    else unknownName(node, 'name', node.name, report, semantics);
    return;
  }
  secretSpot(node, symbol, report);
  misplaced(node, symbol, report, semantics);
};

const shorthand: NodeCheck<ShorthandEntry> = (node, report, semantics) => {
  if (!node.key) return;
  const symbol = semantics.resolve(node);
  if (symbol === undefined) {
    // A key that the object does not have is told as that.
    if (!isHalfPair(node) && !isSurplus(node, semantics)) unknownName(node, 'key', node.key, report, semantics);
  }
  else secretSpot(node, symbol, report);
};

/** Whether the object is of a type that has no such field. */
function isSurplus(node: ShorthandEntry, semantics: Semantics): boolean {
  const wanted = node.$container && semantics.types.expectedType(node.$container);
  const shapes = wanted === undefined ? [] : membersOf(wanted).filter((member) => member.kind === 'object' || member.kind === 'map');
  return shapes.length === 1 && shapes[0]!.kind === 'object' && !shapes[0]!.open && !shapes[0]!.fields.has(node.key);
}

/** `key:` with a value still to come is read as a name alone. */
function isHalfPair(node: ShorthandEntry): boolean {
  const end = node.$cstNode?.end;
  return end !== undefined && /^\s*\??:/.test(AstUtils.getDocument(node).textDocument.getText().slice(end, end + 20));
}


function enclosingAttribute(node: NameReference): Attribute | undefined {
  return node.$container?.$type === 'Argument' && node.$container.$container?.$type === 'Attribute' ? node.$container.$container : undefined;
}

function unknownFunction(node: NameReference, report: Report, semantics: Semantics): void {
  const functions = (): string[] => semantics.symbolsAt(node).filter((symbol) => symbol.kind === 'function' || symbol.kind === 'builtin' || symbol.kind === 'endpoint').map((symbol) => symbol.name);
  const elsewhere = functionOfOtherFile(node, semantics);
  const advice = elsewhere ?? (nameInstead(node.name) || methodInstead(node.name) || meantOf(node.name, functions) || ` Declare it: \`function ${node.name}(…): … = …\`.`);
  report('unknown-function', { node }, `There is no function \`${node.name}\` here.${advice}`, { data: { name: node.name } });
}

function meantOf(name: string, known: KnownNames): string {
  const meant = nearest(name, known);
  return meant === undefined ? '' : ` Did you mean \`${meant}\`?`;
}

function functionOfOtherFile(node: NameReference, semantics: Semantics): string | undefined {
  const other = semantics.index.viewOf(node).functions.get(node.name)?.[0];
  if (other === undefined) return undefined;
  const file = other.document.uri.path.split('/').at(-1) ?? '';
  return ` It is declared in ${file}: import that file.`;
}

function unknownName(node: AstNode, property: string, name: string, report: Report, semantics: Semantics): void {
  const secret = secretNamed(node, name, semantics);
  if (secret !== undefined) {
    report('secret-leaves', { node, property }, `\`${name}\` is a secret of \`${secret.owner}\`: it is known in there only, so that it goes nowhere else. Send it with \`header\`, \`query\` or \`basic\` in the \`auth\`.`, declaredHere(secret.node));
    return;
  }
  const instead = givenElsewhere(name, node) ?? (nameInstead(name) || behindItsValue(node, name, semantics));
  if (instead !== '') {
    report('unknown-name', { node, property }, `Nothing is called \`${name}\` here.${instead}`, { data: { name } });
    return;
  }
  const bound = boundElsewhere(node, name);
  if (bound !== undefined) {
    report('unknown-name', { node, property }, `Nothing is called \`${name}\` here.${bound.advice}`, { ...bound.details, data: { name } });
    return;
  }
  let names: string[] = [];
  const known = (): string[] => (names = semantics.symbolsAt(node).filter((symbol) => symbol.kind !== 'builtin').map((symbol) => symbol.name));
  const meant = levelMeant(node, name) ?? nearest(name, known);
  const advice = meant !== undefined ? ` Did you mean \`${meant}\`?` : tableOfOtherFile(node, name, semantics) || declareAdvice(node, name, semantics) || knownNames(names);
  report('unknown-name', { node, property }, `Nothing is called \`${name}\` here.${advice}`, { data: { name } });
}

/** `lines.map(upper)`: a method by itself, where a function is wanted. */
function behindItsValue(node: AstNode, name: string, semantics: Semantics): string {
  const wanted = node.$type === 'NameReference' ? functionOf(semantics.types.expectedType(node)) : undefined;
  const element = wanted?.parameters[0]?.type;
  if (element === undefined) return '';
  const method = methodMeant(name, semantics.builtins.methods(element).map((one) => one.builtin.name)) ?? name;
  return semantics.builtins.method(element, method) === undefined ? '' : ` It stands behind its value: \`x => x.${method}()\`.`;
}

/** `log wran "…"`: a level that is misspelt is read as the value, and the text behind it is too much. */
function levelMeant(node: AstNode, name: string): string | undefined {
  if (node.$container?.$type !== 'LogStep' || node.$cstNode === undefined) return undefined;
  const { end } = node.$cstNode;
  const rest = AstUtils.getDocument(node).textDocument.getText().slice(end, end + 40);
  return /^[ \t]+[^\s.?+\-*/=<>&|!([}]/.test(rest) ? nearest(name, ['debug', 'info', 'warn', 'error']) : undefined;
}

/** Whether a tree uses a name that nothing declares. That is one mistake: what the name means is not told as unused as well. */
export function hasUnknownName(root: AstNode, semantics: Semantics): boolean {
  let found = false;
  walk(root, (node) => {
    if (!found && (node.$type === 'NameReference' || node.$type === 'ShorthandEntry')) found = semantics.resolve(node) === undefined;
    return !found;
  });
  return found;
}

/** A secret of the same connector that is not known at the place. */
export function secretNamed(node: AstNode, name: string, semantics: Semantics): { owner: string; node: AstNode } | undefined {
  const connector = semantics.index.enclosingConnector(node);
  if (connector === undefined || documentSymbols(connector.document.parseResult.value).connector === undefined) return undefined;
  for (const auth of connector.auths.values()) {
    const field = auth.secrets.get(name);
    if (field !== undefined) return { owner: `auth ${auth.node.name}`, node: field };
  }
  return undefined;
}

function tableOfOtherFile(node: AstNode, name: string, semantics: Semantics): string {
  const other = semantics.index.viewOf(node).tables.get(name)?.[0];
  return other === undefined ? '' : ` It is a table of ${other.document.uri.path.split('/').at(-1) ?? ''}: import that file.`;
}

function declareAdvice(node: AstNode, name: string, semantics: Semantics): string {
  const endpoint = enclosing(node, 'Endpoint');
  if (endpoint !== undefined) return ` Declare it as a parameter of the endpoint (\`${name}: string\`), or under \`settings\`.`;
  if (enclosing(node, 'Auth') !== undefined) return ` Declare it in the \`auth\`: \`setting ${name}: string\` or \`secret ${name}: string\`.`;
  if (semantics.index.enclosingConnector(node) !== undefined && enclosing(node, 'Connector') !== undefined) return ` Declare it under \`settings\`: \`${name}: string\`.`;
  if (enclosing(node, 'Flow') !== undefined && semantics.index.viewOf(node).instances.has(name)) return ` It is an instance: \`use ${name.replaceAll('-', '_')} = …\` makes it known here.`;
  return '';
}

/** Names that are no values: an instance or an endpoint by itself. */
function misplaced(node: NameReference, symbol: NamedSymbol, report: Report, semantics: Semantics): void {
  const parent = node.$container;
  const isCallee = parent?.$type === 'Call' && node.$containerProperty === 'callee';
  if (symbol.kind === 'use') {
    if (parent?.$type === 'MemberAccess' || (parent?.$type === 'Argument' && parent.$container?.$type === 'RunStep')) return;
    report('wrong-type', { node }, `\`${node.name}\` is an instance. Write what is wanted of it: \`${node.name}.name\`, or a call of an endpoint in a step of its own.`, declaredHere(symbol.node));
  } else if (symbol.kind === 'endpoint' && !isCallee) {
    report('wrong-type', { node }, `\`${node.name}\` is an endpoint, not a value.`, declaredHere(symbol.node));
  } else if ((symbol.kind === 'function' || symbol.kind === 'builtin') && !isCallee && parent?.$type !== 'MemberAccess') {
    report('wrong-type', { node }, `\`${node.name}\` is a function, which is no value by itself. ${callAdvice(node, semantics)}`, declaredHere(symbol.node));
  }
}

/** `map(f)` of other languages is `map(x => f(x))`. */
function callAdvice(node: NameReference, semantics: Semantics): string {
  const wanted = functionOf(semantics.types.expectedType(node));
  const own = semantics.builtins.global(node.name) ?? functionOf(semantics.types.typeOf(node));
  const needs = own?.parameters.filter((one) => !one.optional).length ?? 1;
  const count = Math.min(wanted?.parameters.length ?? 0, needs);
  if (wanted === undefined) return `Call it: \`${node.name}(${own?.parameters.length === 0 ? '' : '…'})\`.`;
  const values = ['x', 'y', 'z'].slice(0, count).join(', ');
  return `Write \`${count === 1 ? values : `(${values})`} => ${node.name}(${values})\`.`;
}

/** A function that is written out where a value is wanted: it stands as an argument only. */
const lambda: NodeCheck<Lambda> = (node, report, semantics) => {
  if (functionOf(semantics.types.expectedType(node)) !== undefined) return;
  let at: AstNode = node;
  while (at.$container?.$type === 'ParenthesizedExpression') at = at.$container;
  const call = at.$container?.$type === 'Argument' ? at.$container.$container as AstNode | undefined : undefined;
  // What is called is unknown, or has no such parameter: that is the one mistake.
  if (call?.$type === 'Call' && !takesAnything(call as Call, at.$container as Argument, semantics)) return;
  if (at.$containerProperty === 'callee' || isToldByType(semantics.types.expectedType(node))) return;
  report('wrong-type', { node }, 'A function is no value: it stands in the call of a method that asks for one, such as `map` or `filter`. What is used more than once is declared beside the flows: `function name(x: string): string = …`.');
};

function takesAnything(call: Call, argument: Argument, semantics: Semantics): boolean {
  const target = semantics.types.callTarget(call);
  return target !== undefined && pairArguments(target.parameters, call).some((one) => one.argument === argument && one.parameter !== undefined);
}

/** A place of a certain type tells of a function as of any other value. */
function isToldByType(wanted: Type | undefined): boolean {
  return wanted !== undefined && !isAny(wanted);
}

/** A call of something that is no function. */
export const checkCallee: NodeCheck<Call> = (node, report, semantics) => {
  const callee = node.callee;
  if (callee === undefined || semantics.types.callTarget(node) !== undefined) return;
  if (callee.$type === 'NameReference') {
    const symbol = semantics.resolve(callee);
    if (symbol === undefined) return;
    const type = semantics.types.typeOf(callee);
    if (isAny(type) && symbol.kind !== 'given') return;
    if (type.kind === 'function') return;
    report('wrong-type', { node: callee }, `\`${callee.name}\` is no function, it cannot be called.`, declaredHere(symbol.node));
  } else if (callee.$type !== 'MemberAccess') report('wrong-type', { node: callee }, 'Only a function can be called: its name, or a method after a `.`.');
};

export const nameChecks: CheckTable = { NameReference: [reference], ShorthandEntry: [shorthand], Lambda: [lambda] };
