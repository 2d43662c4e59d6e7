import type { Piece } from './pieces.ts';

/** The blanks between two pieces of one line: none or one. */
export function spaceBetween(before: Piece, after: Piece): '' | ' ' {
  // Around a comment always one.
  if (before.role === undefined || after.role === undefined) return ' ';
  if (before.image === '{' && after.image === '}') return '';
  return before.role.closeAfter || after.role.closeBefore ? '' : ' ';
}
