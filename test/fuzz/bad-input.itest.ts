import { expect, it } from 'vitest';
import { runCampaign, told } from './campaign.ts';
import { seed } from '../support/seed.ts';

const only = process.env['CASE'];
const count = Number(process.env['ROUNDS'] ?? 2_000);
const first = Number(only ?? 0);
const to = only === undefined ? count : first + 1;

it(`${to - first} bad files give diagnostics and answers, with every place inside the text, in time (SEED=${seed}, from CASE=${first})`, async () => {
  console.log(`fuzz: SEED=${seed}`);
  const tally = await runCampaign({ seed, from: first, to });
  console.log(`fuzz: ${tally.cases} files, ${tally.findings} findings, ${tally.compared} compared with a file read anew, ${Math.round(tally.cpuMs / 1000)} s of CPU`);
  expect(told(tally)).toEqual([]);
  expect(tally.cases).toBe(to - first);
}, 1_800_000);
