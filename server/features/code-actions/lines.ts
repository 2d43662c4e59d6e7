import type { AstNode } from 'langium';
import type { Edit } from './problem.ts';

/** The white space before what stands first on the line of an offset. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))![0];
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line of an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

/** How lines of the file end. */
export function lineBreak(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Takes a node out of the text: whole lines where it stands alone on them, with the blank line that would be left over. */
export function removal(node: AstNode, text: string): Edit | undefined {
  const cst = node.$cstNode;
  if (cst === undefined) return undefined;
  const first = lineStart(text, cst.offset);
  const last = lineEnd(text, cst.end);
  if (text.slice(first, cst.offset).trim() !== '' || !/^[ \t]*(?:\/\/.*)?$/.test(text.slice(cst.end, last))) {
    const blanks = /^[ \t]*/.exec(text.slice(cst.end))![0].length;
    return { start: cst.offset, end: cst.end + blanks, text: '' };
  }
  const from = documentationStart(text, first);
  const after = last + (text.startsWith('\r\n', last) ? 2 : last < text.length ? 1 : 0);
  // Of the blank lines before and after, one stays.
  const next = text.slice(after, lineEnd(text, after));
  const blankBefore = /(?:^|\n)[ \t]*\r?\n$|\{[ \t]*\r?\n$/.test(text.slice(0, from));
  const more = after < text.length && next.trim() === '' && blankBefore ? next.length + (text.startsWith('\r\n', after + next.length) ? 2 : 1) : 0;
  return { start: from, end: after + more, text: '' };
}

/** Where what begins on a line begins with the comment right above, which documents it. `first`: where that line begins. */
export function documentationStart(text: string, first: number): number {
  const comment = /[ \t]*\/\*\*(?:(?!\*\/)[\s\S])*\*\/[ \t]*\r?\n$/.exec(text.slice(Math.max(0, first - 2000), first));
  return comment === null ? first : first - comment[0].length;
}
