import { afterEach, describe, expect, it } from 'vitest';
import type { InlayHint } from 'vscode-languageserver-protocol';
import { inlayHintSettings, readInlayHints } from '../../server/features/inlay-hint-settings.ts';
import { editorOf } from '../support/editor.ts';
import { type LanguageClient, startLanguageClient } from '../support/language-client.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { hints, identifierOf, languageOf, wholeRange } from './features.ts';
import { connectorWith, files, flowWith } from './workspace.ts';

async function hinted(steps: string, settings: Record<string, unknown> = {}): Promise<string[]> {
  const editor = await editorOf(flowWith(steps), files);
  const held = inlayHintSettings(editor.services.shared);
  const before = held.current;
  held.current = readInlayHints(settings);
  try {
    return (await hints(editor)).filter((line) => !line.startsWith('from shop'));
  } finally {
    held.current = before;
  }
}

describe('types of what is bound', () => {
  it('are shown where they are not written', async () => {
    expect(await hinted('  let lines = order.lines.filter(l => l.quantity > 1)')).toEqual(['let lines‹: Line[]› = order.lines.filter(l => l.quantity > 1)']);
    expect(await hinted('  call erp.findAccount(order.number) as account')).toEqual(['call erp.findAccount(order.number) as account‹: Account | null›']);
    expect(await hinted('  each order.lines as line { yield line.sku } as skus')).toEqual(['each order.lines as line‹: Line› { yield line.sku } as skus‹: string[]›']);
    expect(await hinted('  try { skip } catch error { log error.message }')).toEqual(['try { skip } catch error‹: { message: string, status: integer | …› { log error.message }']);
  });

  it('are not shown where a literal or the text says them, or nobody knows them', async () => {
    expect(await hinted("  let a = 1\n  let b = 'x'\n  let c = -2.5\n  let d = { a: 1 }\n  let e = \"{order.number}\"\n  let f = (true)\n  let g: decimal = order.total\n  let h = order.nobody\n  let i =")).toEqual([]);
    expect(await hinted('  map s: input erp.SalesOrder = { accountId: order.number }')).toEqual([]);
    expect(await hinted("  script './x.ts' (order) as y: string")).toEqual([]);
    expect(await hinted('  let x = shop')).toEqual([]);
  });

  it('lead to the entity, are whole in the tooltip, and are written by a double click where the language can', async () => {
    const all = async (steps: string): Promise<InlayHint[]> => {
      const editor = await editorOf(flowWith(steps), files);
      const { start, end } = wholeRange(editor);
      const found = await languageOf(editor).lsp.InlayHintProvider!.getInlayHints(editor.document, { textDocument: identifierOf(editor), range: { start, end } }) as InlayHint[];
      return found.slice(1);
    };
    const [lines] = await all('  let lines = order.lines.reverse()');
    expect(lines!.label).toMatchObject([{ value: ': ' }, { value: 'Line', location: { uri: 'file:///workspace/connectors/shop.connector' } }, { value: '[]' }]);
    const [total] = await all('  let total = order.total.round(2)');
    expect(total!.textEdits).toMatchObject([{ newText: ': decimal' }]);
    const [long] = await all('  let x = order.lines.map(l => ({ sku: l.sku, quantity: l.quantity, price: l.price }))');
    expect(long!.tooltip).toEqual({ kind: 'markdown', value: '```patchbay\n{ sku: string, quantity: integer, price: decimal }[]\n```' });
    expect(long!.textEdits).toBeUndefined();
  });

  it('of lambdas are shown on demand', async () => {
    expect(await hinted('  log order.lines.any(l => l.quantity > 1)')).toEqual([]);
    expect(await hinted('  log order.lines.any(l => l.quantity > 1)', { lambdaParameterTypes: true })).toEqual(['log order.lines.any(l‹: Line› => l.quantity > 1)']);
    expect(await hinted('  let lines = order.lines.reverse()', { bindingTypes: false })).toEqual([]);
  });
});

