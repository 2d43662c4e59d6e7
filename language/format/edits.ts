// From a layout to the smallest edits that bring it about: only white space between pieces is touched, and what is before the stars of a
// comment of several lines. Each edit stays on one line, but where blank lines go, so that a part of a file can be formatted by choosing among them.
import type { Gap } from './layout.ts';
import type { Piece } from './pieces.ts';

/** Replaces `[start, end)` of the text; edits ascend and do not overlap. */
export interface FormatEdit { start: number; end: number; text: string }

const LINE_END = /\r\n|\r|\n/g;
const BYTE_ORDER_MARK = '\uFEFF';

/** The edits of a whole file, its beginning and end included. */
export function editsOfFile(pieces: readonly Piece[], gaps: readonly Gap[], text: string): FormatEdit[] {
  const last = pieces.at(-1);
  if (last === undefined) return [];
  const edits: FormatEdit[] = [];
  replace(edits, text, text.startsWith(BYTE_ORDER_MARK) ? 1 : 0, pieces[0]!.start, '');
  addEdits(edits, pieces, gaps, text);
  const tail = [...text.slice(last.end).matchAll(LINE_END)][0];
  if (tail === undefined) {
    replace(edits, text, last.end, text.length, /\r\n|\r|\n/.exec(text)?.[0] ?? '\n');
  } else {
    replace(edits, text, last.end, last.end + tail.index, '');
    replace(edits, text, last.end + tail.index + tail[0].length, text.length, '');
  }
  return edits;
}

/** The edits of pieces that begin a line; what stands before that line and after the last piece is left alone. */
export function editsOfPart(pieces: readonly Piece[], gaps: readonly Gap[], text: string): FormatEdit[] {
  const edits: FormatEdit[] = [];
  const first = pieces[0];
  if (first === undefined) return edits;
  replace(edits, text, lineStart(text, first.start), first.start, ' '.repeat(gaps[0]!.spaces));
  addEdits(edits, pieces, gaps, text);
  return edits;
}

/** The text with its edits. */
export function withEdits(text: string, edits: readonly FormatEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--;
  return at === 0 && text.startsWith(BYTE_ORDER_MARK) ? 1 : at;
}

function addEdits(edits: FormatEdit[], pieces: readonly Piece[], gaps: readonly Gap[], text: string): void {
  pieces.forEach((piece, index) => {
    const { lines, spaces } = gaps[index]!;
    if (index > 0) {
      const from = pieces[index - 1]!.end;
      const blanks = ' '.repeat(spaces);
      if (lines === 0) replace(edits, text, from, piece.start, blanks);
      else lineBreak(edits, text, { from, to: piece.start, lines, blanks });
    }
    if (piece.role === undefined && (index === 0 || lines > 0)) indentStars(edits, piece, spaces + 1);
  });
}

/** Between two lines: nothing at the end of the first, at most one blank line, the indentation of the second. Line ends stay as they are. */
function lineBreak(edits: FormatEdit[], text: string, { from, to, lines, blanks }: { from: number; to: number; lines: number; blanks: string }): void {
  const ends = [...text.slice(from, to).matchAll(LINE_END)].map((found) => ({ start: from + found.index, end: from + found.index + found[0].length }));
  const first = ends[0]!;
  const last = ends.at(-1)!;
  replace(edits, text, from, first.start, '');
  replace(edits, text, first.end, lines === 2 ? last.start : last.end, '');
  replace(edits, text, last.end, to, blanks);
}

/** The lines of a comment that all begin with a star keep it under the first one. Other comments are left as they are. */
function indentStars(edits: FormatEdit[], { image, start }: Piece, spaces: number): void {
  const lines = [...image.matchAll(/(\r\n|\r|\n)([^\S\r\n]*)/g)];
  if (!hasStars(image)) return;
  for (const found of lines) {
    const from = start + found.index + found[1]!.length;
    if (found[2] !== ' '.repeat(spaces)) edits.push({ start: from, end: from + found[2]!.length, text: ' '.repeat(spaces) });
  }
}

/** Whether it is a comment of several lines that all begin with a star. */
export const hasStars = (comment: string): boolean => comment.startsWith('/*') && /[\r\n]/.test(comment) && !/(?:\r\n|\r|\n)[^\S\r\n]*[^*\s]|(?:\r\n|\r|\n)[^\S\r\n]*(?=[\r\n])/.test(comment);

function replace(edits: FormatEdit[], text: string, start: number, end: number, by: string): void {
  if (text.slice(start, end) !== by) edits.push({ start, end, text: by });
}
