// Golden messages: test/golden/messages/<code>.md holds small wrong files and, behind each, the whole report of them as a person reads it: the
// place with its line, the message, and the places that explain it. A block's word says what it is:
//
//     ```steps                 steps of a flow, after `from shop.listOrders() as order` and an `erp`
//     ```members               members of a connector
//     ```flow  ```connector  ```patchbay.json   a whole file; a path behind the word is its name: ```flow other.flow
//     ```disk own.connector    a file of a folder on the disk, where files beside it are looked for
//     ```report                what is said of the blocks before it
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeFileSystem } from 'langium/node';
import { findings } from '../../../language/workspace/findings.ts';
import { loadWorkspace } from '../../../language/workspace/load-workspace.ts';
import type { Finding } from '../../../language/workspace/model.ts';
import { withWorkspace } from '../../support/marked-text.ts';
import { workspaceFiles } from './workspace.ts';

/** One wrong workspace: its files by path, and where its report stands among the lines of the page. */
interface Case { files: Map<string, string>; onDisk: boolean; at: number; length: number }

/** What a short example lies about without being about it. */
const besides: ReadonlySet<string> = new Set(['unused-use', 'unused-binding', 'no-documentation']);

/** The page with the reports as they are now, and the codes that they told. */
export async function withReports(page: string, code: string): Promise<{ text: string; codes: Set<string> }> {
  const lines = page.split('\n');
  const codes = new Set<string>();
  for (const one of casesOf(lines).toReversed()) {
    const found = (await (one.onDisk ? onDisk(one.files) : inMemory(one.files))).filter((finding) => finding.code === code || !besides.has(finding.code));
    for (const finding of found) codes.add(finding.code);
    const report = found.length === 0 ? ['nothing'] : found.map((finding) => reportOf(finding, one.files)).join('\n\n').split('\n');
    lines.splice(one.at, one.length, '```report', ...report, '```');
  }
  return { text: lines.join('\n'), codes };
}

function casesOf(lines: readonly string[]): Case[] {
  const cases: Case[] = [];
  let files = new Map<string, string>();
  let disk = false;
  const close = (at: number, length: number): void => {
    if (files.size > 0) cases.push({ files, onDisk: disk, at, length });
    files = new Map();
    disk = false;
  };
  for (let index = 0; index < lines.length; index++) {
    const fence = /^```(\S+)(?: (\S+))?$/.exec(lines[index]!);
    if (fence === null) continue;
    const end = lines.indexOf('```', index);
    if (end < 0) throw new Error(`line ${index + 1}: a block without an end`);
    const [, word, path] = fence;
    if (word === 'report') close(index, end - index + 1);
    else {
      const [name, text] = fileOf(word!, path, lines.slice(index + 1, end).join('\n'));
      files.set(name, text);
      disk ||= word === 'disk';
      // A case that has no report yet gets it behind its last block.
      const next = lines.slice(end + 1).find((line) => line.startsWith('```') || line.startsWith('#'));
      const more = next !== undefined && (next.startsWith('```report') || / \S/.test(next) && next.startsWith('```'));
      if (!more) close(end + 1, 0);
    }
    index = end;
  }
  return cases;
}

function fileOf(word: string, path: string | undefined, text: string): [path: string, text: string] {
  switch (word) {
    case 'steps': return ['/main.flow', `flow main {\n  use shop = shop.main\n  use erp = erp.books\n  from shop.listOrders() as order\n${text}\n}\n`];
    case 'members': return ['/own.connector', `connector own {\n  version 1.0.0\n  base 'https://api.example.com'\n${text}\n}\n`];
    case 'flow': return [`/${path ?? 'main.flow'}`, text];
    case 'connector': case 'disk': return [`/${path ?? 'own.connector'}`, text];
    case 'patchbay.json': return ['/patchbay.json', text];
    default: throw new Error(`a block of messages cannot be \`${word}\``);
  }
}

/** What is said of the files of a case; the shop and the ERP beside them are sound. */
async function inMemory(own: ReadonlyMap<string, string>): Promise<Finding[]> {
  return withWorkspace(new Map([...Object.entries(workspaceFiles), ...own]), (documents) => {
    const paths = new Map([...documents].map(([path, document]) => [document, path]));
    return findings([...documents.values()], (document) => paths.get(document) ?? '').filter(({ file }) => own.has(file));
  });
}

async function onDisk(own: ReadonlyMap<string, string>): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-messages-'));
  try {
    for (const [path, text] of own) writeFileSync(join(folder, path), text);
    return (await loadWorkspace(folder, NodeFileSystem.fileSystemProvider)).findings.map((finding) => ({ ...finding, file: `/${finding.file}` }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function reportOf(finding: Finding, own: ReadonlyMap<string, string>): string {
  const head = `${finding.file.slice(1)}:${finding.line}:${finding.column} ${finding.severity} ${finding.code}`;
  const related = (finding.related ?? []).flatMap((place) => [`  ${place.file.slice(1)}:${place.line}:${place.column} ${place.message}`, ...excerpt(place, own, '    ')]);
  return [head, ...excerpt(finding, own, '  '), `  ${finding.message}`, ...related].join('\n');
}

/** The line of a place with what it is about underlined. */
function excerpt(place: Pick<Finding, 'file' | 'line' | 'column' | 'endLine' | 'endColumn'>, own: ReadonlyMap<string, string>, indent: string): string[] {
  const line = (own.get(place.file) ?? (workspaceFiles as Record<string, string>)[place.file] ?? '').split('\n')[place.line - 1] ?? '';
  const end = place.endLine === place.line ? place.endColumn : line.length + 1;
  const number = `${place.line} | `;
  return [`${indent}${number}${line}`.trimEnd(), `${indent}${' '.repeat(number.length + place.column - 1)}${'^'.repeat(Math.max(1, end - place.column))}`];
}
