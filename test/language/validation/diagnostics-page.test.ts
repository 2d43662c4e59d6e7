import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeFileSystem } from 'langium/node';
import { describe, expect, it } from 'vitest';
import { codes } from '#language';
import { loadWorkspace } from '../../../language/workspace/load-workspace.ts';
import { withWorkspace } from '../../support/marked-text.ts';
import { workspaceFiles } from './workspace.ts';

interface Entry { code: string; title: string; why: string; in: 'steps' | 'flow' | 'members' | 'connector' | 'patchbay.json' | 'the disk'; wrong: string; right: string; also?: string[]; disk?: boolean }

const { entries, pageText } = await import('../../../scripts/diagnostics-page.mjs' as string) as { entries: Entry[]; pageText(): string };

// What an instance could pick in the example of `deprecated`.
const erp = workspaceFiles['/erp.connector'].replace('  entity Sale {', "  auth oldKey { secret token: string header 'X-Token': token deprecated 'Make a key' }\n  entity Sale {");

function filesOf(place: Entry['in'], text: string): Record<string, string> {
  switch (place) {
    case 'steps': return { ...workspaceFiles, '/main.flow': `flow main {\n  use shop = shop.main\n  use erp = erp.books\n  from shop.listOrders() as order\n${text}\n}\n` };
    case 'flow': return { ...workspaceFiles, '/main.flow': text };
    case 'members': return { '/own.connector': `connector own {\n  version 1.0.0\n  base 'https://api.example.com'\n${text}\n}\n` };
    case 'connector': return { '/own.connector': text };
    case 'patchbay.json': return { ...workspaceFiles, '/erp.connector': erp, '/patchbay.json': text };
    case 'the disk': return {};
  }
}

/** Codes of what is said; what an example leaves out because it is about something else does not count. */
async function said(entry: Entry, text: string): Promise<string[]> {
  const ignored = new Set(['unused-use', 'unused-binding', 'no-documentation'].filter((code) => code !== entry.code));
  const found = entry.disk ? await saidOnDisk(text) : await withWorkspace(new Map(Object.entries(filesOf(entry.in, text))), (documents) =>
    [...documents.values()].flatMap((document) => (document.diagnostics ?? []).map(({ code }) => String(code))));
  return [...new Set(found)].filter((code) => !ignored.has(code) && !(entry.also ?? []).includes(code));
}

async function saidOnDisk(text: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-page-'));
  try {
    writeFileSync(join(folder, 'own.connector'), text);
    writeFileSync(join(folder, 'own.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    return (await loadWorkspace(folder, NodeFileSystem.fileSystemProvider)).findings.map(({ code }) => code);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('docs/diagnostics.md', () => {
  it('is what the table says', () => {
    expect(readFileSync(new URL('../../../docs/diagnostics.md', import.meta.url), 'utf8'), 'run `node scripts/diagnostics-page.mjs`').toBe(pageText());
  });

  it('has a section for every code, once', () => {
    expect(entries.map(({ code }) => code).toSorted()).toEqual(Object.keys(codes).toSorted());
  });

  it.each(entries.filter((entry) => entry.in !== 'the disk'))('$code: the wrong example has that and nothing else, the right one has nothing', async (entry) => {
    expect(await said(entry, entry.wrong)).toEqual([entry.code]);
    expect(await said(entry, entry.right)).toEqual([]);
  });
});
