// `patchbay check` and the language server find exactly the same: in every workspace that lies here, and in ones with faults, of which the
// server hears as an editor tells it, a change at a time.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WorkspaceFiles } from '../../server/workspace-files.ts';
import { type LanguageClient, startLanguageClient } from '../support/language-client.ts';
import { seeded } from '../support/seeded.ts';
import { runCommand } from './terminal.ts';

const root = join(import.meta.dirname, '../..');
const samples = ['samples/orders', 'marketplace/packages', 'test/golden/examples', 'test/golden/language', 'test/golden/grammar', 'test/e2e/host/workspace'];
const severities = ['error', 'warning', 'hint', 'hint'];
/** Rounds of faults, each of which is made in all files of a workspace at once. */
const rounds = 6;

let folder: string;
let editor: LanguageClient | undefined;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'patchbay-same-')); });
afterEach(async () => {
  await editor?.stop();
  editor = undefined;
  rmSync(folder, { recursive: true });
});

/** The files of the three languages, relative. */
function filesOf(at: string): string[] {
  return readdirSync(at, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(?:connector|flow)$|(?:^|\/)patchbay\.json$/.test(path)).toSorted();
}

/** What the command line says, a finding a line. */
async function checked(): Promise<string[]> {
  const { out } = await runCommand(['check', '--format', 'json', '--workspace', folder]);
  return out.split('\n').filter((line) => line !== '').map((line) => {
    const { file, line: from, column, endLine, endColumn, severity, code, message } = JSON.parse(line) as Record<string, string | number>;
    return `${file}:${from}:${column}-${endLine}:${endColumn} ${severity} ${code} ${message}`;
  }).toSorted();
}

/** What the Problems view shows, likewise. */
async function underlined(client: LanguageClient): Promise<string[]> {
  await client.settled();
  return filesOf(folder).flatMap((file) => client.diagnostics(join(folder, file)).map(({ range: { start, end }, severity, code, message }) =>
    `${file}:${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1} ${severities[(severity ?? 1) - 1]} ${String(code)} ${typeof message === 'string' ? message : message.value}`)).toSorted();
}

async function start(): Promise<LanguageClient> {
  editor = await startLanguageClient({ folders: [folder], files: new WorkspaceFiles() });
  await editor.settled();
  return editor;
}

/** What somebody does by mistake, at some place of a text. */
const faults: ((text: string, at: number) => string)[] = [
  (text, at) => cut(text, word(text, at)),
  (text, at) => { const { from, to } = word(text, at); return `${text.slice(0, from)}${text.slice(from, to).split('').toReversed().join('')}x${text.slice(to)}`; },
  (text, at) => { const { from, to } = word(text, at); return `${text.slice(0, to)} ${text.slice(from, to)}${text.slice(to)}`; },
  (text, at) => { const from = text.lastIndexOf('\n', at) + 1; return cut(text, { from, to: (text.indexOf('\n', at) + 1) || text.length }); },
  (text, at) => { const brace = text.indexOf('}', at); return brace < 0 ? `${text}}` : cut(text, { from: brace, to: brace + 1 }); },
  (text, at) => `${text.slice(0, at)}😀${text.slice(at)}`,
  (text, at) => text.slice(0, at),
];

function cut(text: string, { from, to }: { from: number; to: number }): string {
  return text.slice(0, from) + text.slice(to);
}

function word(text: string, at: number): { from: number; to: number } {
  const found = [...text.matchAll(/[A-Za-z_]\w*/g)].find((match) => match.index >= at);
  return found === undefined ? { from: at, to: at } : { from: found.index, to: found.index + found[0].length };
}

describe('patchbay check and the language server', () => {
  it.each(samples)('find the same in %s', async (sample) => {
    cpSync(join(root, sample), folder, { recursive: true });
    const client = await start();
    const found = await checked();
    expect(await underlined(client)).toEqual(found);
    for (const file of filesOf(folder)) client.open(join(folder, file), readFileSync(join(folder, file), 'utf8'));
    expect(await underlined(client)).toEqual(found);
  });

  it.each(samples)('find the same faults in %s', async (sample) => {
    cpSync(join(root, sample), folder, { recursive: true });
    const client = await start();
    const whole = new Map(filesOf(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
    for (const [file, text] of whole) client.open(join(folder, file), text);
    const well = await checked();
    const random = seeded(4);
    for (let round = 0; round < rounds; round++) {
      for (const [file, text] of whole) {
        const faulty = faults[Math.floor(random() * faults.length)]!(text, Math.floor(random() * text.length));
        writeFileSync(join(folder, file), faulty);
        client.type(join(folder, file), faulty);
      }
      const found = await checked();
      expect(found.length).toBeGreaterThan(0);
      expect(found).not.toEqual(well);
      expect(await underlined(client)).toEqual(found);
    }
  });

  it.each([
    ['nothing', ''], ['a text that ends', '{ "version": 1, "instances": {'], ['no object', '[]'], ['a newer version', '{ "version": 99 }'], ['no version', '{}'],
    ['a version that is none', '{ "version": "1" }'], ['braces without end', '{"a":'.repeat(400)], ['a comma too many', '{ "version": 1, }'],
    ['a byte order mark', '\uFEFF{ "version": 1 }'], ['two values', '{ "version": 1 } {}'],
  ])('find the same where patchbay.json has %s', async (_, text) => {
    cpSync(join(root, 'samples/orders'), folder, { recursive: true });
    writeFileSync(join(folder, 'patchbay.json'), text);
    expect(await underlined(await start())).toEqual(await checked());
  });
});
