import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileChangeType } from 'vscode-languageserver-protocol';
import { WorkspaceFiles } from '../../server/workspace-files.ts';
import { type LanguageClient, startLanguageClient } from '../support/language-client.ts';

const shop = `connector shop {
  hosts ['shop.example.com']
  base 'https://shop.example.com'
  entity Order { id: integer @key, total: decimal }
  endpoint listOrders(): Order[] { GET '/orders' records body.orders }
}
`;
const flow = `flow orders {
  use shop = shop.main
  from shop.listOrders() as order
  log order.total
}
`;
const workspaceFile = '{ "instances": { "main": { "connector": "shop" } } }\n';

// Each test has a workspace of its own, a folder with a patchbay.json, below the one folder that the server has open.
let folder: string;
let root: string;
let client: LanguageClient;
let count = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-server-'));
  client = await startLanguageClient({ folders: [folder], files: new WorkspaceFiles() });
}, 30_000);
afterAll(async () => {
  await client.stop();
  rmSync(folder, { recursive: true });
});

const at = (path: string): string => join(root, path);

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  }
}

async function started(files: Record<string, string>): Promise<LanguageClient> {
  root = join(folder, `workspace-${++count}`);
  write(files);
  client.watched({ [root]: FileChangeType.Created });
  await client.until(() => Object.keys(files).every((path) => path.includes('node_modules') || path.includes('.git') || client.problems(at(path)) !== undefined), 'all files are checked');
  return client;
}

const clean = { 'connectors/shop.connector': shop, 'flows/orders.flow': flow, 'patchbay.json': workspaceFile };
const broken = 'flow broken {\n  use shop = shop.nowhere\n  from shop.listOrders() as order\n}\n';
/** Of names that are not known; undefined where nothing was ever published. */
const codes = (path: string): unknown[] | undefined => client.problems(at(path)) && client.diagnostics(at(path)).map(({ code }) => code).filter((code) => String(code).startsWith('unknown-'));
const becomes = (path: string, ...expected: string[]): Promise<void> => client.until(() => codes(path)?.join() === expected.join(), `${path} has ${expected.join() || 'no error'}`);

describe('the Problems view', () => {
  it('shows all files of the workspace, opened or not', async () => {
    await started({ ...clean, 'flows/broken.flow': broken });
    expect(codes('flows/orders.flow')).toEqual([]);
    expect(codes('flows/broken.flow')).toEqual(['unknown-instance']);
    expect(codes('patchbay.json')).toEqual([]);
  });

  it('follows a connector that is renamed on disk', async () => {
    const editor = await started(clean);
    renameSync(at('connectors/shop.connector'), at('connectors/other.connector'));
    write({ 'connectors/other.connector': shop.replace('connector shop', 'connector other') });
    editor.watched({ [at('connectors/shop.connector')]: FileChangeType.Deleted, [at('connectors/other.connector')]: FileChangeType.Created });
    await becomes('flows/orders.flow', 'unknown-connector');
    await becomes('patchbay.json', 'unknown-connector');
    expect(codes('connectors/shop.connector')).toEqual([]);
  });

  it('follows a folder that is deleted, of which only the folder is told', async () => {
    const editor = await started(clean);
    rmSync(at('connectors'), { recursive: true });
    editor.watched({ [at('connectors')]: FileChangeType.Deleted });
    await becomes('flows/orders.flow', 'unknown-connector');
  });

  it('follows a folder that appears', async () => {
    const editor = await started({ 'flows/orders.flow': flow, 'patchbay.json': workspaceFile });
    expect(codes('flows/orders.flow')).toEqual(['unknown-connector']);
    write({ 'connectors/deep/shop.connector': shop });
    editor.watched({ [at('connectors')]: FileChangeType.Created });
    await becomes('flows/orders.flow');
  });

  it('goes by the disk, whatever is said of it', async () => {
    const editor = await started({ ...clean, 'connectors/shop.connector': shop.replace('listOrders', 'allOrders') });
    expect(codes('flows/orders.flow')).toEqual(['unknown-endpoint']);
    write({ 'connectors/shop.connector': shop });
    editor.watched({ [at('connectors/shop.connector')]: FileChangeType.Deleted });
    await becomes('flows/orders.flow');
  });

  it('follows an instance that is renamed in the editor, before it is saved', async () => {
    const editor = await started(clean);
    editor.open(at('patchbay.json'), workspaceFile);
    editor.type(at('patchbay.json'), workspaceFile.replace('main', 'prime'));
    await editor.settled();
    expect(codes('flows/orders.flow')).toEqual(['unknown-instance']);
    editor.type(at('patchbay.json'), workspaceFile);
    await editor.settled();
    expect(codes('flows/orders.flow')).toEqual([]);
  });

  it('counts what is open before the disk, until it is closed', async () => {
    const editor = await started(clean);
    editor.open(at('connectors/shop.connector'), shop.replace('listOrders', 'allOrders'));
    await editor.settled();
    expect(codes('flows/orders.flow')).toEqual(['unknown-endpoint']);
    // Whatever is written to the disk meanwhile.
    write({ 'connectors/shop.connector': `${shop}\n`, 'flows/late.flow': broken });
    editor.watched({ [at('connectors/shop.connector')]: FileChangeType.Changed, [at('flows/late.flow')]: FileChangeType.Created });
    await becomes('flows/late.flow', 'unknown-instance', 'unknown-endpoint');
    expect(codes('flows/orders.flow')).toEqual(['unknown-endpoint']);
    editor.close(at('connectors/shop.connector'));
    await becomes('flows/orders.flow');
  });

  it('keeps a file that is deleted on disk while it is open', async () => {
    const editor = await started(clean);
    editor.open(at('connectors/shop.connector'), shop);
    await editor.settled();
    unlinkSync(at('connectors/shop.connector'));
    write({ 'flows/late.flow': broken });
    editor.watched({ [at('connectors/shop.connector')]: FileChangeType.Deleted, [at('flows/late.flow')]: FileChangeType.Created });
    await becomes('flows/late.flow', 'unknown-instance');
    expect(codes('flows/orders.flow')).toEqual([]);
    editor.close(at('connectors/shop.connector'));
    await becomes('flows/orders.flow', 'unknown-connector');
  });

  it('takes back what it said of a file that is gone', async () => {
    const editor = await started({ ...clean, 'flows/broken.flow': broken });
    expect(codes('flows/broken.flow')).toEqual(['unknown-instance']);
    unlinkSync(at('flows/broken.flow'));
    editor.watched({ [at('flows/broken.flow')]: FileChangeType.Deleted });
    await becomes('flows/broken.flow');
  });
});

