import { expect, it } from 'vitest';
import { seeded } from '../support/seeded.ts';
import { askBesideMistakes } from './beside-mistakes.ts';

it('declarations beside a mistake keep their hover and their completion', async () => {
  const { lost, hovers, completions } = await askBesideMistakes(40, seeded(3));
  expect(lost).toEqual([]);
  expect(hovers).toBeGreaterThan(150);
  expect(completions).toBeGreaterThan(100);
}, 120_000);
