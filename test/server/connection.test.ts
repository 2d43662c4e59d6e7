import { afterEach, describe, expect, it } from 'vitest';
import { MemoryFiles } from '../support/memory-files.ts';
import { type LanguageClient, positionIn, startLanguageClient } from '../support/language-client.ts';

const broken = 'flow broken {\n  from nobody.list() as order\n}\n';
let client: LanguageClient | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

async function started(files: Record<string, string>, options: { folders?: string[]; trusted?: boolean; watches?: boolean } = {}): Promise<LanguageClient> {
  client = await startLanguageClient({ folders: ['/workspace'], files: new MemoryFiles(files), ...options });
  return client;
}

describe('the connection', () => {
  it('offers what it can do and nothing else, and asks for what has to be watched', async () => {
    const editor = await started({});
    const { capabilities } = editor.initialized;
    const on = Object.entries(capabilities).filter(([, value]) => value !== undefined && value !== false).map(([name]) => name);
    expect(on.toSorted()).toEqual([
      'callHierarchyProvider', 'codeActionProvider', 'codeLensProvider', 'completionProvider', 'definitionProvider', 'documentFormattingProvider', 'documentHighlightProvider', 'documentLinkProvider',
      'documentOnTypeFormattingProvider', 'documentRangeFormattingProvider', 'documentSymbolProvider', 'foldingRangeProvider', 'hoverProvider', 'implementationProvider', 'inlayHintProvider',
      'referencesProvider', 'renameProvider', 'selectionRangeProvider', 'semanticTokensProvider', 'signatureHelpProvider', 'textDocumentSync', 'typeDefinitionProvider', 'workspace',
      'workspaceSymbolProvider',
    ]);
    await editor.until(() => editor.registered.some((one) => one.method === 'workspace/didChangeWatchedFiles'), 'files are watched');
    expect(editor.registered.find((one) => one.method === 'workspace/didChangeWatchedFiles')!.options).toEqual({
      watchers: [{ globPattern: '**/*.connector' }, { globPattern: '**/*.flow' }, { globPattern: '**/patchbay.json' }, { globPattern: '**/*', kind: 5 }],
    });
  });

  it('answers in an empty folder, also what waits for the whole workspace', async () => {
    const editor = await started({});
    expect(await editor.model()).toEqual({ connectors: [], instances: [], flows: [], workspaceFile: { exists: false } });
    editor.open('/workspace/a.flow', broken);
    const place = positionIn('/workspace/a.flow', broken, broken.indexOf('broken'));
    expect(await editor.request('textDocument/references', { ...place, context: { includeDeclaration: true } })).toHaveLength(1);
  });

  it('is the same in a workspace that is not trusted', async () => {
    const editor = await started({ '/workspace/broken.flow': broken }, { trusted: false });
    expect((await editor.model()).flows).toMatchObject([{ name: 'broken', errors: 1 }]);
    expect(editor.problems('/workspace/broken.flow')).toHaveLength(1);
    expect(await editor.request('textDocument/hover', positionIn('/workspace/broken.flow', broken, broken.indexOf('order')))).not.toBeNull();
  });

  it('works on files without a folder, for a client that watches nothing', async () => {
    const editor = await started({}, { folders: [], watches: false });
    editor.open('/some/where/alone.flow', broken);
    expect((await editor.model()).flows).toMatchObject([{ name: 'broken', errors: 1 }]);
    expect(editor.registered.map((one) => one.method)).not.toContain('workspace/didChangeWatchedFiles');
  });

  it('shows the first of several folders, and checks all', async () => {
    const editor = await started({ '/workspace/one.flow': broken, '/other/two.flow': broken.replace('broken', 'second') }, { folders: ['/workspace', '/other'] });
    expect((await editor.model()).flows.map((one) => one.name)).toContain('broken');
    expect(editor.problems('/other/two.flow')).not.toEqual([]);
  });
});
