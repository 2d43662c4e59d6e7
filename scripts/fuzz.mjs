// `npm run fuzz`: every campaign (`*.fuzz.ts`), two at a time, and docs/fuzzing.md from what they came to. `npm run fuzz -- test/fuzz` runs some;
// SEED and ROUNDS set the seed and how many files or rounds there are; with FROM an interrupted campaign goes
// on with that file, and what the first part came to stays in the report.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeReport } from './fuzz-report.mjs';
import { projectEnvironment, root } from './setup.mjs';

const filters = process.argv.slice(2);
const folder = join(root, 'out/fuzz');
const seed = process.env.SEED ?? String(Date.now() % 2 ** 31);

if (process.env.FROM === undefined) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
console.log(`SEED=${seed}`);
const { status } = spawnSync('npx', [
  '--no-install', 'vitest', 'run', '--project', 'fuzz', '--maxWorkers=2', '--reporter=default', '--reporter=json', `--outputFile.json=${join(folder, 'vitest.json')}`, ...filters,
], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...projectEnvironment(), SEED: seed }, shell: process.platform === 'win32' });
console.log(`${writeReport(folder)} is written.`);
process.exitCode = status ?? 1;
