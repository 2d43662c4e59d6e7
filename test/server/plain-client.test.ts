// A client that says nothing of itself: whatever LSP leaves to what the client can do is left out, or said in the older way.
import { afterEach, describe, expect, it } from 'vitest';
import { MemoryFiles } from '../support/memory-files.ts';
import { type LanguageClient, positionIn, startLanguageClient } from '../support/language-client.ts';
import { files, flowWith } from './workspace.ts';

const path = '/work/main.flow';
const text = flowWith('  call erp.findAccount(order.number) as account\n  log order.id\n  log account == null && order.total > minimum');
let client: LanguageClient | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

async function plain(folder: { rootUri: string | null; rootPath?: string | null; workspaceFolders?: null }): Promise<LanguageClient> {
  const all = Object.fromEntries(Object.entries({ ...files, '/main.flow': text }).map(([at, content]) => [`/work${at}`, content]));
  const { workspaceFolders = undefined, ...root } = folder;
  client = await startLanguageClient({
    folders: [], files: new MemoryFiles(all),
    initialize: { capabilities: {}, initializationOptions: undefined, ...root, workspaceFolders: workspaceFolders as null },
  });
  return client;
}

const at = (word: string, inside = 0) => positionIn(path, text, text.indexOf(word) + inside);

describe('a client that can do little', () => {
  it.each([
    ['a URI', { rootUri: 'file:///work' }], ['a URI beside no folders', { rootUri: 'file:///work', workspaceFolders: null }], ['a path', { rootUri: null, rootPath: '/work' }],
  ])('may say its folder as %s', async (_, folder) => {
    const editor = await plain(folder);
    expect((await editor.model()).connectors.map(({ name }) => name)).toContain('shop');
    expect(editor.problems(path)).toEqual([]);
  });

  it('is asked for nothing', async () => {
    const editor = await plain({ rootUri: 'file:///work' });
    editor.open(path, text);
    editor.type(path, text.replace('order.id', 'order.nothing'));
    await editor.settled();
    expect(editor.diagnostics(path).map(({ code }) => code)).toEqual(['unknown-field']);
    editor.type(path, text);
    await editor.settled();
    expect(editor.problems(path)).toEqual([]);
    expect(editor.asked).toEqual([]);
  });

  it('gets places, edits, texts and names of parameters as all clients know them', async () => {
    const editor = await plain({ rootUri: 'file:///work' });
    editor.open(path, text);
    const place = { uri: expect.stringMatching(/^file:.*\.connector$/) as unknown, range: expect.any(Object) as unknown };
    expect(await editor.request('textDocument/definition', at('findAccount'))).toEqual([place]);
    expect(await editor.request('textDocument/typeDefinition', at('order.number'))).toEqual([place]);
    expect(await editor.request('textDocument/implementation', at('findAccount'))).toEqual([{ uri: expect.stringContaining('main.flow') as unknown, range: expect.any(Object) as unknown }]);
    expect(Object.keys((await editor.request<object>('textDocument/rename', { ...at('account', 0), newName: 'found' })))).toEqual(['changes']);
    const { items } = await editor.request<{ items: { insertTextFormat?: number; textEdit: object }[] }>('textDocument/completion', at('order.id', 6));
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter((item) => item.insertTextFormat === 2 || !('range' in item.textEdit))).toEqual([]);
    const help = await editor.request<{ signatures: { label: string; parameters: { label: unknown }[] }[] }>('textDocument/signatureHelp', at('order.number'));
    expect(help.signatures[0]!.parameters.every(({ label }) => typeof label === 'string' && help.signatures[0]!.label.includes(label))).toBe(true);
    expect(await editor.request('textDocument/hover', at('findAccount'))).toMatchObject({ contents: { value: expect.stringContaining('findAccount') as unknown } });
  });
});
