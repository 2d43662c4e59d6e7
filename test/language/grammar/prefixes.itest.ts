import { expect, test } from 'vitest';
import { cutsAtTokens, readPrefix } from './prefixes.ts';
import { samples } from './support.ts';

test.each(samples)('$name, cut at every token and inside every token, is read without a throw or a hang', sample => {
  for (const cut of cutsAtTokens(sample)) expect(readPrefix(sample, cut), `cut at ${cut}`).toBeLessThan(10_000);
}, 600_000);
