// What a key does to the build of the key before: where Langium's own builder would answer from an old tree, or forget to tell what it has found.
import { Cancellation, DocumentState, OperationCancelled, URI } from 'langium';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LanguageClient, positionIn, startLanguageClient } from '../support/language-client.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import type { ServerServices } from '../../server/services.ts';
import { files } from './workspace.ts';

const flow = (name: string, steps: string): string => `flow ${name} {\n  use shop = shop.main\n  from shop.listOrders() as order\n${steps}\n}\n`;
const path = '/workspace/a.flow';
let client: LanguageClient & { services: ServerServices };

beforeEach(async () => {
  const texts = { ...files, '/a.flow': flow('first', '  log order.id'), '/b.flow': flow('second', '  log nobody') };
  client = await startLanguageClient({ folders: ['/workspace'], files: new MemoryFiles(Object.fromEntries(Object.entries(texts).map(([file, text]) => [`/workspace${file}`, text]))) });
}, 30_000);
afterEach(() => client.stop());

describe('a key that comes while the one before is still checked', () => {
  it('is what the next request sees', async () => {
    const { DocumentBuilder } = client.services.shared.workspace;
    client.open(path, flow('first', '  log order.id'));
    await client.settled();
    const before = flow('first', '  let one = 1\n  log order.id');
    const after = flow('first', '  let two = 2\n  log two.;');
    let list: Promise<{ items: { label: string }[] } | null> | undefined;
    // Once the file is checked, the build is held up until the next key and a request have come in.
    const hook = DocumentBuilder.onDocumentPhase(DocumentState.Validated, async ({ uri }) => {
      if (uri.path !== path || list !== undefined) return;
      client.type(path, after);
      list = client.request('textDocument/completion', positionIn(path, after, after.indexOf('two.;') + 4));
      for (let turn = 0; turn < 20; turn++) await new Promise<void>((resolve) => { setImmediate(resolve); });
    });
    client.type(path, before);
    await client.settled();
    hook.dispose();
    const labels = (await list)?.items.map((item) => item.label);
    expect(labels).toContain('round');
    // In the tree before there is no `two`, and anything may come after its dot.
    expect(labels).not.toContain('lower');
  });

  it('takes no finding away that was made and not told yet', async () => {
    await client.settled();
    const { workspace } = client.services.shared;
    const told: string[] = [];
    const source = new Cancellation.CancellationTokenSource();
    workspace.DocumentBuilder.onDocumentPhase(DocumentState.Validated, () => source.cancel());
    workspace.DocumentBuilder.onDocumentPhase(DocumentState.Validated, ({ uri }) => { told.push(uri.path); });
    await expect(workspace.DocumentBuilder.update([URI.file('/workspace/b.flow'), URI.file(path)], [], source.token)).rejects.toBe(OperationCancelled);
    expect(told).toHaveLength(1);
    // What was not checked is checked with the next key.
    await workspace.DocumentBuilder.update([], []);
    expect(told.toSorted()).toEqual([path, '/workspace/b.flow']);
  });
});

describe('keys that come faster than a file is parsed', () => {
  it('are parsed together', async () => {
    client.open(path, flow('first', '  log order.id'));
    await client.settled();
    const factory = client.services.shared.workspace.LangiumDocumentFactory;
    const update = factory.update.bind(factory);
    const parsed: string[] = [];
    factory.update = (document, token) => {
      if (document.uri.path === path) parsed.push(document.textDocument.getText());
      return update(document, token);
    };
    const texts = Array.from({ length: 20 }, (_key, count) => flow('first', `  log order.${'x'.repeat(count)}`));
    const last = texts.at(-1) ?? '';
    for (const text of texts) client.type(path, text);
    await client.until(() => parsed.at(-1) === last, 'the last text is parsed');
    expect(parsed.length).toBeLessThan(5);
  });
});

describe('a mistake of ours', () => {
  it('in one file leaves the others alone', async () => {
    const { workspace } = client.services.shared;
    const factory = workspace.LangiumDocumentFactory;
    const update = factory.update.bind(factory);
    factory.update = async (document, token) => {
      if (document.uri.path === path) throw new TypeError('we are wrong');
      return update(document, token);
    };
    client.open(path, flow('first', '  log order.id // again'));
    client.open('/workspace/b.flow', flow('second', '  log order.id'));
    await client.until(() => client.diagnostics('/workspace/b.flow').length === 0, 'the other file is checked');
    expect((await client.model()).flows.map((one) => one.name)).toContain('second');
  });
});
