import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { number, type Section } from '../report.ts';
import { median, quantile } from '../statistics.ts';
import { parseFloor, type Floor } from './floor.ts';
import { runEditing, type EditingRun } from './measure.ts';
import { patchbay, peers, type Subject } from './subjects.ts';

export interface EditingResult {
  server: string;
  lines: number;
  /** What lexing and parsing the file takes, measured before and after each session. */
  floor: Floor;
  coldMs: number;
  errorShownMs: { p50: number; p95: number };
  /** How many times the floor a key to its error takes. */
  errorShownOverFloor: number;
  cpuPerEditMs: number;
  /** The same for CPU time: this figure holds on a busy machine too. */
  cpuPerEditOverFloor: number;
  completionMs: { p50: number; p95: number };
  burstMs: number;
  openedMB: number;
  editedMB: number;
  peakMB: number;
  otherCores: number;
  runs: EditingRun[];
}

/** Sessions with the language server over stdio, on generated files of 1,000, 3,000 and 10,000 lines; the peers, where they are installed, by turns with ours. */
export async function benchLsp({ root, quick, tell }: { root: string; quick: boolean; tell(line: string): void }): Promise<{ results: EditingResult[]; section: Section }> {
  const results: EditingResult[] = [];
  const codeCache = mkdtempSync(join(tmpdir(), 'patchbay-bench-code-'));
  const ours = patchbay(root);
  const subjects = [ours, ...peers()];
  if (subjects.length === 1) tell('No peers: `npm ci` in test/bench/lsp/peers has them measured too.');
  for (const subject of subjects) await runEditing({ subject, lines: 100, edits: 1, completions: 1, codeCache });
  for (const lines of quick ? [1000] : [1000, 3000, 10_000]) {
    const text = ours.text(lines);
    const floors: Floor[] = [];
    const runs = new Map<Subject, EditingRun[]>(subjects.map((subject) => [subject, []]));
    for (let turn = 0; turn < (quick ? 1 : 3); turn++) {
      floors.push(parseFloor(text));
      for (const subject of subjects) {
        const run = await runEditing({ subject, lines, edits: quick ? 10 : 30, completions: quick ? 10 : 30, codeCache });
        runs.get(subject)?.push(run);
        tell(`${subject.title}, ${lines} lines: cold ${run.coldMs.toFixed(0)} ms, key to error ${median(run.errorShownMs).toFixed(1)} ms, completion ${median(run.completionMs).toFixed(1)} ms, CPU an edit ${run.cpuPerEditMs.toFixed(1)} ms, of parsing ${(floors.at(-1)?.cpuMs ?? 0).toFixed(1)} ms; others kept ${run.otherCores.toFixed(1)} cores busy`);
      }
    }
    floors.push(parseFloor(text));
    for (const [subject, own] of runs) results.push(summary(subject.title, lines, floors, own));
  }
  rmSync(codeCache, { recursive: true, force: true });
  return { results, section: sectionOf(results) };
}

function summary(server: string, lines: number, floors: readonly Floor[], runs: EditingRun[]): EditingResult {
  const quantiles = (times: (run: EditingRun) => number[]): { p50: number; p95: number } => {
    const all = runs.flatMap(times);
    return { p50: quantile(all, 0.5), p95: quantile(all, 0.95) };
  };
  const middle = (figure: (run: EditingRun) => number): number => median(runs.map(figure));
  const floor: Floor = { wallMs: median(floors.map(({ wallMs }) => wallMs)), cpuMs: median(floors.map(({ cpuMs }) => cpuMs)) };
  const cpuPerEditMs = middle((run) => run.cpuPerEditMs);
  const errorShownMs = quantiles((run) => run.errorShownMs);
  return {
    server, lines, floor, coldMs: middle((run) => run.coldMs), errorShownMs, errorShownOverFloor: errorShownMs.p50 / floor.wallMs, cpuPerEditMs, cpuPerEditOverFloor: cpuPerEditMs / floor.cpuMs,
    completionMs: quantiles((run) => run.completionMs), burstMs: middle((run) => run.burstMs),
    openedMB: middle((run) => run.openedMB), editedMB: middle((run) => run.editedMB), peakMB: Math.max(...runs.map((run) => run.peakMB)), otherCores: middle((run) => run.otherCores), runs,
  };
}

function pair({ p50, p95 }: { p50: number; p95: number }): string {
  return `${p50.toFixed(0)} / ${p95.toFixed(0)}`;
}

function sectionOf(results: readonly EditingResult[]): Section {
  return {
    title: 'lsp: one file in an editor; floor: lexing and parsing ours once, warm, in process (ms)',
    columns: ['server', 'lines', 'floor', 'cold start to errors', 'key to error p50 / p95', 'over floor', 'CPU an edit', 'over floor', 'completion p50 / p95', 'last key of a burst', 'MB opened', 'MB edited', 'other cores'],
    rows: results.map((result) => [
      result.server, number(result.lines), result.floor.wallMs.toFixed(1), result.coldMs.toFixed(0), pair(result.errorShownMs), result.errorShownOverFloor.toFixed(1), result.cpuPerEditMs.toFixed(1), result.cpuPerEditOverFloor.toFixed(1),
      pair(result.completionMs), result.burstMs.toFixed(0), number(result.openedMB), number(result.editedMB), result.otherCores.toFixed(1),
    ]),
  };
}
