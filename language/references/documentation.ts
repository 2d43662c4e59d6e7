import { type AstNode, CstUtils } from 'langium';

const carriers: ReadonlySet<string> = new Set(['Setting', 'Secret', 'Input']);

/** The text of the `/** … *\/` comment before a declaration, as Markdown without its stars; undefined where there is none. */
export function commentText(node: AstNode): string | undefined {
  // The comment stands before `secret`, not before the field in it; a binding has none of its own.
  const owner = node.$container !== undefined && carriers.has(node.$container.$type) ? node.$container : node;
  const comment = owner.$cstNode && CstUtils.findCommentNode(owner.$cstNode, ['ML_COMMENT']);
  const text = comment?.text;
  if (text === undefined || !text.startsWith('/**')) return undefined;
  const lines = text.slice(3, -2).split('\n').map((line, index) => (index === 0 ? line.trim() : line.replace(/^\s*\*? ?/, '').trimEnd()));
  const plain = lines.join('\n').trim();
  return plain === '' ? undefined : plain;
}
