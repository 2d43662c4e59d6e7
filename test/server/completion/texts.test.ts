// Texts that mean something: headers, types of content, time zones, schedules, paths.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileSystemNode, URI } from 'langium';
import { afterEach, describe, expect, it } from 'vitest';
import cronstrue from 'cronstrue';
import { CancellationTokenSource, type CompletionItem, type CompletionList } from 'vscode-languageserver-protocol';
import { WorkspaceFiles } from '../../../server/workspace-files.ts';
import { editorOf } from '../../support/editor.ts';
import { type LanguageClient, positionIn, startLanguageClient } from '../../support/language-client.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { connectorWith, files, flowWith } from '../workspace.ts';

const labels = async (text: string): Promise<string[]> => (await editorOf(text, files)).labels();
const inConnector = (members: string): Promise<string[]> => labels(connectorWith(members));
const inEndpoint = (members: string): Promise<string[]> => inConnector(`  endpoint tickets(): Ticket[] {\n    GET '/tickets'\n${members}\n  }`);
const accepted = async (text: string, label: string): Promise<string> => (await editorOf(text, files)).accept(label);

describe('headers', () => {
  it('by name where one is sent', async () => {
    expect(await inConnector('  headers { Conte$0 }')).toEqual(["'Content-Type'"]);
    expect(await inConnector("  headers { 'Acc$0' }")).toEqual(expect.arrayContaining(["'Accept'", "'Accept-Language'"]));
    expect(await inConnector('  headers { $0 }')).toEqual(expect.arrayContaining(['Accept', "'If-Match'"]));
    expect(await inEndpoint("    headers { 'Prefer': 'x', $0 }")).not.toContain('Prefer');
    expect(await inConnector("  auth other {\n    header $0\n  }")).toContain("'Authorization'");
    expect(await inConnector("  auth other {\n    header 'Auth$0'\n  }")).toContain("'Authorization'");
    expect(await inConnector("  auth other {\n    sign header '$0'\n  }")).toContain("'Digest'");
    expect(await inEndpoint("    idempotent header '$0'")).toContain("'Idempotency-Key'");
    expect(await inEndpoint("    idempotent header $0")).toContain("'Idempotency-Key'");
    expect(await inEndpoint("    paginate cursor header['$0'] = body.next")).toContain("'Prefer'");
  });

  it('by name where the answer is read', async () => {
    expect((await inEndpoint('    on 429 retry after header $0'))[0]).toBe("'Retry-After'");
    expect(await inEndpoint("    on 429 retry after header '$0'")).not.toContain("'Authorization'");
    expect(await inConnector("  limit remaining header '$0'")).toContain("'X-RateLimit-Remaining'");
    expect((await inEndpoint("    paginate page query.page total header['X-T$0']"))[0]).toBe("'X-Total-Count'");
    expect(await labels(`${flowWith('')}\ntest 'a' for shop.listOrders {\n  given GET '/x' returns 200 {} headers { '$0': 'x' }\n}`)).toContain("'Link'");
  });

  it('that the connector has of its own, first', async () => {
    expect((await inConnector("  headers { 'X-Desk-Version': '2' }\n  endpoint t(): any { GET '/' headers { $0 } }")).slice(0, 2)).toEqual(["'X-Key'", "'X-Desk-Version'"]);
  });

  it('are written as keys, with what follows', async () => {
    expect(await accepted(connectorWith('  headers { Conte$0 }'), "'Content-Type'")).toContain("headers { 'Content-Type': | }");
    expect(await accepted(connectorWith("  headers { 'Con$0': 'x' }"), "'Content-Type'")).toContain("headers { 'Content-Type'|: 'x' }");
    expect(await accepted(connectorWith("  headers { 'Con$0 }"), "'Content-Type'")).toContain("headers { 'Content-Type': |");
  });

  it('with their usual values', async () => {
    expect((await inConnector("  headers { 'Accept': '$0' }")).slice(0, 3)).toEqual(["'application/json'", "'application/xml'", "'text/csv'"]);
    expect((await inConnector("  headers { 'Content-Type': $0 }"))[0]).toBe("'application/json'");
    expect(await inConnector("  headers { Prefer: '$0' }")).toContain("'return=minimal'");
    expect(await inEndpoint("    body multipart { file: { name: 'a.csv', type: '$0', content: '' } }")).toContain("'text/csv'");
    expect(await accepted(connectorWith("  headers { Accept: 'application/j$0' }"), "'application/json'")).toContain("{ Accept: 'application/json'| }");
    // Elsewhere the same words are keys like any other.
    expect(await inEndpoint("    query { 'Accept': '$0' }")).toEqual([]);
    expect(await inEndpoint("    query { '$0' }")).toEqual([]);
  });
});

