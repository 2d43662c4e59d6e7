import { expect, test } from 'vitest';
import { seed } from '../../support/seed.ts';
import { cutsAtTokens, readPrefix } from './prefixes.ts';
import { samples } from './support.ts';

// `npm run fuzz` cuts at every character.
test.each(samples)('$name, cut at every third token or inside of one, is read without a throw or a hang', sample => {
  for (const [index, cut] of cutsAtTokens(sample).entries()) if ((index + seed) % 3 === 0) expect(readPrefix(sample, cut), `cut at ${cut}`).toBeLessThan(10_000);
}, 600_000);
