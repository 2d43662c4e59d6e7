import { type AstNode, AstUtils } from 'langium';
import { ast, documentSymbols, isNullable, isWithin, membersOf, type NamedSymbol, nonNull, type Semantics, type Type, typeText, walk } from '#language';
import { isName } from '../written-names.ts';
import { indentAt, lineBreak, lineStart } from './lines.ts';
import { type Refactoring, type RefactoringSource, selectedExpression, type Selection } from './selection.ts';

/** The selected expression of a flow as a `let` above its step, or as a function above the flow. */
export const extract: RefactoringSource = function* (selection): Iterable<Refactoring> {
  const expression = selectedExpression(selection);
  if (expression === undefined || ast.isNameReference(expression) || ast.isLambda(expression) || isEndpointCall(expression, selection.semantics)) return;
  const flow = AstUtils.getContainerOfType(expression, ast.isFlow);
  if (flow === undefined) return;
  const names = outerNames(expression, selection.semantics);
  yield* asLet(expression, names, selection);
  yield* asFunction(expression, names, flow, selection);
};

function isEndpointCall(expression: ast.Expression, { types }: Semantics): boolean {
  return (ast.isCall(expression) && types.callTarget(expression)?.kind === 'endpoint') || unwritable.has(types.typeOf(expression).kind);
}

const unwritable: ReadonlySet<string> = new Set(['endpoint', 'webhook', 'flow', 'alias', 'function', 'variable', 'never']);

/** What an expression names that it does not declare itself; undefined where a name is unknown. */
function outerNames(expression: ast.Expression, semantics: Semantics): { symbol: NamedSymbol; node: AstNode }[] | undefined {
  const found = new Map<string, { symbol: NamedSymbol; node: AstNode }>();
  let isKnown = true;
  walk(expression, (node) => {
    if (!ast.isNameReference(node) && !ast.isShorthandEntry(node)) return;
    const symbol = semantics.resolve(node);
    if (symbol === undefined) isKnown = false;
    else if (symbol.node === undefined || !isWithin(symbol.node, expression)) found.set(symbol.name, { symbol, node });
  });
  return isKnown ? [...found.values()] : undefined;
}

/** Steps before which a `let` may stand: those that each record goes through. */
const declarations: ReadonlySet<string> = new Set(['Use', 'Trigger', 'Input', 'Secret', 'Store', 'Variable', 'Cache', 'StopAfter', 'Concurrency', 'FromStep']);

function* asLet(expression: ast.Expression, names: ReturnType<typeof outerNames>, { text, semantics, start, end }: Selection): Iterable<Refactoring> {
  let step: AstNode = expression;
  while (step.$container !== undefined && step.$containerProperty !== 'steps') step = step.$container;
  const cst = step.$cstNode;
  if (cst === undefined || names === undefined || declarations.has(step.$type) || (ast.isLetStep(step) && step.value === expression)) return;
  // What is bound within the step, by a lambda for example, is not known above it.
  if (names.some(({ symbol }) => symbol.node !== undefined && isWithin(symbol.node, step))) return;
  if (text.slice(lineStart(text, cst.offset), cst.offset).trim() !== '') return;
  const name = freeName(expression, step, semantics);
  const line = lineStart(text, cst.offset);
  yield {
    title: `Extract into \`let ${name}\``, kind: 'refactor.extract.constant',
    edits: [{ start: line, end: line, text: `${indentAt(text, cst.offset)}let ${name} = ${unindented(text.slice(start, end), text, start, indentAt(text, cst.offset))}${lineBreak(text)}` }, { start, end, text: name }],
  };
}

/** Kinds of names that are handed over, and those that a function sees by itself. */
const handed: ReadonlySet<string> = new Set(['step', 'local', 'parameter', 'input', 'variable']);
const seen: ReadonlySet<string> = new Set(['builtin', 'function', 'table']);

