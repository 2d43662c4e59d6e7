import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CancellationTokenSource, type SelectionRange } from 'vscode-languageserver-protocol';
import { type CheckValueResult, type EditResult, serverRequests } from '#server/protocol';
import { type LanguageClient, positionIn, startLanguageClient } from '../support/language-client.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { files, flowWith } from './workspace.ts';

const main = flowWith('  log order.id');
let client: LanguageClient;

beforeAll(async () => {
  const texts = Object.fromEntries([...Object.entries(files), ['/main.flow', main]].map(([path, text]) => [`/workspace${path}`, text!]));
  client = await startLanguageClient({ folders: ['/workspace', '/other'], files: new MemoryFiles({ ...texts, '/other/second.flow': 'flow second { }' }) });
}, 30_000);
afterAll(() => client.stop());

describe('the workspace model', () => {
  it('shows the first folder, once everything is checked', async () => {
    const model = await client.model();
    expect(model.connectors.map((one) => [one.name, one.place.file])).toEqual([['ledger-one', 'connectors/ledger-one.connector'], ['shop', 'connectors/shop.connector']]);
    expect(model.instances.map((one) => [one.name, one.connector, one.usedBy.map((use) => use.flow)])).toEqual([['main', 'shop', ['orders']], ['outlet-2', 'shop', []], ['books', 'ledger-one', ['orders', 'bookOne']]]);
    expect(model.flows.map((one) => one.name).toSorted()).toEqual(['bookOne', 'orders']);
    expect(model.flows.find((one) => one.name === 'orders')).toMatchObject({ errors: 0, inputs: [{ name: 'minimum', required: false }], place: { file: 'main.flow' } });
  });

  it('follows what is typed, and says that it has changed', async () => {
    const before = client.changes();
    client.open('/workspace/main.flow', main);
    client.type('/workspace/main.flow', main.replace('order.id', 'nobody'));
    expect((await client.model()).flows.find((one) => one.name === 'orders')!.errors).toBe(1);
    await client.until(() => client.changes() > before, 'the change is announced');
    client.type('/workspace/main.flow', main);
    expect((await client.model()).flows.find((one) => one.name === 'orders')!.errors).toBe(0);
  });
});

describe('a change of patchbay.json', () => {
  it('is answered with edits of the text that is open', async () => {
    client.open('/workspace/patchbay.json', files['/patchbay.json']!.replace('{\n', '{\n  // ours\n'));
    const result = await client.request<EditResult>(serverRequests.change, { kind: 'add-instance', name: 'fresh', connector: 'shop', auth: 'token', settings: { store: 'new' } });
    expect(result).toMatchObject({ edits: [{ path: 'patchbay.json', after: expect.stringContaining('"fresh"') as unknown }] });
    expect('edits' in result && result.edits[0]!.after).toContain('// ours');
    client.close('/workspace/patchbay.json');
  });

  it('is refused where something stands against it', async () => {
    expect(await client.request<EditResult>(serverRequests.change, { kind: 'remove-instance', name: 'main' })).toMatchObject({ refused: expect.stringContaining('orders') as unknown, uses: [{ flow: 'orders', place: { file: 'main.flow', line: 5 } }] });
    expect(await client.request<EditResult>(serverRequests.change, { kind: 'add-instance', name: 'x', connector: 'shopp', settings: {} })).toMatchObject({ refused: expect.stringContaining('shop') as unknown });
  });
});

describe('what is typed into a form', () => {
  const check = (params: object): Promise<CheckValueResult> => client.request(serverRequests.checkValue, params);

  it('is checked against settings, secrets and inputs', async () => {
    expect(await check({ connector: 'shop', field: 'store', value: 'acme' })).toEqual({ value: 'acme' });
    expect((await check({ connector: 'shop', field: 'store', value: 'ACME' })).problem).toContain('^[a-z]+$');
    expect((await check({ connector: 'shop', field: 'region', value: 'asia' })).problem).toBeDefined();
    expect(await check({ connector: 'shop', auth: 'session', field: 'user', value: 'ada' })).toEqual({ value: 'ada' });
    expect(await check({ connector: 'shop', auth: 'token', field: 'apiToken', value: 'x' })).toEqual({ value: 'x' });
    expect(await check({ flow: 'orders', file: 'main.flow', field: 'minimum', value: '12.5' })).toEqual({ value: 12.5 });
    expect((await check({ flow: 'orders', file: 'main.flow', field: 'minimum', value: 'many' })).problem).toContain('number');
    expect(await check({ flow: 'bookOne', file: 'shared.flow', field: 'urgent', value: 'true' })).toEqual({ value: true });
  });

  it('is checked against the parameters of an endpoint that is tried', async () => {
    expect(await client.request(serverRequests.endpoint, { connector: 'shop', endpoint: 'listOrders' })).toMatchObject({
      effect: 'read', lists: true, parameters: [{ name: 'status', required: false, values: ['open', 'paid', 'shipped'] }, { name: 'since', type: 'datetime?', required: false }],
    });
    expect(await client.request(serverRequests.endpoint, { connector: 'shop', endpoint: 'addNote' })).toMatchObject({ effect: 'write', lists: false });
    expect(await client.request(serverRequests.endpoint, { connector: 'shop', endpoint: 'nobody' })).toBeNull();
    expect(await client.request(serverRequests.endpoint, { connector: 'nobody', endpoint: 'x' })).toBeNull();
    expect(await check({ connector: 'shop', endpoint: 'addNote', field: 'id', value: '7' })).toEqual({ value: 7 });
    expect((await check({ connector: 'shop', endpoint: 'addNote', field: 'id', value: 'seven' })).problem).toContain('whole number');
    expect((await check({ connector: 'shop', endpoint: 'addNote', field: 'nobody', value: '' })).problem).toContain('no `nobody`');
  });

  it('says so where there is no such field', async () => {
    for (const params of [{ connector: 'nobody', field: 'store', value: '' }, { connector: 'shop', field: 'nothing', value: '' }, { connector: 'shop', auth: 'none', field: 'x', value: '' }, { flow: 'nobody', file: 'main.flow', field: 'x', value: '' }]) {
      expect((await check(params)).problem).toContain('no `');
    }
  });
});

describe('requests', () => {
  it('for what a selection grows to are answered', async () => {
    client.open('/workspace/main.flow', main);
    await client.settled();
    const { textDocument, position } = positionIn('/workspace/main.flow', main, main.indexOf('flow ') + 6);
    const [range] = await client.request<SelectionRange[]>('textDocument/selectionRange', { textDocument, positions: [position] });
    expect(range).toMatchObject({ range: { start: { line: position.line }, end: { line: position.line } }, parent: { range: { start: { line: position.line } } } });
  });

  it('that are cancelled are answered by an error', async () => {
    client.open('/workspace/main.flow', main);
    await client.settled();
    const source = new CancellationTokenSource();
    client.type('/workspace/main.flow', `${main}\n`);
    const answer = client.request('textDocument/completion', positionIn('/workspace/main.flow', main, main.indexOf('log')), source.token);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: -32800 });
  });

  it('for a file that nobody has are answered, not thrown', async () => {
    await expect(client.request('textDocument/hover', positionIn('/workspace/nowhere.flow', '', 0))).rejects.toMatchObject({ code: expect.any(Number) as unknown });
    await expect(client.request('textDocument/hover', positionIn('/etc/passwd', '', 0))).rejects.toMatchObject({ code: expect.any(Number) as unknown });
    expect((await client.model()).flows).toHaveLength(2);
  });
});