describe('time zones', () => {
  it('where one is wanted', async () => {
    expect(await labels('flow f {\n  trigger schedule \'0 7 * * *\' timezone \'lond$0\'\n}')).toEqual(["'Europe/London'"]);
    expect(await labels('flow f {\n  trigger schedule \'0 7 * * *\' timezone $0\n}')).toContain("'Europe/Stockholm'");
    expect(await labels(flowWith("  let x = order.placedAt.inZone('Asia/To$0')"))).toContain("'Asia/Tokyo'");
    expect(await inConnector("  entity New { at: datetime @format('yyyy-MM-dd', zone: '$0') }")).toContain("'UTC'");
    expect(await inConnector("  entity New { at: datetime @format('$0') }")).not.toContain("'UTC'");
    expect(await labels(flowWith("  let x = order.placedAt.format('$0')"))).toEqual([]);
  });

  it('of a setting that holds one', async () => {
    const connector = "connector desk {\n  settings { zone: string, other: string }\n  entity T { at: datetime @format('yyyy-MM-dd HH:mm', zone: zone) }\n}";
    const inSettings = (text: string): Promise<string[]> => labels(`//- /desk.connector\n${connector}\n//- /patchbay.json\n{ "instances": { "d": { "connector": "desk", "settings": { ${text} } } } }`);
    expect((await inSettings('"zone": "Europe/Lon$0"'))[0]).toBe('"Europe/London"');
    expect(await inSettings('"other": "$0"')).toEqual([]);
  });
});

let client: LanguageClient | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

/** What a client that can do everything gets at `$0` of a file that is open. */
async function asked(path: string, marked: string, more: Record<string, string> = {}): Promise<CompletionList & { client: LanguageClient }> {
  const text = marked.replace('$0', '');
  client = await startLanguageClient({
    folders: ['/work'], files: new MemoryFiles(Object.fromEntries(Object.entries({ ...files, [path]: text, ...more }).map(([at, content]) => [`/work${at}`, content]))),
    initialize: { capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true, commitCharactersSupport: true, documentationFormat: ['markdown'], resolveSupport: { properties: ['documentation'] } } } } } },
  });
  client.open(`/work${path}`, text);
  return { ...await client.request<CompletionList>('textDocument/completion', positionIn(`/work${path}`, text, marked.indexOf('$0'))), client };
}

describe('schedules', () => {
  it('say in English what is typed, and come again with the next key', async () => {
    const { items, isIncomplete } = await asked('/a.flow', "flow f {\n  trigger schedule '30 7 * * 1-5$0' timezone 'Europe/London'\n}");
    expect(isIncomplete).toBe(true);
    expect(items[0]).toMatchObject({ label: "'30 7 * * 1-5'", detail: 'At 07:30, Monday through Friday', filterText: "'30 7 * * 1-5' At 07:30, Monday through Friday" });
    const { documentation } = await client!.request<CompletionItem>('completionItem/resolve', items[0]);
    expect(documentation).toMatchObject({ kind: 'markdown', value: expect.stringMatching(/Next, in Europe\/London:\n\n(?:- \w+ \d+ \w+ \d+, 07:30 UTC(?:\+1)?\n?){5}$/) as unknown });
  });

  it('that are usual, read as the library reads them, also where nothing is typed', async () => {
    const { items, isIncomplete } = await asked('/a.flow', 'flow f {\n  trigger schedule $0\n}');
    expect(isIncomplete).toBe(false);
    expect(items.map(({ label, detail }) => [label, detail])).toContainEqual(["'*/15 * * * *'", 'Every 15 minutes']);
    for (const { label, detail } of items) expect(detail).toBe(cronstrue.toString(label.slice(1, -1), { use24HourTimeFormat: true }));
  });

  it('that are none say nothing', async () => {
    const { items } = await asked('/a.flow', "flow f {\n  trigger schedule '0 7 * $0' timezone 'Nowhere'\n}");
    expect(items.map(({ label }) => label)).not.toContain("'0 7 *'");
    expect(items.length).toBeGreaterThan(5);
  });
});

