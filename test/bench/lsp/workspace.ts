import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { machineCpuS, ownCpuS, watchTree } from '../process-tree.ts';
import { startLanguageServer } from './language-client.ts';
import { restMs } from './measure.ts';
import { extensionArguments, extensionEnvironment } from './subjects.ts';
import type { WorkspaceText } from './workspace-text.ts';

/** One session with a workspace of many files. Times in milliseconds, memory in bytes of 2^20. */
export interface WorkspaceRun {
  /** From the start of the process to the diagnostics of the one file that is open. */
  coldMs: number;
  /** From the start of the process until a mistake in the file that is open is shown in a file that is not: the whole workspace is known. */
  readyMs: number;
  /** From a key in the hub to the last of its flows being shown as wrong, and to the last being shown as right again. */
  brokenMs: number;
  mendedMs: number;
  /** A second after everything was checked, and five after the last edit, when the server has collected what was left behind. */
  readyMB: number;
  restMB: number;
  peakMB: number;
  otherCores: number;
}

export interface WorkspaceOptions { root: string; files: WorkspaceText; codeCache: string }

/** Writes the workspace into a folder of its own for as long as `use` takes. */
export async function withFiles<T>({ files }: WorkspaceText, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-bench-'));
  try {
    for (const [path, text] of files) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens the hub, takes a field of it away and gives it back. */
export function runWorkspace({ root, files, codeCache }: WorkspaceOptions): Promise<WorkspaceRun> {
  return withFiles(files, async (folder) => {
    const before = { machine: machineCpuS(), own: ownCpuS(), atMs: performance.now() };
    const file = join(folder, files.hub);
    const text = files.files.get(files.hub) ?? '';
    const client = await startLanguageServer([...extensionArguments, join(root, 'dist/server.cjs')], folder, file, { env: { ...extensionEnvironment, NODE_COMPILE_CACHE: codeCache } });
    const watch = watchTree(client.pid);
    try {
      const first = client.published(() => true);
      client.open(text);
      const coldMs = (await first).atMs - before.atMs;
      const line = text.split('\n').findIndex((one) => one.includes('number: string @readOnly'));
      const place = { line, character: 4 + 'number'.length };
      const wrong = (count: number): Promise<number> => client.others((broken) => broken.size === count);
      let sentMs = client.edit(place, place, 'x');
      const allWrong = await wrong(files.hubFlows);
      const readyMs = allWrong - before.atMs;
      const back = (): number => client.edit(place, { ...place, character: place.character + 1 }, '');
      back();
      await wrong(0);
      await sleep(1000);
      const readyMB = watch.look().rssBytes / 2 ** 20;
      sentMs = client.edit(place, place, 'x');
      const brokenMs = await wrong(files.hubFlows) - sentMs;
      await sleep(500);
      sentMs = back();
      const mendedMs = await wrong(0) - sentMs;
      await sleep(restMs);
      const restMB = watch.look().rssBytes / 2 ** 20;
      const wallS = (performance.now() - before.atMs) / 1000;
      return { coldMs, readyMs, brokenMs, mendedMs, readyMB, restMB, peakMB: watch.peakRssBytes / 2 ** 20, otherCores: Math.max(0, (machineCpuS() - before.machine - watch.look().cpuS - (ownCpuS() - before.own)) / wallS) };
    } finally {
      watch.stop();
      await client.stop();
    }
  });
}
