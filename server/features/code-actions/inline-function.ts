import { type AstNode, AstUtils } from 'langium';
import { ast, type NamedSymbol, sameSymbol, type Semantics, walk } from '#language';
import { isFresh } from './inline-let.ts';
import { needsParentheses, type Refactoring, type RefactoringSource, type Selection } from './selection.ts';

/** A call of a function of one's own, with the cursor on its name: what the function is stands in its place, with what it was given. */
export const inlineFunction: RefactoringSource = function* (selection): Iterable<Refactoring> {
  const { node, semantics, start, end } = selection;
  const call = ast.isNameReference(node) && ast.isCall(node.$container) && node.$container.callee === node ? node.$container : undefined;
  const name = ast.isNameReference(node) ? node.$cstNode : undefined;
  const cst = call?.$cstNode;
  if (call === undefined || cst === undefined || name === undefined || start < name.offset || end > name.end) return;
  const target = semantics.types.callTarget(call);
  if (target?.kind !== 'function' || target.function.body?.$cstNode === undefined) return;
  const written = bodyWith(target.function, target.function.body, call, selection);
  if (written === undefined) return;
  yield { title: `Inline this call of \`${target.function.name}\``, kind: 'refactor.inline', edits: [{ start: cst.offset, end: cst.end, text: needsParentheses(target.function.body, call) ? `(${written})` : written }] };
};

/** The function's body with its arguments; undefined where something would mean another thing, or be worked out more often than before. */
function bodyWith({ parameters, name: own }: ast.FunctionDeclaration, body: ast.Expression, call: ast.Call, { semantics }: Selection): string | undefined {
  const given = argumentsOf(parameters, call);
  const source = AstUtils.getDocument(body).textDocument.getText();
  const from = body.$cstNode!.offset;
  const edits: { start: number; end: number; text: string }[] = [];
  const counts = new Map<ast.Parameter, number>();
  const bound = new Set<string>();
  let isSafe = true;
  walk(body, (node) => {
    if (ast.isLambdaParameter(node)) bound.add(node.name);
    if (!ast.isNameReference(node) && !ast.isShorthandEntry(node)) return;
    const symbol = semantics.resolve(node);
    const cst = node.$cstNode;
    if (symbol === undefined || cst === undefined || (symbol.kind === 'function' && symbol.name === own)) { isSafe = false; return; }
    const parameter = parameters.find((one) => one === symbol.node);
    if (parameter !== undefined) {
      const value = given.get(parameter);
      counts.set(parameter, (counts.get(parameter) ?? 0) + 1);
      if (value?.$cstNode === undefined) isSafe = false;
      else if (ast.isShorthandEntry(node)) edits.push({ start: cst.end, end: cst.end, text: `: ${value.$cstNode.text}` });
      else edits.push({ start: cst.offset, end: cst.end, text: needsParentheses(value, node) ? `(${value.$cstNode.text})` : value.$cstNode.text });
    } else if (!isBoundIn(symbol, body) && !means(symbol, call, semantics)) isSafe = false;
  });
  for (const [parameter, value] of given) {
    const count = counts.get(parameter) ?? 0;
    // What rejects the record, or is another value each time, is worked out as often as before.
    if (count !== 1 && (isFresh(value) || rejects(value))) return undefined;
    if (namesIn(value).some((one) => bound.has(one))) return undefined;
  }
  const result = edits.toSorted((a, b) => b.start - a.start).reduce((changed, edit) => changed.slice(0, edit.start - from) + edit.text + changed.slice(edit.end - from), source.slice(from, body.$cstNode!.end));
  const isInText = AstUtils.getContainerOfType(call, ast.isInterpolatedText) !== undefined;
  return isSafe && !(isInText && result.includes('\n')) ? result : undefined;
}

/** Each parameter's argument, or its default. */
function argumentsOf(parameters: readonly ast.Parameter[], call: ast.Call): Map<ast.Parameter, ast.Expression> {
  const given = new Map<ast.Parameter, ast.Expression>();
  for (const parameter of parameters) if (parameter.default !== undefined) given.set(parameter, parameter.default);
  let place = 0;
  for (const { name, value } of call.args) {
    const parameter = name === undefined ? parameters[place++] : parameters.find((one) => one.name === name);
    if (parameter !== undefined && value !== undefined) given.set(parameter, value);
  }
  return given;
}

function isBoundIn({ node }: NamedSymbol, body: AstNode): boolean {
  for (let at = node; at !== undefined; at = at.$container) if (at === body) return true;
  return false;
}

function means(symbol: NamedSymbol, at: AstNode, semantics: Semantics): boolean {
  const there = semantics.symbolsAt(at).find((one) => one.name === symbol.name);
  return there !== undefined && sameSymbol(there, symbol);
}

function rejects(value: ast.Expression): boolean {
  let found = ast.isRejectExpression(value);
  walk(value, (node) => { if (ast.isRejectExpression(node)) found = true; });
  return found;
}

function namesIn(value: ast.Expression): string[] {
  const names: string[] = [];
  walk(value, (node) => { if (ast.isNameReference(node)) names.push(node.name); else if (ast.isShorthandEntry(node)) names.push(node.key); });
  return names;
}
