import { describe, expect, it } from 'vitest';
import { cutsOf, failures, golden } from './cuts.ts';

describe('half-typed files, densely', () => {
  it.each(golden)('%s', async (name, text) => {
    expect(await failures(name, cutsOf(text, 37))).toEqual([]);
  }, 300_000);
});
