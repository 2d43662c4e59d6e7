import { expect, test } from 'vitest';
import { difference, pairs } from './pairs.ts';

test('every ordered pair of members of one place, on one line and on two, is the two members', () => {
  expect(pairs().map(difference).filter(found => found !== undefined)).toEqual([]);
});