describe('what is read', () => {
  it('is nothing outside of the workspace', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'patchbay-outside-'));
    try {
      writeFileSync(join(outside, 'shop.connector'), shop);
      writeFileSync(join(outside, 'far.flow'), broken);
      const editor = await started({ 'patchbay.json': workspaceFile, 'flows/orders.flow': `import '../../../${outside.split('/').at(-1)!}/far.flow'\n${flow}` });
      symlinkSync(join(outside, 'shop.connector'), at('shop.connector'));
      symlinkSync(outside, at('linked'));
      write({ 'late.flow': broken });
      editor.watched({
        [join(outside, 'shop.connector')]: FileChangeType.Created, [join(outside, 'far.flow')]: FileChangeType.Changed,
        [at('shop.connector')]: FileChangeType.Created, [at('linked')]: FileChangeType.Created, [at('linked/shop.connector')]: FileChangeType.Created,
        [at('late.flow')]: FileChangeType.Created,
      });
      await editor.until(() => editor.problems(at('late.flow')) !== undefined, 'the last event is dealt with');
      expect([join(outside, 'shop.connector'), join(outside, 'far.flow'), at('shop.connector'), at('linked/shop.connector')].map((path) => editor.problems(path))).toEqual([undefined, undefined, undefined, undefined]);
      expect(codes('late.flow')).toEqual(['unknown-connector']);
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it('is nothing in folders that hold what others wrote', async () => {
    const editor = await started({ ...clean, 'node_modules/x/other.connector': shop, '.git/other.flow': broken });
    editor.watched({ [at('node_modules/x/other.connector')]: FileChangeType.Created, [at('.git/other.flow')]: FileChangeType.Changed });
    await editor.settled();
    expect([codes('node_modules/x/other.connector'), codes('.git/other.flow')]).toEqual([undefined, undefined]);
  });

  it('is known only while it is open, where it lies outside', async () => {
    const editor = await started(clean);
    const elsewhere = '/elsewhere/patchbay/alone.flow';
    editor.open(elsewhere, broken);
    await editor.settled();
    expect(editor.problems(elsewhere)).not.toEqual([]);
    editor.close(elsewhere);
    await editor.until(() => editor.problems(elsewhere)?.length === 0, 'it is forgotten');
  });

  it('goes on where a file cannot be read', async () => {
    const editor = await started(clean);
    write({ 'flows/large.flow': '//'.padEnd(5 * 1024 * 1024, ' '), 'flows/late.flow': broken });
    mkdirSync(at('flows/folder.flow'));
    editor.watched(Object.fromEntries(['large', 'folder', 'never', 'late'].map((name) => [at(`flows/${name}.flow`), FileChangeType.Created])));
    await becomes('flows/late.flow', 'unknown-instance');
    expect(codes('flows/large.flow')).toEqual([]);
  });
});