function* asFunction(expression: ast.Expression, names: ReturnType<typeof outerNames>, flow: ast.Flow, { text, semantics, start, end, document }: Selection): Iterable<Refactoring> {
  if (names === undefined || flow.$cstNode === undefined || !names.every(({ symbol }) => handed.has(symbol.kind) || seen.has(symbol.kind))) return;
  if (isNarrowedOutside(expression, semantics)) return;
  const parameters = names.filter(({ symbol }) => handed.has(symbol.kind)).map(({ symbol, node }) => ({ name: symbol.name, type: writtenType(ast.isNameReference(node) ? semantics.types.typeOf(node) : semantics.types.typeOfSymbol(symbol, node), document.parseResult.value, semantics) }));
  const result = writtenType(semantics.types.typeOf(expression), document.parseResult.value, semantics);
  if (result === undefined || parameters.some(({ type }) => type === undefined)) return;
  const name = freeName(expression, expression, semantics, documentSymbols(document.parseResult.value).functions);
  const br = lineBreak(text);
  const at = declarationStart(flow, text);
  const body = unindented(text.slice(start, end), text, start, '');
  yield {
    title: `Extract into \`function ${name}\``, kind: 'refactor.extract.function',
    edits: [
      { start: at, end: at, text: `function ${name}(${parameters.map((one) => `${one.name}: ${one.type!}`).join(', ')}): ${result} = ${body}${br}${br}` },
      { start, end, text: `${name}(${parameters.map((one) => one.name).join(', ')})` },
    ],
  };
}

/** Whether a condition around the expression says that a field is there: a function would not know of it. */
function isNarrowedOutside(expression: ast.Expression, { types }: Semantics): boolean {
  if (/[!=]= *null\b/.test(expression.$cstNode?.text ?? '')) return false;
  let found = false;
  walk(expression, (node) => {
    if (!ast.isMemberAccess(node) || node.member === undefined || node.target === undefined || ast.isCall(node.$container)) return;
    const declared = types.memberOf(nonNull(types.typeOf(node.target)), node.member);
    if (declared !== undefined && isNullable(declared) && !isNullable(types.typeOf(node))) found = true;
  });
  return found;
}

/** A type as it can be written at the top of a file; undefined for one without a name. */
function writtenType(type: Type, at: AstNode, semantics: Semantics): string | undefined {
  switch (type.kind) {
    case 'any': case 'scalar': case 'literal': return typeText(type);
    case 'array': { const of = writtenType(type.of, at, semantics); return of === undefined ? undefined : / [|] |\?$/.test(of) ? `(${of})[]` : `${of}[]`; }
    case 'map': { const of = writtenType(type.of, at, semantics); return of === undefined ? undefined : `{ [string]: ${of} }`; }
    case 'object': return type.entity === undefined || type.derived === 'nested' ? undefined : `${type.derived === undefined ? '' : `${type.derived} `}${semantics.names.qualified(type.entity, at)}`;
    case 'union': {
      const parts = membersOf(nonNull(type)).map((member) => writtenType(member, at, semantics));
      return parts.length === 0 || parts.includes(undefined) ? undefined : `${parts.join(' | ')}${isNullable(type) ? '?' : ''}`;
    }
    default: return undefined;
  }
}

/** What the value is for, as a name that nothing has yet. */
function freeName(expression: ast.Expression, at: AstNode, semantics: Semantics, functions: ReadonlyMap<string, unknown> = new Map()): string {
  const parent = expression.$container;
  const meant = ast.isPairEntry(parent) || ast.isArgument(parent) || ast.isLetStep(parent) || ast.isMapStep(parent)
    ? (ast.isPairEntry(parent) ? parent.key : parent.name) : ast.isMemberAccess(expression) ? expression.member : undefined;
  const base = meant !== undefined && isName(meant) ? meant : 'value';
  const taken = new Set([...semantics.symbolsAt(at).map((one) => one.name), ...laterNames(at), ...functions.keys()]);
  for (let index = 1; ; index++) { const name = index === 1 ? base : `${base}${index}`; if (!taken.has(name)) return name; }
}

/** Names that the flow binds anywhere: a step below may bind one that is free here. */
function laterNames(at: AstNode): string[] {
  let flow: AstNode = at;
  while (flow.$container !== undefined && !ast.isFlow(flow)) flow = flow.$container;
  const names: string[] = [];
  walk(flow, (node) => { if (ast.isBinding(node) || ast.isLetStep(node) || ast.isMapStep(node) || ast.isLambdaParameter(node)) names.push(node.name ?? ''); });
  return names;
}

/** Lines after the first move with it. */
function unindented(written: string, text: string, start: number, indent: string): string {
  const own = indentAt(text, start);
  return written.split('\n').map((line, index) => (index > 0 && line.startsWith(own) ? `${indent}${line.slice(own.length)}` : line)).join('\n');
}

/** Where a declaration begins with its comment. */
function declarationStart(node: AstNode, text: string): number {
  const start = lineStart(text, node.$cstNode!.offset);
  const comment = /(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/|(?:[ \t]*\/\/[^\n]*\n)+)[ \t]*\r?\n?$/.exec(text.slice(0, start));
  return comment === null ? start : comment.index;
}
