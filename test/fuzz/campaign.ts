// Many cases in turn, counted: what `npm test` runs some of, and `npm run fuzz` all.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runCase } from './one-case.ts';
import { openSamples } from './workspaces.ts';

/** Of one kind of case or request: how many, and the slowest with its number; CPU in ms. */
export interface Count { count: number; slowestMs: number; slowest: number }

export interface Tally {
  seed: number;
  /** Numbers of cases: from the first, every `step`th, below the last. */
  from: number;
  to: number;
  step: number;
  cases: number;
  findings: number;
  compared: number;
  /** CPU of all cases, in ms. */
  cpuMs: number;
  kinds: Record<string, Count>;
  files: Record<string, Count>;
  requests: Record<string, Count>;
  failures: { number: number; kind: string; path: string; what: string }[];
}

/** So many failures are told; a campaign that has more is ended by the first that are known. */
const mostFailures = 100;

const slow = / took \d+ ms/;

/**
 * Runs the cases `from`, `from + step`, … below `to`, and lets what else waits in this process run between them. With a name it is kept for the report,
 * also what was done until then where it is interrupted.
 */
export async function runCampaign({ seed, from, to, step = 1, name }: { seed: number; from: number; to: number; step?: number; name?: string }): Promise<Tally> {
  const files = await openSamples();
  const tally: Tally = { seed, from, to, step, cases: 0, findings: 0, compared: 0, cpuMs: 0, kinds: {}, files: {}, requests: {}, failures: [] };
  const start = process.threadCpuUsage();
  for (let number = from; number < to; number += step) {
    let outcome = await runCase(files, seed, number);
    // What takes too long takes too long again: a machine that stood still for a moment is not told of.
    if (outcome.failures.length > 0 && outcome.failures.every((what) => slow.test(what))) outcome = await runCase(files, seed, number);
    const { kind, path, checkedMs, asked, findings, compared, failures } = outcome;
    tally.cases++;
    tally.findings += findings;
    tally.compared += Number(compared);
    add(tally.kinds, kind, checkedMs, number);
    add(tally.files, path, checkedMs, number);
    for (const [name, ms] of Object.entries(asked)) add(tally.requests, name, ms, number);
    for (const what of failures) tally.failures.push({ number, kind, path, what });
    const { user, system } = process.threadCpuUsage(start);
    tally.cpuMs = (user + system) / 1000;
    if (name !== undefined && tally.cases % 500 === 0) keepForReport(name, tally);
    if (tally.failures.length >= mostFailures) break;
    await new Promise<void>((resolve) => { setImmediate(resolve); });
  }
  if (name !== undefined) keepForReport(name, tally);
  return tally;
}

function add(counts: Record<string, Count>, name: string, ms: number, number: number): void {
  const known = (counts[name] ??= { count: 0, slowestMs: -1, slowest: number });
  known.count++;
  if (ms > known.slowestMs) Object.assign(known, { slowestMs: ms, slowest: number });
}

/** What a failure says, and how to see it again. */
export const told = ({ seed, failures }: Tally): string[] => failures.map(({ number, kind, path, what }) => `SEED=${seed} CASE=${number} (${kind}, ${path}): ${what}`);

let commit: string | undefined;

/** Leaves what a part of the campaign came to for the report, as `out/fuzz/<name>.json`, with what it was run on. */
export function keepForReport(name: string, outcome: object): void {
  const folder = fileURLToPath(new URL('../../out/fuzz/', import.meta.url));
  // What is run is what was read at the start.
  commit ??= execFileSync('git', ['rev-parse', 'HEAD'], { cwd: folder.replace(/out.fuzz.$/, ''), encoding: 'utf8' }).trim();
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.json`, JSON.stringify({ commit, date: new Date().toISOString().slice(0, 10), node: process.version, ...outcome }, undefined, 2));
}
