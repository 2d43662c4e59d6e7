import type { Fix, FixSource } from './problem.ts';

/** A comma between two entries of an object; the report stands under the last letter of the entry before it. */
export const missingComma: FixSource = function* ({ end }): Iterable<Fix> {
  yield { title: 'Add the comma', edits: [{ start: end, end, text: ',' }], preferred: true, safe: true };
};
