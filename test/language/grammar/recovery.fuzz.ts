import { expect, test } from 'vitest';
import { cutLines, deletions, survival } from './damage.ts';

test('every token deleted once', () => {
  const found = survival(deletions());
  console.log('deletions', found);
  expect(found.kept).toBeGreaterThan(0.985);
  expect(found.under90).toBeLessThan(0.02);
});

test('the rest of the line cut off at every token', () => {
  const found = survival(cutLines());
  console.log('cut lines', found);
  expect(found.kept).toBeGreaterThan(0.985);
  expect(found.under90).toBeLessThan(0.02);
});