describe('names of parameters', () => {
  it('stand before literals', async () => {
    expect(await hinted("  send shop.addNote(1, 'x')")).toEqual(["send shop.addNote(‹id: ›1, ‹text: ›'x')"]);
    expect(await hinted('  send shop.addNote(order.id, text: "x")')).toEqual([]);
    expect(await hinted('  run bookOne(order, true)')).toEqual(['run bookOne(order, ‹urgent: ›true)']);
    expect(await hinted("  log itemId('a')")).toEqual(["log itemId(‹sku: ›'a')"]);
  });

  it('stand before none of what says it itself', async () => {
    expect(await hinted("  log order.number.contains('a')\n  log order.number.padStart(4, '0')")).toEqual(["log order.number.padStart(‹length: ›4, ‹fill: ›'0')"]);
    expect(await hinted('  send shop.addNote(order.id, order.number)', { parameterNames: 'all' })).toEqual(['send shop.addNote(order.id, ‹text: ›order.number)']);
    expect(await hinted("  send shop.addNote(1, 'x')", { parameterNames: 'none' })).toEqual([]);
    expect(await hinted('  log order.lines.reduce((a, l) => a + l.quantity, 0)')).toEqual(['log order.lines.reduce((a, l) => a + l.quantity, ‹start: ›0)']);
  });
});

describe('hints', () => {
  it('are those of the lines that are seen', async () => {
    const editor = await editorOf(flowWith('  let a = order.lines.reverse()\n  let b = order.lines.reverse()'), files);
    const line = editor.document.textDocument.getText().split('\n').findIndex((text) => text.includes('let b'));
    expect(await hints(editor, { start: { line, character: 0 }, end: { line, character: 10 } })).toEqual(['let b‹: Line[]› = order.lines.reverse()']);
  });

  it('stand in connectors, and in what is half typed', async () => {
    expect(await hints(await editorOf(connectorWith('  endpoint one(ids: integer[]): Ticket[] { for id in ids GET "/{id}" verify one([1]) }'), {}))).toEqual(['endpoint one(ids: integer[]): Ticket[] { for id‹: integer› in ids GET "/{id}" verify one(‹ids: ›[1]) }']);
    expect(await hinted("  call shop.listOrders('open', ")).toEqual(["call shop.listOrders(‹status: ›'open',"]);
  });

  it('read settings as a client gives them', () => {
    const defaults = { bindingTypes: true, lambdaParameterTypes: false, parameterNames: 'literals' };
    for (const value of [null, undefined, 'x', [], {}, { bindingTypes: 'yes', parameterNames: 3 }]) expect(readInlayHints(value)).toEqual(defaults);
    expect(readInlayHints({ bindingTypes: false, parameterNames: 'all' })).toEqual({ ...defaults, bindingTypes: false, parameterNames: 'all' });
  });
});

describe('the settings of a client', () => {
  let client: LanguageClient | undefined;
  afterEach(async () => { await client?.stop(); client = undefined; });
  const path = '/workspace/a.flow';
  const text = "flow a {\n  use shop = shop.main\n  from shop.listOrders('paid') as order\n}\n";
  const asked = async (): Promise<string[]> => {
    const found = await client!.request<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri: `file://${path}` }, range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } } });
    return found.map(({ label }) => (typeof label === 'string' ? label : label.map((part) => part.value).join('')));
  };

  it('are asked for, followed as they change, and shown at once', async () => {
    const settings: Record<string, unknown> = { 'patchbay.inlayHints': { bindingTypes: false } };
    client = await startLanguageClient({ folders: ['/workspace'], files: new MemoryFiles(Object.fromEntries(Object.entries(files).map(([file, content]) => [`/workspace${file}`, content]))), settings });
    let refreshes = 0;
    client.connection.onRequest('workspace/inlayHint/refresh', () => { refreshes++; return null; });
    client.open(path, text);
    await client.settled();
    expect(await asked()).toEqual(['status:']);
    expect(client.registered.filter((one) => one.method === 'workspace/didChangeConfiguration').map((one) => one.options)).toContainEqual({ section: 'patchbay.inlayHints' });
    settings['patchbay.inlayHints'] = { bindingTypes: true, parameterNames: 'none' };
    const before = refreshes;
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { patchbay: { inlayHints: settings['patchbay.inlayHints'] } } });
    await client.settled();
    expect(await asked()).toEqual([': Order']);
    expect(refreshes).toBeGreaterThan(before);
  });
});
