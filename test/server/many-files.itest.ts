// A workspace of more files than the server keeps trees of.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CodeLens, CompletionItem, CompletionList, Location, WorkspaceEdit, WorkspaceSymbol } from 'vscode-languageserver-protocol';
import { restingFlows } from '../../language/references/resting.ts';
import { workspaceText } from '../bench/lsp/workspace-text.ts';
import { type LanguageClient, startLanguageClient } from '../support/language-client.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import type { ServerServices } from '../../server/services.ts';

const workspace = workspaceText({ connectors: 3, flows: 500, hubFlows: 60 });
const files = new MemoryFiles(Object.fromEntries([...workspace.files].map(([path, text]) => [`/work/${path}`, text])));
const hub = `/work/${workspace.hub}`;
const hubText = files.texts.get(hub)!;
let client: LanguageClient & { services: ServerServices };

const flows = [...files.texts.keys()].filter((path) => path.endsWith('.flow'));
const wrong = (): string[] => flows.filter((path) => client.diagnostics(path).some(({ severity }) => severity === 1));
const resting = (): number => client.services.shared.workspace.LangiumDocuments.all.filter((document) => restingFlows(document) !== undefined).count();
const at = (path: string, word: string): { textDocument: { uri: string }; position: { line: number; character: number } } => {
  const lines = files.texts.get(path)!.split('\n');
  const line = lines.findIndex((text) => text.includes(word));
  return { textDocument: { uri: `file://${path}` }, position: { line, character: lines[line]!.indexOf(word) + 1 } };
};

beforeAll(async () => {
  client = await startLanguageClient({ folders: ['/work'], files });
  client.open(hub, hubText);
  await client.settled();
}, 60_000);
afterAll(async () => { await client.stop(); });

it('is checked whole, and keeps the trees of some of its files', () => {
  expect(wrong()).toEqual([]);
  expect(resting()).toBeGreaterThan(100);
  expect(resting()).toBeLessThan(400);
});

it('answers from all of its files', async () => {
  const uses = await client.request<Location[]>('textDocument/references', { ...at(hub, 'listOrders'), context: { includeDeclaration: false } });
  expect(new Set(uses.map(({ uri }) => uri)).size).toBe(60);
  const [symbol] = await client.request<WorkspaceSymbol[]>('workspace/symbol', { query: 'move498' });
  expect(symbol).toMatchObject({ name: 'move498', location: { uri: expect.stringMatching(/move-498\.flow$/), range: { start: { line: 3, character: 5 } } } });
  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: `file://${hub}` } });
  expect(lenses[0]?.command?.title).toBe('1 instance, 60 flows');
  const edit = await client.request<WorkspaceEdit>('textDocument/rename', { ...at(hub, 'listOrders'), newName: 'allOrders' });
  expect((edit.documentChanges ?? Object.keys(edit.changes ?? {})).length).toBe(61);
  const model = await client.model();
  expect(model.flows).toHaveLength(499);
  expect(model.flows.every(({ errors, inputs, triggers }) => errors === 0 && inputs.length === 1 && triggers.length === 1)).toBe(true);
  expect(model.instances.find(({ name }) => name === 'system0-main')?.usedBy).toHaveLength(60);
});

it('tells the flows of a connector that it breaks, and gives trees back that were needed for that', async () => {
  client.type(hub, hubText.replace('number: string @readOnly', 'numberx: string @readOnly'));
  await client.until(() => wrong().length === 60, 'sixty flows with an error');
  expect((await client.model()).flows.filter(({ errors }) => errors > 0)).toHaveLength(60);
  client.type(hub, hubText);
  await client.until(() => wrong().length === 0, 'no flow with an error');
  await client.settled();
  expect(resting()).toBeGreaterThan(100);
});

it('answers in a file that rested, as soon as it is open, and checks it when the disk has another text', async () => {
  const path = client.services.shared.workspace.LangiumDocuments.all.find((document) => restingFlows(document) !== undefined)!.uri.path;
  const text = files.texts.get(path)!;
  client.open(path, text.replace('order.total >=', 'order.t >='));
  const position = { line: text.split('\n').findIndex((line) => line.includes('order.total >=')), character: '  filter order.t'.length };
  const list = await client.request<CompletionList | CompletionItem[]>('textDocument/completion', { textDocument: { uri: `file://${path}` }, position });
  expect((Array.isArray(list) ? list : list.items).map(({ label }) => label)).toContain('total');
  client.close(path);
  await client.until(() => client.problems(path)?.length === 0, 'that the closed file is as on the disk');
  files.texts.set(path, text.replaceAll('order.number', 'order.nummer'));
  client.watched({ [path]: 2 });
  await client.until(() => wrong().includes(path), 'an error in the changed file');
  files.texts.set(path, text);
  client.watched({ [path]: 2 });
  await client.until(() => wrong().length === 0, 'that it is mended');
});