describe('paths of files', () => {
  const there = {
    '/skus.csv': '', '/data/in/orders.ndjson': '', '/data/notes.txt': '', '/flows/clean.ts': '', '/scripts/tidy.js': '', '/fixtures/page-1.json': '{}', '/node_modules/x/y.csv': '', '/.patchbay/z.csv': '', '/connectors/shop.svg': '', '/pictures/far.svg': '', '/package.json': '{}',
  };
  const offered = async (path: string, text: string): Promise<string[]> => (await asked(path, text, there)).items.map(({ label }) => label);

  it.each([
    ['from file', '/flows/a.flow', "flow f {\n  from file '$0' as x\n}", ["'../data/in/orders.ndjson'", "'../fixtures/page-1.json'", "'../skus.csv'"]],
    ['from file without quotes', '/a.flow', 'flow f {\n  from file $0', ["'data/in/orders.ndjson'", "'fixtures/page-1.json'", "'skus.csv'"]],
    ['table', '/a.flow', "table t from '$0' key sku", ["'skus.csv'"]],
    ['script', '/flows/a.flow', "flow f {\n  from [1] as n\n  script '$0' (n) as x\n}", ["'./clean.ts'", "'../scripts/tidy.js'"]],
    ['fixture', '/a.flow', "flow f { from [1] as n }\ntest 'a' for f {\n  given shop.listOrders returns file '$0'\n}", ["'data/in/orders.ndjson'", "'data/notes.txt'", "'fixtures/page-1.json'", "'skus.csv'"]],
    ['icon', '/connectors/own.connector', "connector own {\n  icon '$0'\n}", ["'shop.svg'"]],
  ])('%s', async (_, path, text, wanted) => {
    expect((await offered(path, text)).filter((label) => label.startsWith("'"))).toEqual(wanted);
  });

  it('of a folder with very many are those that fit what is typed, and come again with the next key', async () => {
    const many = Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`/data/d${index}.csv`, '']));
    const { items, isIncomplete } = await asked('/a.flow', "table t from 'd1499$0' key sku", { ...there, ...many });
    expect(isIncomplete).toBe(true);
    expect(items.length).toBe(500);
    expect(items.map(({ label }) => label)).toContain("'data/d1499.csv'");
  });

  it('are not all read of a folder that has very many, and no longer than somebody waits', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'patchbay-'));
    try {
      mkdirSync(join(folder, 'many'));
      for (let index = 0; index < 2500; index++) writeFileSync(join(folder, 'many', `d${index}.csv`), '');
      mkdirSync(join(folder, 'more'));
      writeFileSync(join(folder, 'more', 'last.csv'), '');
      const read: number[] = [];
      const disk = new (class extends WorkspaceFiles {
        override async readSome(uri: URI, most: number): Promise<FileSystemNode[]> {
          const found = await super.readSome(uri, most);
          read.push(found.length);
          return found;
        }
      })();
      const text = "table t from 'last' key sku";
      client = await startLanguageClient({ folders: [folder], files: disk });
      client.open(join(folder, 'a.flow'), text);
      const params = positionIn(join(folder, 'a.flow'), text, text.indexOf('last') + 4);
      const { items, isIncomplete } = await client.request<CompletionList>('textDocument/completion', params);
      expect(isIncomplete).toBe(true);
      expect(items.map(({ label }) => label)).toContain("'more/last.csv'");
      expect(read.toSorted((a, b) => b - a)).toEqual([2000, 2, 1]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are not looked for any more where nobody waits for them', async () => {
    const read: string[] = [];
    const stop = new CancellationTokenSource();
    const text = "table t from '' key sku";
    const memory = new MemoryFiles({ '/work/a.flow': text, ...Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`/work/d${index}/x.csv`, ''])) });
    client = await startLanguageClient({ folders: ['/work'], files: memory });
    client.open('/work/a.flow', text);
    await client.settled();
    memory.readDirectory = async (uri) => { read.push(uri.path); stop.cancel(); await client!.settled(); return memory.readDirectorySync(uri); };
    await expect(client.request('textDocument/completion', positionIn('/work/a.flow', text, text.indexOf("''") + 1), stop.token)).rejects.toThrow();
    expect(read).toEqual(['/work']);
  });
});
