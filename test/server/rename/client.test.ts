import { URI } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import { afterEach, expect, it } from 'vitest';
import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { RenamedParams } from '#server/protocol';
import { createServerServices } from '../../../server/services.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { type LanguageClient, positionIn, startLanguageClient } from '../../support/language-client.ts';
import { files, flowWith } from '../workspace.ts';

// What a client that is connected sees of a rename: refusals, versions, what it cannot do, what it should move.

let client: LanguageClient | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

const main = flowWith('');
const texts = (): Record<string, string> => Object.fromEntries(Object.entries({ ...files, '/main.flow': main }).map(([path, text]) => [`/workspace${path}`, text]));
const at = (text: string, name: string, from = 0) => positionIn('/workspace/main.flow', text, text.indexOf(name, from) + 1);

async function started(): Promise<LanguageClient> {
  return (client = await startLanguageClient({ folders: ['/workspace'], files: new MemoryFiles(texts()) }));
}

it('tells the range and the name, and the reason where there is nothing to rename', async () => {
  const editor = await started();
  editor.open('/workspace/main.flow', main);
  expect(await editor.request('textDocument/prepareRename', at(main, 'main as', main.indexOf('shop.main')))).toBeNull();
  expect(await editor.request('textDocument/prepareRename', at(main, 'main\n'))).toMatchObject({ placeholder: 'main' });
  await expect(editor.request('textDocument/prepareRename', at(main, './shared'))).rejects.toThrow('rename it in the explorer');
  await expect(editor.request('textDocument/rename', { ...at(main, 'orders {'), newName: 'a b' })).rejects.toThrow('`a b` is no name');
});

it('gives plain changes to a client that knows no versions', async () => {
  const editor = await started();
  editor.open('/workspace/main.flow', main);
  const edit = await editor.request<WorkspaceEdit>('textDocument/rename', { ...at(main, 'main\n'), newName: 'corner' });
  expect(Object.keys(edit.changes!).toSorted()).toEqual(['file:///workspace/main.flow', 'file:///workspace/patchbay.json']);
});

it('gives edits for the versions of what is open, and renames files, to a client that can', async () => {
  const edit = async (workspaceEdit: object): Promise<WorkspaceEdit | undefined> => {
    const connected = createServerServices({ fileSystemProvider: () => new MemoryFiles(texts()) });
    const { workspace, lsp } = connected.shared;
    await lsp.LanguageServer.initialize({ processId: null, rootUri: null, workspaceFolders: null, capabilities: { workspace: { workspaceEdit } } });
    const documents = await Promise.all(Object.keys(texts()).map((path) => workspace.LangiumDocuments.getOrCreateDocument(URI.file(path))));
    await workspace.DocumentBuilder.build(documents, { validation: true });
    const document = workspace.LangiumDocuments.getDocument(URI.file('/workspace/connectors/shop.connector'))!;
    workspace.TextDocuments.set(document.textDocument);
    const language = connected.shared.ServiceRegistry.getServices(document.uri) as LangiumServices;
    const position = document.textDocument.positionAt(document.textDocument.getText().indexOf('shop {') + 1);
    return language.lsp.RenameProvider!.rename(document, { textDocument: { uri: document.uri.toString() }, position, newName: 'corner' });
  };
  const full = (await edit({ documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] }))!.documentChanges!;
  expect(full.at(-1)).toEqual({ kind: 'rename', oldUri: 'file:///workspace/connectors/shop.connector', newUri: 'file:///workspace/connectors/corner.connector' });
  const versions = full.slice(0, -1).map((one) => [(one as TextDocumentEdit).textDocument.uri.replace('file:///workspace/', ''), (one as TextDocumentEdit).textDocument.version]);
  expect(versions.toSorted()).toEqual([['connectors/shop.connector', 0], ['main.flow', null], ['patchbay.json', null], ['shared.flow', null]]);
  const plain = (await edit({ documentChanges: true }))!.documentChanges!;
  expect(plain.some((one) => 'kind' in one)).toBe(false);
});

it('tells the client what is kept under the old name once the rename stands there, and again when it is undone', async () => {
  const editor = await started();
  const told: RenamedParams[] = [];
  const shown: string[] = [];
  let wake = (): void => {};
  editor.connection.onNotification('patchbay/renamed', (params: RenamedParams) => { told.push(params); wake(); });
  editor.connection.onNotification('window/showMessage', ({ message }: { message: string }) => { shown.push(message); wake(); });
  const come = async (count: number): Promise<void> => { while (told.length < count) await new Promise<void>((resolve) => { wake = resolve; }); };
  const marked = main.replace(' as order', " incremental starting '2026-01-01' as order");
  editor.open('/workspace/main.flow', marked);
  editor.open('/workspace/patchbay.json', files['/patchbay.json']!);
  await editor.request('textDocument/rename', { ...at(marked, 'main\n'), newName: 'corner' });
  await editor.settled();
  expect(told).toEqual([]);
  editor.type('/workspace/main.flow', marked.replace('shop.main', 'shop.corner'));
  editor.type('/workspace/patchbay.json', files['/patchbay.json']!.replace('"main"', '"corner"'));
  await come(1);
  expect(told).toEqual([{ kind: 'instance', folder: 'file:///workspace', from: 'main', to: 'corner' }]);
  await editor.settled();
  expect(shown).toEqual([expect.stringMatching(/^The instance `main` is now `corner`\. What `orders` has read so far is remembered under the old name/)]);
  editor.type('/workspace/patchbay.json', files['/patchbay.json']!);
  await come(2);
  expect(told[1]).toEqual({ kind: 'instance', folder: 'file:///workspace', from: 'corner', to: 'main' });
});
