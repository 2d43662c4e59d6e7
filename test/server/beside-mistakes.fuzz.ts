import { expect, it } from 'vitest';
import { keepForReport } from '../fuzz/campaign.ts';
import { seeded } from '../support/seeded.ts';
import { askBesideMistakes } from './beside-mistakes.ts';
import { seed } from '../support/seed.ts';

const rounds = Number(process.env['ROUNDS'] ?? 2_000);

it(`declarations beside ${rounds} mistakes keep their hover and their completion (SEED=${seed})`, async () => {
  const answers = await askBesideMistakes(rounds, seeded(seed));
  keepForReport('beside-mistakes', { seed, ...answers });
  expect(answers.lost).toEqual([]);
});
