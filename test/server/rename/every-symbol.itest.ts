import { expect, it } from 'vitest';
import { openRenaming, ownWorkspace, refusedInSamples } from './every-symbol.ts';

it.each(['samples/orders', 'test/golden/examples'])('every symbol of %s is renamed and back', async (folder) => {
  const renaming = await openRenaming(ownWorkspace(folder));
  const wrong: string[] = [];
  for (const symbol of renaming.declared) {
    for (const one of (await renaming.thereAndBack(symbol)).filter((two) => !refusedInSamples.some((reason) => two.includes(reason)))) wrong.push(`${symbol.path}:${symbol.line} ${symbol.kind} ${symbol.name}: ${one}`);
  }
  expect(wrong).toEqual([]);
}, 1_200_000);
