import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPatchbayServices } from '#language';
import { endedChildrenCpuS, ownCpuS, watchTree } from '../process-tree.ts';
import { number, type Section } from '../report.ts';
import { median } from '../statistics.ts';
import { runWorkspace, type WorkspaceRun, withFiles } from './workspace.ts';
import { workspaceText, type WorkspaceText } from './workspace-text.ts';

/** `patchbay check` of a whole workspace, from the command to its end. Milliseconds, and bytes of 2^20. */
export interface CheckRun { wallMs: number; cpuMs: number; peakMB: number }

export interface WorkspaceResult { files: number; lines: number; floorMs: number; sessions: WorkspaceRun[]; checks: CheckRun[] }

/** A workspace of 1,000 files: in the editor, with a connector open that 300 flows use, and on the command line. */
export async function benchWorkspace({ root, quick, tell }: { root: string; quick: boolean; tell(line: string): void }): Promise<{ results: WorkspaceResult[]; section: Section }> {
  const results: WorkspaceResult[] = [];
  const codeCache = mkdtempSync(join(tmpdir(), 'patchbay-bench-code-'));
  for (const [connectors, flows, hubFlows] of quick ? [[10, 90, 30]] as const : [[50, 950, 300]] as const) {
    const files = workspaceText({ connectors, flows, hubFlows });
    const lines = [...files.files.values()].reduce((sum, text) => sum + text.split('\n').length, 0);
    const result: WorkspaceResult = { files: files.files.size, lines, floorMs: readingFloor(files), sessions: [], checks: [] };
    for (let turn = 0; turn < (quick ? 1 : 3); turn++) {
      const session = await runWorkspace({ root, files, codeCache });
      const check = await runCheck(root, files, codeCache);
      result.sessions.push(session);
      result.checks.push(check);
      tell(`${number(result.files)} files: open file ${number(session.coldMs)} ms, all ${number(session.readyMs)} ms, ${hubFlows} flows wrong after ${number(session.brokenMs)} ms and right after ${number(session.mendedMs)} ms, ${number(session.readyMB)} MB, at rest ${number(session.restMB)} MB; check ${number(check.wallMs)} ms, ${number(check.peakMB)} MB; others kept ${session.otherCores.toFixed(1)} cores busy`);
    }
    results.push(result);
  }
  rmSync(codeCache, { recursive: true, force: true });
  return { results, section: sectionOf(results) };
}

/** What lexing and parsing all files once takes, in CPU time: whoever reads them all cannot go below it. */
function readingFloor({ files }: WorkspaceText): number {
  const { connector, flow } = createPatchbayServices();
  const once = (): number => {
    const began = ownCpuS();
    for (const [path, text] of files) if (!path.endsWith('.json')) (path.endsWith('.flow') ? flow : connector).parser.LangiumParser.parse(text);
    return (ownCpuS() - began) * 1000;
  };
  return median([once(), once(), once()]);
}

function runCheck(root: string, files: WorkspaceText, codeCache: string): Promise<CheckRun> {
  return withFiles(files, async (folder) => {
    const began = performance.now();
    const cpuBegan = endedChildrenCpuS();
    const child = spawn(process.execPath, [join(root, 'bin/patchbay'), 'check'], { cwd: folder, env: { ...process.env, NODE_COMPILE_CACHE: codeCache }, stdio: 'ignore' });
    const watch = watchTree(child.pid as number);
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    watch.stop();
    if (code !== 0) throw new Error(`\`patchbay check\` ended with ${code} in a workspace without a mistake.`);
    return { wallMs: performance.now() - began, cpuMs: (endedChildrenCpuS() - cpuBegan) * 1000, peakMB: watch.peakRssBytes / 2 ** 20 };
  });
}

function sectionOf(results: readonly WorkspaceResult[]): Section {
  return {
    title: 'workspace: many files; floor: CPU time of lexing and parsing all of them once, warm, in process (ms)',
    columns: ['files', 'lines', 'floor', 'open file', 'all checked', 'dependents wrong', 'right again', 'MB', 'MB at rest', 'peak MB', 'check', 'its CPU', 'its peak MB', 'other cores'],
    rows: results.map(({ files, lines, floorMs, sessions, checks }) => {
      const session = (figure: (run: WorkspaceRun) => number): string => number(median(sessions.map(figure)));
      const check = (figure: (run: CheckRun) => number): string => number(median(checks.map(figure)));
      return [
        number(files), number(lines), number(floorMs), session((run) => run.coldMs), session((run) => run.readyMs), session((run) => run.brokenMs), session((run) => run.mendedMs), session((run) => run.readyMB), session((run) => run.restMB), session((run) => run.peakMB),
        check((run) => run.wallMs), check((run) => run.cpuMs), check((run) => run.peakMB), median(sessions.map((run) => run.otherCores)).toFixed(1),
      ];
    }),
  };
}
