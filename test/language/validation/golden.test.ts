import { NodeFileSystem } from 'langium/node';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadWorkspace } from '#language';

const folders = ['test/golden/examples', 'test/golden/language', 'samples/orders', 'marketplace/packages'];

describe('the files that say what the language is', () => {
  it.each(folders)('%s checks with nothing to say but what is not supported yet', async (folder) => {
    const workspace = await loadWorkspace(fileURLToPath(new URL(`../../../${folder}`, import.meta.url)), NodeFileSystem.fileSystemProvider);
    expect(workspace.documents.length).toBeGreaterThan(2);
    const found = workspace.findings.filter(({ code }) => code !== 'not-supported');
    expect(found.map(({ file, line, column, severity, code, message }) => `${file}:${line}:${column} ${severity} ${code}: ${message}`)).toEqual([]);
  });

  it('the samples and the marketplace use nothing that is not supported', async () => {
    for (const folder of ['samples/orders', 'marketplace/packages']) {
      const workspace = await loadWorkspace(fileURLToPath(new URL(`../../../${folder}`, import.meta.url)), NodeFileSystem.fileSystemProvider);
      expect(workspace.findings).toEqual([]);
    }
  });
}, 60_000);
