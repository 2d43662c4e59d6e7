import { afterEach, describe, expect, it } from 'vitest';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type LanguageClient, startLanguageClient } from '../support/language-client.ts';
import { MemoryFiles } from '../support/memory-files.ts';

const flow = `import './shared.flow'
import "../lib/more.flow"
table skus from 'data/skus.csv' key sku
flow f {
  from file '../in/orders.json' as order
  script './clean.ts' (order) as x
  log x
}
test 'a' for f {
  given file.read returns file 'data/it.json'
}
`;
const texts: Record<string, string> = {
  '/work/flows/main.flow': flow, '/work/flows/shared.flow': 'function one(): integer = 1\n', '/work/lib/more.flow': "import '../flows/shared.flow'\nfunction two(): integer = one()\n",
  '/work/connectors/shop.connector': "connector shop {\n  icon 'shop.svg'\n}\n", '/work/patchbay.json': '{ "connectors": { "shop": "1.0.0" } }',
};

let client: LanguageClient | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

/** The lines that change, by file, once these are renamed. */
async function changed(moves: Record<string, string>, documentChanges = true): Promise<Record<string, string[]>> {
  client = await startLanguageClient({ folders: ['/work'], files: new MemoryFiles(texts), initialize: { capabilities: { workspace: { workspaceEdit: { documentChanges }, fileOperations: { willRename: true } } } } });
  const edit = await client.request<WorkspaceEdit | null>('workspace/willRenameFiles', { files: Object.entries(moves).map(([from, to]) => ({ oldUri: `file:///work/${from}`, newUri: `file:///work/${to}` })) });
  const all = edit?.documentChanges?.map((one) => ('edits' in one ? [one.textDocument.uri, one.edits as TextEdit[]] as const : undefined)!) ?? Object.entries(edit?.changes ?? {});
  return Object.fromEntries(all.map(([uri, edits]) => {
    const before = texts[uri.replace('file://', '')]!;
    const after = TextDocument.applyEdits(TextDocument.create(uri, '', 0, before), [...edits]);
    return [uri.replace('file:///work/', ''), after.split('\n').filter((line) => !before.split('\n').includes(line))];
  }));
}

describe('paths follow files', () => {
  it('that are renamed', async () => {
    expect(await changed({ 'flows/shared.flow': 'flows/common.flow' })).toEqual({ 'flows/main.flow': ["import './common.flow'"], 'lib/more.flow': ["import '../flows/common.flow'"] });
    await client?.stop();
    expect(await changed({ 'flows/shared.flow': 'flows/common.flow' }, false)).toMatchObject({ 'lib/more.flow': ["import '../flows/common.flow'"] });
  });

  it('that are moved, and lead from them', async () => {
    expect(await changed({ 'flows/main.flow': 'flows/daily/main.flow' })).toEqual({
      'flows/main.flow': ["import '../shared.flow'", 'import "../../lib/more.flow"', "table skus from '../data/skus.csv' key sku", "  from file '../../in/orders.json' as order", "  script '../clean.ts' (order) as x", "  given file.read returns file '../data/it.json'"],
    });
    await client?.stop();
    expect(await changed({ 'flows/main.flow': 'main.flow' })).toMatchObject({ 'flows/main.flow': expect.arrayContaining(["import './flows/shared.flow'", 'import "./lib/more.flow"', "  script './flows/clean.ts' (order) as x"]) as unknown });
  });

  it('of other kinds, and in folders', async () => {
    expect(await changed({ 'in/orders.json': 'in/new orders.json', 'connectors/shop.svg': 'connectors/it\'s.svg' })).toEqual({ 'flows/main.flow': ["  from file '../in/new orders.json' as order"], 'connectors/shop.connector': ["  icon 'it\\'s.svg'"] });
    await client?.stop();
    expect(await changed({ flows: 'jobs' })).toEqual({ 'lib/more.flow': ["import '../jobs/shared.flow'"] });
    await client?.stop();
    expect(await changed({ lib: 'flows/lib' })).toEqual({ 'flows/main.flow': ['import "./lib/more.flow"'], 'lib/more.flow': ["import '../shared.flow'"] });
  });

  it('and nothing changes where none is named', async () => {
    expect(await changed({ 'README.md': 'READ.md', 'flows/shared.flo': 'x' })).toEqual({});
    expect(client!.initialized.capabilities.workspace?.fileOperations?.willRename?.filters).toEqual([{ scheme: 'file', pattern: { glob: '**/*' } }]);
  });

  it('ten thousand of them in a thousand files, and where one cannot be named', async () => {
    const files = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`/work/flows/f${index}.flow`, `import './f${(index + 1) % 1000}.flow'\ntable t${index} from '../data/d${index}.csv' key sku\n`]));
    client = await startLanguageClient({ folders: ['/work'], files: new MemoryFiles(files), initialize: { capabilities: { workspace: { workspaceEdit: { documentChanges: true }, fileOperations: { willRename: true } } } } });
    const rename = async (moves: (readonly [string, string])[]): Promise<WorkspaceEdit | null> => client!.request('workspace/willRenameFiles', { files: moves.map(([from, to]) => ({ oldUri: `file:///work/${from}`, newUri: `file:///work/${to}` })) });
    expect(await rename([['data/d1.csv', 'data/\uD800.csv']])).toBeNull();
    const moves = Array.from({ length: 10_000 }, (_, index) => [`data/d${index}.csv`, `new/d${index}.csv`] as const);
    const before = process.threadCpuUsage();
    const edit = await rename([...moves.map(([from, to]) => [from.replace('data', 'elsewhere'), to] as const), ...moves]);
    const { user, system } = process.threadCpuUsage(before);
    expect(edit?.documentChanges).toHaveLength(1000);
    expect((user + system) / 1000).toBeLessThan(1500);
  });

  it('and a folder with a file of its own way', async () => {
    expect(await changed({ flows: 'jobs', 'flows/shared.flow': 'common/all.flow' })).toMatchObject({ 'flows/main.flow': ["import '../common/all.flow'"], 'lib/more.flow': ["import '../common/all.flow'"] });
  });
});
