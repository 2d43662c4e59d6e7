import { expect, it } from 'vitest';
import { seeded } from '../support/seeded.ts';
import { openHalfTyped } from './half-typed.ts';

const rounds = Number(process.env['ROUNDS'] ?? 5000);
const seed = Number(process.env['SEED'] ?? Date.now());

it(`answers everything in ${rounds} files that are half typed (SEED=${seed})`, async () => {
  const { round } = await openHalfTyped(seeded(seed));
  let done = 0;
  for (; done < rounds; done++) await round();
  expect(done).toBe(rounds);
});
