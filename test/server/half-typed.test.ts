import { expect, it } from 'vitest';
import { seeded } from '../support/seeded.ts';
import { everyCut, openHalfTyped } from './half-typed.ts';

it('answers everything in files that are half typed, of a sample', async () => {
  const { round } = await openHalfTyped(seeded(7));
  let rounds = 0;
  for (; rounds < 12; rounds++) await round();
  expect(rounds).toBe(12);
}, 30_000);

it('answers at places all over a flow and a connector that end there', async () => {
  expect(await everyCut(23)).toBeGreaterThan(80);
}, 120_000);
