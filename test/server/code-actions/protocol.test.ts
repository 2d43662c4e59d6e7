import { afterEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource, type CodeAction, type CodeActionOptions } from 'vscode-languageserver-protocol';
import { type LanguageClient, startLanguageClient } from '../../support/language-client.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { files, flowWith } from '../workspace.ts';

// What a client that is connected sees of code actions.

let client: LanguageClient | undefined;
afterEach(async () => { await client?.stop(); client = undefined; });

const path = '/workspace/main.flow';
const text = flowWith('  log order.totl').replace('shop.main', 'voyado.main');

async function actions(options: { commands?: string[]; trusted?: boolean } = {}, only?: string[]): Promise<CodeAction[]> {
  client = await startLanguageClient({ folders: ['/workspace'], files: new MemoryFiles(Object.fromEntries(Object.entries({ ...files, '/main.flow': text }).map(([file, one]) => [`/workspace${file}`, one]))), ...options });
  client.open(path, text);
  const lines = text.split('\n').length;
  return client.request('textDocument/codeAction', { textDocument: { uri: `file://${path}` }, range: { start: { line: 0, character: 0 }, end: { line: lines, character: 0 } }, context: { diagnostics: [], ...(only && { only }) } });
}

describe('code actions', () => {
  it('are announced with their kinds, so that an editor asks for none that is not there', async () => {
    await actions();
    expect((client!.initialized.capabilities.codeActionProvider as CodeActionOptions).codeActionKinds).toEqual(['quickfix', 'refactor.extract', 'refactor.inline', 'refactor.rewrite', 'source.fixAll.patchbay']);
  });

  it('are plain changes for a client that knows no versions, each linked to its diagnostic', async () => {
    const found = await actions();
    const unused = found.find((one) => one.title === 'Remove `erp`')!;
    expect(Object.keys(unused.edit!.changes!)).toEqual([`file://${path}`]);
    expect(unused.edit!.documentChanges).toBeUndefined();
    expect(unused).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'unused-use' }] });
    await client!.until(() => client!.diagnostics(path).length > 0, 'the problems are published');
    expect(client!.diagnostics(path)).toContainEqual(unused.diagnostics![0]);
  });

  it('name no command that the client has not, and none where nobody trusts the folder', async () => {
    expect((await actions()).some((one) => one.command !== undefined)).toBe(false);
    await client!.stop();
    expect((await actions({ commands: ['patchbay.installConnector'], trusted: false })).some((one) => one.command !== undefined)).toBe(false);
    await client!.stop();
    expect((await actions({ commands: ['patchbay.installConnector'] })).find((one) => one.command !== undefined)?.command).toMatchObject({ command: 'patchbay.installConnector', arguments: ['voyado'] });
  });

  it('are of the kinds that are asked for', async () => {
    expect((await actions({}, ['source.fixAll'])).map((one) => one.kind)).toEqual(['source.fixAll.patchbay']);
  });

  it('can be given up', async () => {
    await actions();
    const source = new CancellationTokenSource();
    const asked = client!.request('textDocument/codeAction', { textDocument: { uri: `file://${path}` }, range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }, context: { diagnostics: [] } }, source.token);
    source.cancel();
    await expect(asked).rejects.toThrow(/cancel/i);
  });
});
