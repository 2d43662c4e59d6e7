import { expect, it } from 'vitest';
import { seeded } from '../../support/seeded.ts';
import { openRenaming, ownWorkspace, refusedInSamples } from './every-symbol.ts';
import { seed } from '../../support/seed.ts';


it(`symbols of the samples are renamed and back, of a sample (SEED=${seed})`, async () => {
  const random = seeded(seed);
  const renaming = await openRenaming(ownWorkspace('samples/orders'));
  for (let round = 0; round < 6; round++) {
    const symbol = renaming.declared[Math.floor(random() * renaming.declared.length)]!;
    const wrong = await renaming.thereAndBack(symbol);
    expect(wrong.filter((one) => !refusedInSamples.some((reason) => one.includes(reason))), `${symbol.path}:${symbol.line} ${symbol.kind} ${symbol.name}`).toEqual([]);
  }
}, 60_000);
