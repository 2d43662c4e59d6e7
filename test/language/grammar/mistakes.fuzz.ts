import { expect, test } from 'vitest';
import { judgeEvery } from './every-mistake.ts';
import { deleted } from './mistakes.ts';

test('every token deleted', async () => {
  const found = await judgeEvery('deletions', deleted);
  expect(found.tooMany).toEqual([]);
  expect(found.lost).toEqual([]);
  expect(found.near).toBeGreaterThan(0.9);
});
