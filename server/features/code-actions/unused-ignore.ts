import { lineEnd, lineStart } from './lines.ts';
import type { Fix, FixSource } from './problem.ts';

/** A comment that silences nothing goes: its line, or, behind code, it and the white space before it. */
export const unusedIgnore: FixSource = function* ({ text, start, end }): Iterable<Fix> {
  if (!/^\/\/[ \t]*patchbay-ignore\b/.test(text.slice(start, end))) return;
  const before = text.slice(lineStart(text, start), start);
  const last = lineEnd(text, end);
  const lineBreak = text.startsWith('\r\n', last) ? 2 : last < text.length ? 1 : 0;
  const edit = before.trim() === ''
    ? { start: start - before.length, end: last + lineBreak, text: '' }
    : { start: start - before.length + before.trimEnd().length, end: last, text: '' };
  yield { title: 'Remove the comment', edits: [edit], preferred: true };
};
