import { compare, median, type Comparison } from '../statistics.ts';
import { number, type Section } from '../report.ts';
import { runSync, type SyncRun } from './measure.ts';

/** One kind of run: so many records, so much latency, so many runs of each in turn; `peer` whether the peer is compared. */
interface Case { name: string; records: number; latencyMs: number; runs: number; peer: boolean }

const cases: Case[] = [
  { name: '100,000 records', records: 100_000, latencyMs: 0, runs: 5, peer: true },
  { name: '20,000 records, every answer 50 ms late', records: 20_000, latencyMs: 50, runs: 3, peer: true },
  { name: '1,000,000 records', records: 1_000_000, latencyMs: 0, runs: 1, peer: true },
];

const quickCases: Case[] = [
  { name: '20,000 records', records: 20_000, latencyMs: 0, runs: 2, peer: true },
  { name: '5,000 records, every answer 50 ms late', records: 5000, latencyMs: 50, runs: 1, peer: true },
];

export interface SyncCaseResult { name: string; records: number; latencyMs: number; speed: Comparison; cpu: Comparison; ours: SyncRun[]; peer: SyncRun[] }

/** Runs ours and the peer in turn, so that both have the same neighbours on the machine. */
export async function benchSync(options: { root: string; quick: boolean; tell(line: string): void }): Promise<{ results: SyncCaseResult[]; section: Section }> {
  const results: SyncCaseResult[] = [];
  for (const one of options.quick ? quickCases : cases) {
    const ours: SyncRun[] = [];
    const peer: SyncRun[] = [];
    for (let turn = 0; turn < one.runs; turn++) {
      for (const mover of ['peer', 'ours'] as const) {
        const run = await runSync({ mover, records: one.records, latencyMs: one.latencyMs, root: options.root });
        (mover === 'ours' ? ours : peer).push(run);
        options.tell(`${one.name}, ${mover}: ${number(run.recordsPerS)}/s, ${run.cpuPerRecordUs.toFixed(1)} µs CPU a record, ${number(run.peakMB)} MB; others kept ${run.otherCores.toFixed(1)} cores busy`);
      }
    }
    const both = (figure: (run: SyncRun) => number): Comparison => compare(ours.map(figure), peer.map(figure));
    results.push({ name: one.name, records: one.records, latencyMs: one.latencyMs, speed: both((run) => run.recordsPerS), cpu: both((run) => run.cpuPerRecordUs), ours, peer });
  }
  return { results, section: sectionOf(results) };
}

function sectionOf(results: readonly SyncCaseResult[]): Section {
  return {
    title: 'sync: records of 1 KB, read 250 a page, ten fields mapped, posted in hundreds; peer: a pipelined undici script',
    columns: ['case', 'runs', 'records/s', 'peer', 'ratio', 'µs CPU a record', 'peer', 'peak MB', 'peer', 'start s', 'other cores'],
    rows: results.map(({ name, speed, cpu, ours, peer }) => [
      name, String(ours.length), number(speed.ours), number(speed.theirs), speed.ratio.toFixed(2), cpu.ours.toFixed(1), cpu.theirs.toFixed(1),
      number(Math.max(...ours.map(({ peakMB }) => peakMB))), number(Math.max(...peer.map(({ peakMB }) => peakMB))),
      median(ours.map(({ startS }) => startS)).toFixed(2), median([...ours, ...peer].map(({ otherCores }) => otherCores)).toFixed(1),
    ]),
  };
}
