import { NodeFileSystem } from 'langium/node';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadWorkspace } from '../../../language/workspace/load-workspace.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'patchbay-load-'));
  for (const name of ['outside', 'ws/connectors', 'ws/node_modules/x', 'ws/.patchbay']) mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, 'outside/secret.connector'), 'connector secret { }');
  writeFileSync(path.join(folder, 'ws/connectors/shop.connector'), 'connector shop { }');
  writeFileSync(path.join(folder, 'ws/node_modules/x/y.connector'), 'connector y { }');
  writeFileSync(path.join(folder, 'ws/.patchbay/z.connector'), 'connector z { }');
  writeFileSync(path.join(folder, 'ws/patchbay.json'), '{}');
  symlinkSync(path.join(folder, 'outside'), path.join(folder, 'ws/linked'));
  symlinkSync(path.join(folder, 'outside/secret.connector'), path.join(folder, 'ws/linked.connector'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a folder is read without leaving it through a link, and without what is not the user’s', async () => {
  const workspace = await loadWorkspace(path.join(folder, 'ws'), NodeFileSystem.fileSystemProvider);
  expect(workspace.documents.map((document) => workspace.pathOf(document))).toEqual(['connectors/shop.connector', 'patchbay.json']);
  expect(workspace.model.connectors.map((connector) => connector.name)).toEqual(['shop']);
});

it('a folder that is not there is said so', async () => {
  await expect(loadWorkspace(path.join(folder, 'nowhere'), NodeFileSystem.fileSystemProvider)).rejects.toThrow(/nowhere cannot be read: ENOENT/);
});
