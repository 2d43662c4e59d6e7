import { expect, it } from 'vitest';
import { seeded } from '../support/seeded.ts';
import { openHalfTyped } from './half-typed.ts';

it('answers everything in files that are half typed, of a sample', async () => {
  const { round } = await openHalfTyped(seeded(7));
  let rounds = 0;
  for (; rounds < 12; rounds++) await round();
  expect(rounds).toBe(12);
}, 30_000);
