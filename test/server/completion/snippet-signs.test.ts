// What means something in a snippet, in names of a workspace: it is inserted as it is.
import { afterEach, describe, expect, it } from 'vitest';
import { type CompletionList, InsertTextFormat } from 'vscode-languageserver-protocol';
import { type LanguageClient, positionIn, startLanguageClient } from '../../support/language-client.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const key = String.raw`'\${TM_SELECTED_TEXT} $1 } \\ \${2:x|a,b|} $$'`.replaceAll(String.raw`\$`, '$');
const connector = `connector a {
  base 'https://a.example.com'
  entity $E { ${key}: string, $1: integer, $0: ${key} | 'b' }
  endpoint $list(): $E[] { GET '/l' records body paginate link }
  endpoint $put($1: input $E, $TM_SELECTED_TEXT: string): any { POST '/x' body { $1 } idempotent result body }
}
`;

let client: LanguageClient | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

/** What an editor writes for a snippet: a stop is its default value; what is no stop of ours is a fault. */
function written(snippet: string): string {
  return snippet.replaceAll(/\\([\\$}])|\$\{\d+:((?:\\[\\$}]|[^\\$}])*)\}|\$/g, (_, sign: string | undefined, value: string | undefined) => sign ?? value?.replaceAll(/\\([\\$}])/g, '$1') ?? '<carried out>');
}

describe('signs of snippets in names', () => {
  it.each([
    ['a whole object', "  map w: a.$E = |", '{…}', `{\n    ${key}: '',\n    $1: e.$1,\n    $0: e.$0\n  }`],
    ['missing fields', '  map w: a.$E = { | }', '3 missing fields', `${key}: '', $1: e.$1, $0: e.$0`],
    ['missing arguments', '  send a.$put(|)', '2 missing arguments', `$1: { ${key}: '', $1: 0, $0: ${key} }, $TM_SELECTED_TEXT: ''`],
  ])('are inserted as they are: %s', async (_, step, label, text) => {
    const source = `flow f {\n  use a = a.m\n  from a.$list() as e\n${step}\n}\n`;
    const flow = source.replace('|', '');
    client = await startLanguageClient({
      folders: ['/work'], files: new MemoryFiles({ '/work/a.connector': connector, '/work/patchbay.json': '{ "instances": { "m": { "connector": "a" } } }', '/work/t.flow': flow }),
      initialize: { capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } } },
    });
    client.open('/work/t.flow', flow);
    const { items } = await client.request<CompletionList>('textDocument/completion', positionIn('/work/t.flow', flow, source.indexOf('|')));
    const item = items.find((one) => one.label === label);
    expect(item?.insertTextFormat).toBe(InsertTextFormat.Snippet);
    expect(written(item!.textEdit!.newText).replaceAll(/\n\s*/g, ' ')).toBe(text.replaceAll(/\n\s*/g, ' '));
  });
});
