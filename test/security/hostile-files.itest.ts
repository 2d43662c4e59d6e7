import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCommand } from '../cli/terminal.ts';
import { createWorkspace, shopFiles, type TestWorkspace } from '../cli/workspace.ts';

// A patchbay.json that was made to break something is an error of that file, said like any other, and nothing runs with it.

const replaced = (make: (path: string, workspace: TestWorkspace) => void) => (workspace: TestWorkspace): void => {
  const path = join(workspace.folder, 'patchbay.json');
  rmSync(path);
  make(path, workspace);
};

const files: Record<string, { make(workspace: TestWorkspace): void; says: string }> = {
  'of brackets alone': { make: replaced((path) => writeFileSync(path, '['.repeat(50_000))), says: 'nested' },
  'of objects in objects': { make: replaced((path) => writeFileSync(path, `${'{"instances":'.repeat(5000)}1${'}'.repeat(5000)}`)), says: 'nested' },
  'with a text of 20 million characters': {
    make: (workspace) => workspace.write({ 'patchbay.json': workspace.read('patchbay.json').replace('"settings": {}', `"settings": {}, "note": "${'x'.repeat(20e6)}"`) }), says: 'too large: it has 20 million characters',
  },
  'cut in the middle': { make: (workspace) => workspace.write({ 'patchbay.json': workspace.read('patchbay.json').slice(0, 60) }), says: 'patchbay.json' },
  'of a newer version': { make: (workspace) => workspace.write({ 'patchbay.json': workspace.read('patchbay.json').replace('"version": 1', '"version": 9') }), says: 'version 9' },
  'that is a folder': { make: replaced((path) => mkdirSync(path)), says: 'patchbay.json is a folder' },
  'that is a link out of the workspace': {
    make: replaced((path, workspace) => {
      const outside = join(workspace.folder, '..', 'outside.json');
      writeFileSync(outside, shopFiles(1)['patchbay.json']!);
      symlinkSync(outside, path);
    }),
    says: 'patchbay.json is a link',
  },
};

it.each(Object.keys(files))('a patchbay.json %s is refused', async (which) => {
  const workspace = createWorkspace(shopFiles(1));
  files[which]!.make(workspace);
  for (const argv of [['check'], ['run', 'notes'], ['run', 'notes', '--env', 'none'], ['instance', 'list'], ['instance', 'check', 'main'], ['instance', 'remove', 'main'], ['call', 'main.ping'], ['instance', 'add', 'shop', 'other'], ['install', 'voyado']]) {
    const { code, out, err } = await runCommand(argv, { env: workspace.env, cwd: workspace.folder });
    expect([argv, code, out + err]).toEqual([argv, 1, expect.stringContaining(files[which]!.says)]);
    expect(out + err).not.toMatch(/went wrong|Maximum call stack/);
  }
});
