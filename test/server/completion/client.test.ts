// What completion sends to whom: tab stops, signs that accept, documentation when it is looked at, plain text.
import { afterEach, describe, expect, it } from 'vitest';
import type { ClientCapabilities, CompletionItem, CompletionList, Hover, SignatureHelp } from 'vscode-languageserver-protocol';
import { plainText } from '../../../server/features/content-format.ts';
import { type LanguageClient, positionIn, startLanguageClient } from '../../support/language-client.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { files, flowWith } from '../workspace.ts';

const path = '/work/main.flow';
let client: LanguageClient | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

type ItemCapabilities = NonNullable<NonNullable<NonNullable<ClientCapabilities['textDocument']>['completion']>['completionItem']>;

async function opened(text: string, textDocument: ClientCapabilities['textDocument'], initializationOptions: unknown = {}): Promise<LanguageClient> {
  const all = Object.fromEntries(Object.entries({ ...files, '/main.flow': text }).map(([at, content]) => [`/work${at}`, content]));
  client = await startLanguageClient({ folders: ['/work'], files: new MemoryFiles(all), initialize: { capabilities: { textDocument: textDocument ?? {} }, initializationOptions } });
  client.open(path, text);
  return client;
}

async function listed(marked: string, completionItem: ItemCapabilities, initializationOptions?: unknown): Promise<CompletionItem[]> {
  const text = marked.replace('$0', '');
  const editor = await opened(text, { completion: { completionItem } }, initializationOptions);
  return (await editor.request<CompletionList>('textDocument/completion', positionIn(path, text, marked.indexOf('$0')))).items;
}

