import { type AstNode, AstUtils, GrammarUtils } from 'langium';
import { ast, type NamedSymbol, sameSymbol, type Semantics, walk } from '#language';
import { removal } from './lines.ts';
import type { Edit } from './problem.ts';
import { needsParentheses, type Refactoring, type RefactoringSource, type Selection } from './selection.ts';

/** `let` with the cursor on its name, here or where it is used: its value stands wherever the name stood. */
export const inlineLet: RefactoringSource = function* (selection): Iterable<Refactoring> {
  const step = letAt(selection);
  if (step?.value?.$cstNode === undefined || step.type !== undefined) return;
  const edits = inlined(step, step.value, selection);
  const removed = removal(step, selection.text);
  if (edits === undefined || removed === undefined) return;
  yield { title: `Inline \`${step.name}\``, kind: 'refactor.inline', edits: [...edits, removed] };
};

function letAt({ node, semantics, start, end }: Selection): ast.LetStep | undefined {
  if (ast.isLetStep(node)) {
    const name = GrammarUtils.findNodeForProperty(node.$cstNode, 'name');
    return name !== undefined && name.offset <= start && end <= name.end ? node : undefined;
  }
  const declaration = ast.isNameReference(node) ? semantics.resolve(node)?.node : undefined;
  return ast.isLetStep(declaration) ? declaration : undefined;
}

/** Undefined where the name stands in a place that no value can, or where names of the value mean something else there. */
function inlined(step: ast.LetStep, value: ast.Expression, { semantics }: Selection): Edit[] | undefined {
  const symbol: NamedSymbol = { kind: 'step', name: step.name, node: step };
  const edits: Edit[] = [];
  const written = value.$cstNode!.text;
  const names = namesOf(value, semantics);
  for (const { node, property, cst } of semantics.usesOf(symbol)) {
    if (property === 'field') continue;
    if (cst === undefined) return undefined;
    if (!names.every((one) => means(one, node, semantics)) || (written.includes('\n') && isInText(node))) return undefined;
    if (ast.isNameReference(node)) edits.push({ start: cst.offset, end: cst.end, text: needsParentheses(value, node) ? `(${written})` : written });
    else if (ast.isShorthandEntry(node)) edits.push({ start: cst.end, end: cst.end, text: `: ${written}` });
    else return undefined;
  }
  // Each record of a batch or group has the names that were bound before it.
  const block = step.$container as AstNode & { steps?: readonly AstNode[] };
  const collects = (block.steps ?? []).slice(step.$containerIndex ?? 0).some((one) => one.$type === 'BatchStep' || one.$type === 'GroupStep');
  return edits.length === 0 || collects || (edits.length > 1 && isFresh(value)) ? undefined : edits;
}

/** Whether an expression is another value each time that it is worked out. */
export function isFresh(value: ast.Expression): boolean {
  let found = false;
  walk(value, (node) => { if (ast.isCall(node) && ast.isNameReference(node.callee) && /^(?:uuid|now)$/.test(node.callee.name)) found = true; });
  return found;
}

function namesOf(value: ast.Expression, semantics: Semantics): NamedSymbol[] {
  const found: NamedSymbol[] = [];
  const start = value.$cstNode!.offset;
  const { end } = value.$cstNode!;
  walk(value, (node) => {
    const symbol = ast.isNameReference(node) || ast.isShorthandEntry(node) ? semantics.resolve(node) : undefined;
    const own = symbol?.node?.$cstNode;
    if (symbol !== undefined && !(own !== undefined && own.offset >= start && own.end <= end && symbol.kind === 'local')) found.push(symbol);
  });
  return found;
}

function means(symbol: NamedSymbol, at: AstNode, semantics: Semantics): boolean {
  const there = semantics.symbolsAt(at).find((one) => one.name === symbol.name);
  return there !== undefined && sameSymbol(there, symbol);
}

function isInText(node: AstNode): boolean {
  return AstUtils.getContainerOfType(node, ast.isInterpolatedText) !== undefined;
}
