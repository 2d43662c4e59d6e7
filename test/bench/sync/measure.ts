import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endedChildrenCpuS, machineCpuS, ownCpuS, usageOf, watchTree, type Look } from '../process-tree.ts';
import type { ApiStats } from './api.ts';
import { writeSyncWorkspace } from './workspace.ts';

/** What moves the records: our command line as a user starts it, or the script it is compared with. */
export type Mover = 'ours' | 'peer';

export interface SyncRunOptions {
  mover: Mover;
  records: number;
  /** What the API waits before each answer. */
  latencyMs: number;
  /** The folder whose `bin/patchbay` is measured. */
  root: string;
  /** Arguments for Node before the script (`--cpu-prof`); the launcher is then passed by. */
  nodeArguments?: readonly string[];
}

/** One run as the server and /proc saw it. Times in seconds, memory in bytes of 2^20. */
export interface SyncRun {
  mover: Mover;
  records: number;
  latencyMs: number;
  /** From the first GET to the last answer to a POST. */
  movingS: number;
  recordsPerS: number;
  /** From the start of the process to its end. */
  wholeS: number;
  /** Before the first GET. */
  startS: number;
  /** CPU time of the process tree, before the first GET and in all. */
  startCpuS: number;
  cpuS: number;
  /** Microseconds of CPU time of the process tree for each record, from the first GET on. */
  cpuPerRecordUs: number;
  peakMB: number;
  /** Memory in each tenth of the run, the most of each: does it grow? */
  memoryMB: number[];
  apiCpuS: number;
  /** How many cores something else kept busy meanwhile: above 0.3 wall times are not to be believed. */
  otherCores: number;
  getsAtOnce: number;
  postsAtOnce: number;
  posts: number;
}

const root = join(import.meta.dirname, '../../..');

/** Moves the records once. Throws where a record is missing, wrong or twice there, or the process failed. */
export async function runSync(options: SyncRunOptions): Promise<SyncRun> {
  const { mover, records, latencyMs } = options;
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-bench-'));
  const api = spawn(process.execPath, [join(import.meta.dirname, 'api.ts'), String(records), String(latencyMs)], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const { port } = JSON.parse(await firstLine(api)) as { port: number };
    const base = `http://127.0.0.1:${port}`;
    const before = { machine: machineCpuS(), own: ownCpuS(), children: endedChildrenCpuS(), api: usageOf(api.pid as number)?.cpuS ?? 0 };
    const startedMs = performance.timeOrigin + performance.now();
    const child = start(options, base, folder);
    const watch = watchTree(child.pid as number);
    const { code, output } = await ended(child);
    watch.stop();
    const wholeS = (performance.timeOrigin + performance.now() - startedMs) / 1000;
    const cpuS = endedChildrenCpuS() - before.children;
    const apiCpuS = (usageOf(api.pid as number)?.cpuS ?? 0) - before.api;
    const others = machineCpuS() - before.machine - cpuS - apiCpuS - (ownCpuS() - before.own);
    const stats = (await (await fetch(`${base}/v1/stats`)).json()) as ApiStats;
    refuseWrong(stats, code, output);
    const startCpuS = watch.looks.findLast(({ atMs }) => atMs <= (stats.firstGetMs ?? 0))?.cpuS ?? 0;
    const movingS = ((stats.lastPostMs ?? 0) - (stats.firstGetMs ?? 0)) / 1000;
    return {
      mover, records, latencyMs, movingS, recordsPerS: records / movingS, wholeS, startS: ((stats.firstGetMs ?? 0) - startedMs) / 1000,
      startCpuS, cpuS, cpuPerRecordUs: ((cpuS - startCpuS) * 1e6) / records, peakMB: watch.peakRssBytes / 2 ** 20, memoryMB: tenths(watch.looks), apiCpuS,
      otherCores: Math.max(0, others / wholeS), getsAtOnce: stats.getsAtOnce, postsAtOnce: stats.postsAtOnce, posts: stats.posts,
    };
  } finally {
    api.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function start({ mover, root: measured, nodeArguments = [] }: SyncRunOptions, base: string, folder: string): ChildProcess {
  const workspace = join(folder, 'workspace');
  const env = { ...process.env, PATCHBAY_HOME: join(folder, 'home') };
  if (mover === 'peer') {
    return spawn(process.execPath, [...nodeArguments, join(import.meta.dirname, 'peer.ts'), base], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  }
  writeSyncWorkspace(workspace, base);
  const launcher = nodeArguments.length === 0 ? [join(measured, 'bin/patchbay')] : [...nodeArguments, join(measured, 'dist/cli.cjs')];
  return spawn(process.execPath, [...launcher, 'run', 'sync', '--allow-local'], { cwd: workspace, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

function refuseWrong(stats: ApiStats, code: number | null, output: string): void {
  if (stats.missing === 0 && stats.bad === 0 && stats.duplicates === 0 && code === 0) return;
  const { missing, bad, duplicates, firstWrong } = stats;
  throw new Error(`The records did not all arrive as they should: ${JSON.stringify({ code, missing, bad, duplicates, firstWrong })}\n${output}`);
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(String(chunk)));
    child.once('exit', () => reject(new Error('The API of the bench did not start.')));
  });
}

/** Waits for a process; the end of what it wrote. */
async function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => { output = (output + text).slice(-4000); });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, output };
}

function tenths(looks: readonly Look[]): number[] {
  const size = Math.max(1, Math.ceil(looks.length / 10));
  return Array.from({ length: Math.ceil(looks.length / size) }, (_tenth, index) => {
    const part = looks.slice(index * size, (index + 1) * size);
    return Math.round(Math.max(...part.map(({ rssBytes }) => rssBytes)) / 2 ** 20);
  });
}
