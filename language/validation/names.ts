import { type AstNode, AstUtils } from 'langium';
import type { Attribute, Call, NameReference, ShorthandEntry } from '../generated/ast.ts';
import { documentSymbols } from '../references/document-symbols.ts';
import { enclosing, walk } from '../references/walk.ts';
import type { NamedSymbol } from '../references/symbol.ts';
import type { Semantics } from '../types/semantics.ts';
import { isAny, membersOf } from '../types/type.ts';
import { type CheckTable, declaredHere, type NodeCheck, type Report } from './check.ts';
import { didYouMean, nearest } from './suggestion.ts';

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
  misplaced(node, symbol, report);
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

export const nameChecks: CheckTable = { NameReference: [reference], ShorthandEntry: [shorthand] };

function enclosingAttribute(node: NameReference): Attribute | undefined {
  return node.$container?.$type === 'Argument' && node.$container.$container?.$type === 'Attribute' ? node.$container.$container : undefined;
}

function unknownFunction(node: NameReference, report: Report, semantics: Semantics): void {
  const functions = semantics.symbolsAt(node).filter((symbol) => symbol.kind === 'function' || symbol.kind === 'builtin' || symbol.kind === 'endpoint').map((symbol) => symbol.name);
  const elsewhere = functionOfOtherFile(node, semantics);
  const advice = elsewhere ?? (didYouMean(node.name, functions) || ` Declare it: \`function ${node.name}(…): … = …\`.`);
  report('unknown-function', { node }, `There is no function \`${node.name}\` here.${advice}`, { data: { name: node.name, known: functions } });
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
  const known = semantics.symbolsAt(node).filter((symbol) => symbol.kind !== 'builtin').map((symbol) => symbol.name);
  const meant = levelMeant(node, name) ?? nearest(name, known);
  const advice = meant !== undefined ? ` Did you mean \`${meant}\`?` : tableOfOtherFile(node, name, semantics) || declareAdvice(node, name, semantics) || didYouMean(name, known);
  report('unknown-name', { node, property }, `Nothing is called \`${name}\` here.${advice}`, { data: { name, known: meant === undefined || known.includes(meant) ? known : [meant] } });
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

const pathOwners: ReadonlySet<string> = new Set(['Base', 'Request', 'Login', 'Subscribe', 'Unsubscribe', 'Then']);

/** A secret in a URL, or a flow's secret anywhere but where it is compared. */
function secretSpot(node: AstNode, symbol: NamedSymbol, report: Report): void {
  if (symbol.kind !== 'secret') return;
  const flow = enclosing(node, 'Flow');
  for (let at: AstNode = node; at.$container !== undefined; at = at.$container) {
    const parent = at.$container;
    if (flow !== undefined) {
      if (parent.$type === 'Trigger' && at.$containerProperty === 'verify') return;
      if (parent === flow) break;
      continue;
    }
    const isUrl = (pathOwners.has(parent.$type) && (at.$containerProperty === 'path' || at.$containerProperty === 'value'))
      || (parent.$type === 'OAuthProperty' && (parent as unknown as { key?: string }).key?.endsWith('Url') === true);
    if (isUrl) {
      report('secret-leaves', { node }, `\`${symbol.name}\` is a secret: in a URL it would stand in logs of servers and proxies. Send it in a header or in the body.`, declaredHere(symbol.node));
      return;
    }
  }
  if (flow !== undefined) report('secret-leaves', { node }, `\`${symbol.name}\` is a secret: it is only compared, in \`verify\` of the trigger, and goes nowhere else.`, declaredHere(symbol.node));
}

/** Names that are no values: an instance or an endpoint by itself. */
function misplaced(node: NameReference, symbol: NamedSymbol, report: Report): void {
  const parent = node.$container;
  const isCallee = parent?.$type === 'Call' && node.$containerProperty === 'callee';
  if (symbol.kind === 'use') {
    if (parent?.$type === 'MemberAccess' || (parent?.$type === 'Argument' && parent.$container?.$type === 'RunStep')) return;
    report('wrong-type', { node }, `\`${node.name}\` is an instance. Write what is wanted of it: \`${node.name}.name\`, or a call of an endpoint in a step of its own.`, declaredHere(symbol.node));
  } else if (symbol.kind === 'endpoint' && !isCallee) {
    report('wrong-type', { node }, `\`${node.name}\` is an endpoint, not a value.`, declaredHere(symbol.node));
  }
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
