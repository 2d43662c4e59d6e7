import { ast } from '#language';
import { around, type Edit, type Fix, type FixSource } from './problem.ts';

/** An entry that an object does not take, or an argument that a call does not: it goes, with its comma. */
export const removeSurplus: FixSource = function* (problem): Iterable<Fix> {
  const found = around(problem, (node) => ast.isPairEntry(node) || ast.isShorthandEntry(node) || ast.isArgument(node));
  if (found?.$cstNode?.offset !== problem.start) return;
  const owner = found.$container;
  const siblings: readonly (ast.Argument | ast.ObjectEntry)[] = ast.isObjectLiteral(owner) ? owner.entries : (owner as ast.Call | ast.RunStep).args ?? [];
  const edit = withoutElement(siblings, siblings.indexOf(found), problem.text);
  const name = ast.isArgument(found) ? found.name : found.key;
  if (edit !== undefined) yield { title: name === undefined ? 'Remove the argument' : `Remove \`${name}\``, edits: [edit], preferred: !problem.message.includes('Did you mean') };
};

/** From a list with commas: the element with the one behind it, or of the last one that before it. */
export function withoutElement(siblings: readonly { $cstNode?: { offset: number; end: number } | undefined }[], index: number, text: string): Edit | undefined {
  const [own, before, after] = [siblings[index], siblings[index - 1], siblings[index + 1]].map((one) => one?.$cstNode);
  if (own === undefined) return undefined;
  if (after !== undefined) return { start: own.offset, end: after.offset, text: '' };
  if (before === undefined) return { start: own.offset, end: own.end + (/^\s*,/.exec(text.slice(own.end))?.[0].length ?? 0), text: '' };
  return { start: before.end, end: own.end, text: '' };
}
