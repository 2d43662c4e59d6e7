import { expect, it } from 'vitest';
import { seeded } from '../support/seeded.ts';
import { everyCut, openHalfTyped } from './half-typed.ts';
import { seed } from '../support/seed.ts';

const rounds = Number(process.env['ROUNDS'] ?? 5000);

it(`answers everything in ${rounds} files that are half typed (SEED=${seed})`, async () => {
  const { round } = await openHalfTyped(seeded(seed));
  let done = 0;
  for (; done < rounds; done++) await round();
  expect(done).toBe(rounds);
});

it('answers everything in a flow and a connector that end anywhere', async () => {
  expect(await everyCut(1)).toBeGreaterThan(2000);
});
