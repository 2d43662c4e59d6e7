import { expect, test } from 'vitest';
import { deleted, everySample, inserted, judge } from './mistakes.ts';

test.each([['deleted', deleted], ['put in', inserted]] as const)('every token %s', (what, mistakes) => {
  const found = judge(everySample.flatMap(mistakes));
  console.log(what, { ...found, tooMany: found.tooMany.length, lost: found.lost.length });
  for (const line of [...found.tooMany, ...found.lost].slice(0, 200)) console.log(line);
  expect(found.tooMany).toEqual([]);
  expect(found.lost).toEqual([]);
  expect(found.near).toBeGreaterThan(0.9);
});
