import { expect, it } from 'vitest';
import { runCampaign, told } from './campaign.ts';

const seed = Number(process.env['SEED'] ?? 1);
const count = Number(process.env['ROUNDS'] ?? 100_000);
// Where a campaign that was interrupted goes on: an even number.
const first = Number(process.env['FROM'] ?? 0);

it(`every second of ${count} bad files, from the second (SEED=${seed})`, async () => {
  const tally = await runCampaign({ seed, from: first + 1, to: count, step: 2, name: `bad-input-2${first > 0 ? `-${first}` : ''}` });
  expect(told(tally)).toEqual([]);
}, 14_400_000);
