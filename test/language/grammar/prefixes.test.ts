import { expect, test } from 'vitest';
import { cutsAtTokens, readPrefix } from './prefixes.ts';
import { samples, seeded } from './support.ts';

test('files cut at and inside tokens are read without a throw or a hang', () => {
  const random = seeded(11);
  const cuts = samples.flatMap(sample => cutsAtTokens(sample).map(cut => ({ sample, cut }))).filter(() => random() < 0.008);
  expect(cuts.length).toBeGreaterThan(150);
  for (const { sample, cut } of cuts) expect(readPrefix(sample, cut), `${sample.name} cut at ${cut}`).toBeLessThan(5_000);
}, 60_000);
