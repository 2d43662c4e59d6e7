import type { Fix, FixSource } from './problem.ts';

/** Money is a `decimal`. */
export const writeDecimal: FixSource = function* ({ text, start, end }): Iterable<Fix> {
  const found = /\bnumber\b/.exec(text.slice(start, end));
  if (found !== null) yield { title: 'Declare it as `decimal`', edits: [{ start: start + found.index, end: start + found.index + 'number'.length, text: 'decimal' }], preferred: true };
};
