import { expect, test } from 'vitest';
import { difference, pairs } from './pairs.ts';
import { seeded } from './support.ts';

test('any two members of one place, on one line or two, are the two members', () => {
  const all = pairs();
  expect(all.length).toBeGreaterThan(20_000);
  const random = seeded(20260105);
  const sample = all.filter(() => random() < 600 / all.length);
  expect(sample.map(difference).filter(found => found !== undefined)).toEqual([]);
}, 60_000);