describe('tab stops', () => {
  const sale = flowWith('  map sale: input erp.SalesOrder = {\n    $0\n  }');

  it('stand at the values that are to be replaced', async () => {
    const all = (await listed(sale, { snippetSupport: true, insertTextModeSupport: { valueSet: [1, 2] } }))[0]!;
    expect(all).toMatchObject({ label: '4 missing fields', insertTextFormat: 2, insertTextMode: 1 });
    expect(all.textEdit!.newText).toBe("externalId: ${1:''},\n    accountId: ${2:''},\n    state: ${3:'draft'},\n    items: ${4:[]}");
  });

  it('are not sent to a client that does not know them, nor lines to one that moves them', async () => {
    const all = (await listed(sale, {}))[0]!;
    expect(all).toMatchObject({ label: '4 missing fields', insertTextFormat: 1 });
    expect(all.textEdit!.newText).toBe("externalId: '', accountId: '', state: 'draft', items: []");
  });

  it('of whole declarations are for clients that have none of their own', async () => {
    const other = (await listed(flowWith('  rou$0'), { snippetSupport: true, insertTextModeSupport: { valueSet: [1, 2] } })).filter(({ label }) => label === 'route');
    expect(other.map(({ kind }) => kind)).toEqual([14, 15]);
    expect(other[1]!.textEdit!.newText).toMatch(/^route \{\n {4}when \$\{1:/);
    await client?.stop();
    expect((await listed(flowWith('  rou$0'), { snippetSupport: true }, { snippets: false })).filter(({ label }) => label === 'route')).toHaveLength(1);
    await client?.stop();
    expect((await listed('$0', { snippetSupport: true })).filter(({ kind }) => kind === 15).map(({ label }) => label)).toEqual(['flow', 'function', 'table', 'extend', 'test']);
    await client?.stop();
    const [documentation] = (await listed(flowWith('  dedu$0'), { snippetSupport: true, documentationFormat: ['markdown'] })).filter(({ label, kind }) => label === 'dedupe' && kind === 15).map((one) => one.documentation);
    expect(JSON.stringify(documentation)).toContain('Drops what was seen before');
    await client?.stop();
    expect((await listed(flowWith('  filter $0'), { snippetSupport: true })).filter(({ kind }) => kind === 15)).toEqual([]);
  });
});

describe('signs that accept a proposal', () => {
  it('are those that go on with it, for clients that know them', async () => {
    const signs = async (marked: string, completionItem: ItemCapabilities): Promise<Record<string, string[] | undefined>> => {
      const items = await listed(marked, completionItem);
      await client?.stop();
      client = undefined;
      return Object.fromEntries(items.map(({ label, commitCharacters }) => [label, commitCharacters]));
    };
    expect(await signs(flowWith('  log order.number.$0'), { commitCharactersSupport: true })).toMatchObject({ length: ['.'], trim: ['('] });
    expect(await signs(flowWith('  log order.$0'), { commitCharactersSupport: true })).toMatchObject({ total: ['.'] });
    expect(await signs(flowWith('  call erp.$0'), { commitCharactersSupport: true })).toMatchObject({ findAccount: ['('] });
    expect(await signs(flowWith('  log $0'), { commitCharactersSupport: true })).toMatchObject({ order: ['.'], now: ['('], true: undefined });
    expect(Object.values(await signs(flowWith('  log order.$0'), {})).filter((one) => one !== undefined)).toEqual([]);
  });
});

describe('documentation', () => {
  const item: ItemCapabilities = { documentationFormat: ['markdown'], resolveSupport: { properties: ['documentation'] } };

  it('is sent when a proposal is looked at', async () => {
    const items = await listed(flowWith('  log order.to$0'), item);
    const total = items.find(({ label }) => label === 'total')!;
    expect(items.filter(({ documentation }) => documentation !== undefined)).toEqual([]);
    expect(await client!.request('completionItem/resolve', total)).toMatchObject({ label: 'total', documentation: { kind: 'markdown', value: expect.stringContaining('With taxes.') as unknown } });
    expect(client!.initialized.capabilities.completionProvider?.resolveProvider).toBe(true);
  });

  it('also once more is typed, and not of a list that is long gone', async () => {
    const marked = flowWith('  log order.$0');
    const text = marked.replace('$0', '');
    const total = (await listed(marked, item)).find(({ label }) => label === 'total')!;
    client!.type(path, text.replace('log order.', 'log order.tot'));
    expect(await client!.request('completionItem/resolve', total)).toMatchObject({ documentation: { value: expect.stringContaining('With taxes.') as unknown } });
    for (let count = 0; count < 3; count++) await client!.request('textDocument/completion', positionIn(path, text, marked.indexOf('$0')));
    expect(await client!.request('completionItem/resolve', total)).toEqual(total);
    expect(await client!.request('completionItem/resolve', { label: 'of another server', data: 'x' })).toEqual({ label: 'of another server', data: 'x' });
  });

  it('comes along where the client cannot ask for it', async () => {
    const items = await listed(flowWith('  log order.to$0'), { documentationFormat: ['markdown'] });
    expect(items.find(({ label }) => label === 'total')!.documentation).toMatchObject({ kind: 'markdown' });
  });

  it('is plain text for a client that does not know Markdown', async () => {
    const text = flowWith('  call erp.findAccount(order.number.trim()) as account');
    const editor = await opened(text, {});
    const at = (word: string, inside = 1): unknown => positionIn(path, text, text.indexOf(word) + inside);
    const { contents } = await editor.request<Hover>('textDocument/hover', at('listOrders'));
    expect(contents).toEqual({ kind: 'plaintext', value: expect.stringMatching(/^endpoint listOrders\([^`]*$/) as unknown });
    const { items } = await editor.request<CompletionList>('textDocument/completion', at('order.number', 6));
    const shown = items.map(({ documentation }) => documentation).filter((one) => typeof one === 'object');
    expect(shown.length).toBeGreaterThan(3);
    for (const one of shown) expect(one).toEqual({ kind: 'plaintext', value: expect.not.stringContaining('```') as unknown });
    const help = await editor.request<SignatureHelp>('textDocument/signatureHelp', at('trim(', 5));
    expect(help.signatures[0]!.documentation).toEqual({ kind: 'plaintext', value: expect.not.stringContaining('`') as unknown });
  });

  it('reads as the Markdown does', () => {
    expect(plainText('```patchbay\nlet x: `a` | *b*\n```\n\nWith **taxes**, see [the manual](https://example.com/a) and `a*b*c`.\n\n- *one*\n- 2 \\* 3 * 4\n\n[Language: Steps](file:///x/language.md#L3)'))
      .toBe('let x: `a` | *b*\n\nWith taxes, see the manual (https://example.com/a) and a*b*c.\n\n- one\n- 2 * 3 * 4\n\nLanguage: Steps');
    expect(plainText('[Language: `title`](file:///x/language.md#title) and [`@key`](#attribute-key), not `a[0](b)`')).toBe('Language: title and @key, not a[0](b)');
    expect(plainText('````patchbay\n```\ncode\n````\n### Heading\n! [picture](https://example.com/p.png)')).toBe('```\ncode\nHeading\npicture (https://example.com/p.png)');
  });
});
