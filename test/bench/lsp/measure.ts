import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { machineCpuS, ownCpuS, watchTree } from '../process-tree.ts';
import { startLanguageServer, type Diagnostic, type LanguageClient, type Position } from './language-client.ts';
import type { Subject } from './subjects.ts';

/** One session with the server. Times in milliseconds, memory in bytes of 2^20. */
export interface EditingRun {
  /** From the start of the process to the first diagnostics of the file. */
  coldMs: number;
  /** From a key to the diagnostics that show its error. */
  errorShownMs: number[];
  /** CPU time of the server for each edit, diagnostics included. */
  cpuPerEditMs: number;
  /** From a key and the request after it to the list. */
  completionMs: number[];
  /** Keys every 60 ms, each with a request that cancels the one before: from the last key to its list. */
  burstMs: number;
  openedMB: number;
  editedMB: number;
  peakMB: number;
  otherCores: number;
}

export interface EditingOptions {
  subject: Subject;
  lines: number;
  edits: number;
  completions: number;
  /** Where compiled code is kept, as the extension and bin/patchbay have it: the second start is the one that is felt every day. */
  codeCache?: string;
}

/** How long somebody rests between two edits. */
const pauseMs = 50;
const keyMs = 60;

/** How long after the last edit memory is looked at. */
export const restMs = 5_000;

/** Opens a file of so many lines, makes and takes back a mistake again and again, completes, and types. */
export async function runEditing({ subject, lines, edits, completions, codeCache }: EditingOptions): Promise<EditingRun> {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-bench-'));
  const file = join(folder, subject.file);
  const text = subject.text(lines);
  writeFileSync(file, text);
  for (const [name, beside] of Object.entries(subject.beside)) writeFileSync(join(folder, name), beside);
  const before = { machine: machineCpuS(), own: ownCpuS(), atMs: performance.now() };
  const client = await startLanguageServer(subject.arguments, folder, file, {
    languageId: subject.languageId, settings: subject.settings(folder), env: { ...subject.environment, ...(codeCache !== undefined && { NODE_COMPILE_CACHE: codeCache }) },
  });
  const watch = watchTree(client.pid);
  try {
    const first = client.published(({ diagnostics }) => diagnostics.length > 0);
    client.open(text);
    const coldMs = (await first).atMs - before.atMs;
    await sleep(500);
    const openedMB = watch.look().rssBytes / 2 ** 20;
    const cpuBefore = watch.look().cpuS;
    const errorShownMs = await makeMistakes(client, text, subject, edits);
    const cpuPerEditMs = ((watch.look().cpuS - cpuBefore) * 1000) / (2 * edits);
    const completionMs = await completeTypes(client, text, subject, completions);
    const burstMs = await typeQuickly(client, text, subject);
    await sleep(restMs);
    const { rssBytes, cpuS } = watch.look();
    const wallS = (performance.now() - before.atMs) / 1000;
    return {
      coldMs, errorShownMs, cpuPerEditMs, completionMs, burstMs, openedMB, editedMB: rssBytes / 2 ** 20, peakMB: watch.peakRssBytes / 2 ** 20,
      otherCores: Math.max(0, (machineCpuS() - before.machine - cpuS - (ownCpuS() - before.own)) / wallS),
    };
  } finally {
    watch.stop();
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The numbers of lines of the text that are this, after white space. */
function linesThatAre(text: string, wanted: string): number[] {
  return text.split('\n').flatMap((line, index) => (line.trim() === wanted ? [index] : []));
}

function pick(lines: readonly number[], turn: number): number {
  return lines[Math.floor(((turn * 0.618) % 1) * lines.length)] ?? 0;
}

/** Whether a diagnostic stands on a line. */
function isAt(line: number): (diagnostic: Diagnostic) => boolean {
  return ({ range }) => range.start.line === line;
}

/** A line is made wrong, all over the file, and is repaired again. */
async function makeMistakes(client: LanguageClient, text: string, { wrong: { line: wanted, character, typed } }: Subject, count: number): Promise<number[]> {
  const places = linesThatAre(text, wanted);
  const times: number[] = [];
  for (let turn = 0; turn < count; turn++) {
    const line = pick(places, turn);
    const end: Position = { line, character };
    const wrong = client.published(({ diagnostics }) => diagnostics.some(isAt(line)));
    const atMs = client.edit(end, end, typed);
    times.push((await wrong).atMs - atMs);
    await sleep(pauseMs);
    const right = client.published(({ diagnostics }) => !diagnostics.some(isAt(line)));
    client.edit(end, { ...end, character: end.character + typed.length }, '');
    await right;
    await sleep(pauseMs);
  }
  return times;
}

/** A new line on which something is offered. */
async function completeTypes(client: LanguageClient, text: string, { complete: { below, typed, offered } }: Subject, count: number): Promise<number[]> {
  const places = linesThatAre(text, below);
  const lines = text.split('\n');
  const times: number[] = [];
  for (let turn = 0; turn < count; turn++) {
    const line = pick(places, turn);
    const start: Position = { line, character: lines[line]?.length ?? 0 };
    const end: Position = { line: line + 1, character: typed.length };
    const atMs = client.edit(start, start, `\n${typed}`);
    const list = await client.complete(end);
    if (list === undefined || !list.labels.includes(offered)) throw new Error(`Completion does not offer ${offered}, but ${list?.labels.slice(0, 5).join(', ')}.`);
    times.push(list.atMs - atMs);
    client.edit(start, end, '');
    await sleep(pauseMs);
  }
  return times;
}

async function typeQuickly(client: LanguageClient, text: string, { complete: { below, typed } }: Subject): Promise<number> {
  const line = pick(linesThatAre(text, below), 1);
  const start: Position = { line, character: text.split('\n')[line]?.length ?? 0 };
  const indent = /^ */.exec(typed)?.[0] ?? '';
  client.edit(start, start, `\n${indent}`);
  let end: Position = { line: line + 1, character: indent.length };
  let last: Promise<number | undefined> = Promise.resolve(undefined);
  for (const key of typed.trim().padEnd(17, 'omething')) {
    const atMs = client.edit(end, end, key);
    end = { ...end, character: end.character + 1 };
    last = client.complete(end).then((list) => (list === undefined ? undefined : list.atMs - atMs));
    await sleep(keyMs);
  }
  const took = await last;
  if (took === undefined) throw new Error('The list for the last key did not come.');
  client.edit(start, end, '');
  return took;
}
