import { afterEach, describe, expect, it } from 'vitest';
import type { CodeLens, Location } from 'vscode-languageserver-protocol';
import { lensCommands } from '#server/protocol';
import { type LanguageClient, startLanguageClient } from '../support/language-client.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { connectors, files } from './workspace.ts';

let client: LanguageClient | undefined;
afterEach(async () => { await client?.stop(); client = undefined; });

const path = '/workspace/connectors/shop.connector';
const flow = 'flow one {\n  use a = shop.main\n  use b = [shop.main, shop.outlet-2]\n  from a.listOrders() as order\n}\n';

async function lenses(texts: Record<string, string>, options: { trusted?: boolean; commands?: string[] } = {}): Promise<{ drawn: string[]; found: CodeLens[] }> {
  client = await startLanguageClient({
    folders: ['/workspace'], files: new MemoryFiles(Object.fromEntries(Object.entries(texts).map(([file, text]) => [`/workspace${file}`, text]))),
    commands: Object.values(lensCommands), ...options,
  });
  client.open(path, texts['/connectors/shop.connector']!);
  const found = await client.request<CodeLens[] | null>('textDocument/codeLens', { textDocument: { uri: `file://${path}` } }) ?? [];
  return { found, drawn: found.map(({ range, command }) => `${range.start.line + 1} ${command?.title}${command?.command === '' ? '' : ` → ${command?.command}`}`) };
}

describe('above a connector and its endpoints', () => {
  it('stand its uses, and a way to try each', async () => {
    const { drawn, found } = await lenses({ ...files, '/a.flow': flow });
    expect(drawn).toEqual([
      '2 2 instances, 1 flow → patchbay.showReferences', '37 Try → patchbay.tryEndpoint', '39 Try → patchbay.tryEndpoint', '45 Try → patchbay.tryEndpoint', '46 Try → patchbay.tryEndpoint',
    ]);
    const [uri, position, places] = found[0]!.command!.arguments as [string, unknown, Location[]];
    expect([uri, position]).toEqual([`file://${path}`, { line: 1, character: 10 }]);
    expect(places.map((place) => `${place.uri.replace('file:///workspace', '')}:${place.range.start.line + 1}:${place.range.start.character + 1}`)).toEqual(['/patchbay.json:4:5', '/patchbay.json:5:5', '/a.flow:2:11', '/a.flow:3:12', '/a.flow:3:23']);
    // What a command is given crosses the process as JSON.
    expect(found[1]!.command!.arguments).toEqual([{ connector: 'shop', endpoint: 'getStore' }]);
  });

  it('stands that there is no instance, with a way to add one', async () => {
    const { drawn, found } = await lenses(connectors);
    expect(drawn).toEqual(['2 No instance yet: add one → patchbay.addInstance']);
    expect(found[0]!.command!.arguments).toEqual(['shop']);
  });

  it('stand the numbers alone in an editor without our commands, and nothing that connects where nobody trusts the folder', async () => {
    expect((await lenses({ ...files }, { commands: [] })).drawn).toEqual(['2 2 instances']);
    await client?.stop();
    expect((await lenses({ ...files }, { trusted: false })).drawn).toEqual(['2 2 instances → patchbay.showReferences']);
    await client?.stop();
    expect((await lenses(connectors, { trusted: false })).drawn).toEqual(['2 No instance yet']);
  });

  it('stands nothing where the name is not written yet, or another file has it', async () => {
    expect((await lenses({ '/connectors/shop.connector': 'connector  {\n  endpoint a(): any { GET \'/\' }\n}' })).drawn).toEqual([]);
    await client?.stop();
    expect((await lenses({ ...files, '/a.connector': connectors['/connectors/shop.connector'] })).drawn).toEqual([]);
  });

  it('are asked for again when another file changes them', async () => {
    await lenses({ ...files });
    let refreshes = 0;
    client!.connection.onRequest('workspace/codeLens/refresh', () => { refreshes++; return null; });
    client!.open('/workspace/b.flow', flow);
    await client!.settled();
    await client!.until(() => refreshes > 0, 'the lenses are asked for again');
    const before = refreshes;
    client!.type('/workspace/b.flow', `${flow}// more`);
    await client!.settled();
    expect(refreshes).toBe(before);
    const again = await client!.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: `file://${path}` } });
    expect(again[0]!.command!.title).toBe('2 instances, 1 flow');
  });
});
