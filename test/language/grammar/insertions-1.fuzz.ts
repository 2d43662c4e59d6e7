import { expect, test } from 'vitest';
import { judgeEvery } from './every-mistake.ts';
import { inserted } from './mistakes.ts';

test('every second of all tokens put in everywhere, from the first', async () => {
  const found = await judgeEvery('insertions-1', (sample) => inserted(sample).filter((_, index) => index % 2 === 0));
  expect(found.tooMany).toEqual([]);
  expect(found.lost).toEqual([]);
  expect(found.near).toBeGreaterThan(0.9);
}, 14_400_000);
