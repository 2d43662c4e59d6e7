import type { Fix, FixSource } from './problem.ts';

/** `'/orders/{id}'` is text; in double quotes it is replaced. Not where the quotes would mean something else. */
export const doubleQuotes: FixSource = function* ({ message, text, start, end }): Iterable<Fix> {
  const written = text.slice(start, end);
  if (!message.endsWith('in double quotes.') || !/^'[^'"\\\r\n]*'$/.test(written)) return;
  yield { title: 'Write it in double quotes', edits: [{ start, end: start + 1, text: '"' }, { start: end - 1, end, text: '"' }], preferred: true };
};
