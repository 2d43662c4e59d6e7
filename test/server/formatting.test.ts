import { URI } from 'langium';
import { afterEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource, ResponseError } from 'vscode-languageserver-protocol';
import type { TextEdit } from 'vscode-languageserver-types';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { MemoryFiles } from '../support/memory-files.ts';
import { type ClientOptions, type LanguageClient, startLanguageClient } from '../support/language-client.ts';

let client: LanguageClient | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

const path = '/workspace/a.flow';
const textDocument = { uri: URI.file(path).toString() };
const options = { tabSize: 8, insertSpaces: false };

async function opened(text: string, more: Partial<ClientOptions> = {}): Promise<LanguageClient> {
  await client?.stop();
  client = await startLanguageClient({ folders: ['/workspace'], files: new MemoryFiles({}), ...more });
  client.open(path, text);
  return client;
}

const applied = (text: string, edits: TextEdit[]): string => TextDocument.applyEdits(TextDocument.create('', '', 1, text), edits);

/** Asks for the edits of the marked text (`$0` is the cursor) after a character was typed. */
async function typed(marked: string, ch: string): Promise<string> {
  const at = marked.indexOf('$0');
  const text = marked.replace('$0', '');
  const before = text.slice(0, at).split('\n');
  const editor = await opened(text);
  return applied(text, await editor.request('textDocument/onTypeFormatting', { textDocument, options, ch, position: { line: before.length - 1, character: before.at(-1)!.length } }));
}

describe('formatting', () => {
  it('of a whole file gives small edits, in the one style whatever the editor is set to', async () => {
    const text = 'flow a {\n    skip  \n  let b=1\n}\n';
    const editor = await opened(text);
    const edits = await editor.request<TextEdit[]>('textDocument/formatting', { textDocument, options });
    expect(applied(text, edits)).toBe('flow a {\n  skip\n  let b = 1\n}\n');
    expect(edits.map(({ range: { start, end }, newText }) => `${start.line}:${start.character}-${end.line}:${end.character} ${JSON.stringify(newText)}`)).toEqual([
      '1:0-1:4 "  "', '1:8-1:10 ""', '2:7-2:7 " "', '2:8-2:8 " "',
    ]);
  });

  it('of a selection leaves the other lines as they are', async () => {
    const text = 'flow a {\nskip\nskip\n     skip\n}\n';
    const editor = await opened(text);
    const range = { start: { line: 2, character: 1 }, end: { line: 3, character: 0 } };
    expect(applied(text, await editor.request('textDocument/rangeFormatting', { textDocument, options, range }))).toBe('flow a {\nskip\n  skip\n     skip\n}\n');
  });

  it('of a broken file keeps to what is whole', async () => {
    const text = 'flow a {\n  filter (\n}\nflow   b { skip }\n';
    const editor = await opened(text);
    expect(applied(text, await editor.request('textDocument/formatting', { textDocument, options }))).toBe('flow a {\n  filter (\n}\nflow b { skip }\n');
  });

  it('gives nothing for patchbay.json', async () => {
    const editor = await opened('');
    editor.open('/workspace/patchbay.json', '{ "version":1 }');
    expect(await editor.request('textDocument/formatting', { textDocument: { uri: URI.file('/workspace/patchbay.json').toString() }, options })).toBeNull();
  });

  it('can be cancelled', async () => {
    const editor = await opened('flow a {\n    skip\n}\n'.repeat(3000));
    await editor.settled();
    const source = new CancellationTokenSource();
    const request = editor.request('textDocument/formatting', { textDocument, options }, source.token);
    source.cancel();
    await expect(request).rejects.toThrow(ResponseError);
  });
});

describe('formatting as it is typed', () => {
  it('a closing brace formats what it closes', async () => {
    expect(await typed('flow a {\nskip\n      route {\nwhen b{ skip }\n      }$0\n}\n', '}')).toBe('flow a {\nskip\n  route {\n    when b { skip }\n  }\n}\n');
  });

  it('a brace in a text or a comment formats nothing', async () => {
    for (const marked of ['flow a {\n    log "x {b}$0"\n}\n', `flow a {\n    log '}$0'\n}\n`, 'flow a {\n    // }$0\n}\n']) expect(await typed(marked, '}')).toBe(marked.replace('$0', ''));
  });

  it('a new line formats the one that was left, and not the blanks before the cursor', async () => {
    expect(await typed('flow a {\n      skip\nlet b=1\n    $0\n  skip\n}\n', '\n')).toBe('flow a {\n      skip\n  let b = 1\n    \n  skip\n}\n');
  });

  it('a line that is broken in two is formatted on both sides', async () => {
    expect(await typed('flow a {\n  skip  \n$0let b=1\n}\n', '\n')).toBe('flow a {\n  skip\n  let b = 1\n}\n');
  });

  it('what is half typed stays, and the rest is no hindrance', async () => {
    expect(await typed('flow a {\nlet b=c.\n$0\n}\n', '\n')).toBe('flow a {\nlet b=c.\n\n}\n');
    expect(await typed('flow a {\nlet b=1\n$0\n  filter order.\n}\n', '\n')).toBe('flow a {\n  let b = 1\n\n  filter order.\n}\n');
  });
});

describe('where formatting is offered', () => {
  it('for connectors and flows only, where a client lets the server say so: patchbay.json has the formatter of its editor', async () => {
    const editor = await opened('', { registersFormatting: true });
    const { documentFormattingProvider, documentRangeFormattingProvider, documentOnTypeFormattingProvider } = editor.initialized.capabilities;
    expect([documentFormattingProvider, documentRangeFormattingProvider, documentOnTypeFormattingProvider]).toEqual([undefined, undefined, undefined]);
    await editor.until(() => editor.registered.some(({ method }) => method === 'textDocument/onTypeFormatting'), 'formatting is registered');
    const documentSelector = [{ pattern: '**/*.connector' }, { pattern: '**/*.flow' }];
    expect(editor.registered.filter(({ method }) => /formatting/i.test(method)).map(({ options: registered }) => registered)).toEqual([
      { documentSelector }, { documentSelector }, { documentSelector, firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] },
    ]);
  });

  it('for every file that the client opens, where it does not', async () => {
    const editor = await opened('');
    expect(editor.initialized.capabilities).toMatchObject({ documentFormattingProvider: true, documentRangeFormattingProvider: true, documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] } });
  });
});
