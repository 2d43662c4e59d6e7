import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startPatchbay } from '../cli/process.ts';
import { createWorkspace, shopFiles, startShop } from '../cli/workspace.ts';

// Each is a process of its own: what is tried here used to hold the process for ever, or to write outside of the workspace.

async function world() {
  const shop = await startShop();
  const workspace = createWorkspace(shopFiles(shop.port));
  const env = { ...workspace.env, PATCHBAY_ALLOW_LOCAL: '1', PATCHBAY__MAIN__API_TOKEN: shop.token, PATCHBAY__MAIN__HOSTS: `127.0.0.1:${shop.port}` };
  const run = async (...argv: string[]) => {
    const child = startPatchbay(['run', 'notes', ...argv], { cwd: workspace.folder, env });
    const code = await child.ended;
    return { code, text: child.out() + child.err() };
  };
  return { workspace, shop, run };
}

describe.skipIf(process.platform === 'win32')('files that are none', () => {
  it('a named pipe as secrets file is refused, and not waited for', async () => {
    const { workspace, run } = await world();
    const pipe = join(workspace.folder, '..', 'pipe');
    execFileSync('mkfifo', ['-m', '600', pipe]);
    expect(await run('--secrets', pipe)).toEqual({ code: 1, text: expect.stringContaining('is not a file') });
  });

  it.runIf(process.platform === 'linux')('a state folder where none can be made is refused, and not tried for ever', async () => {
    const { run } = await world();
    expect(await run('--state', '/proc/1/nothing')).toEqual({ code: 1, text: expect.stringContaining('[state-unusable]') });
  });

  it('links in a state folder that came with the repository lead nowhere', async () => {
    const { workspace, shop, run } = await world();
    const outside = join(workspace.folder, '..', 'outside.db');
    mkdirSync(join(workspace.folder, '.patchbay'));
    symlinkSync(outside, join(workspace.folder, '.patchbay', 'state.db'));
    expect(await run()).toEqual({ code: 1, text: expect.stringContaining('[foreign-state]') });
    expect(existsSync(outside)).toBe(false);
    expect(shop.connections()).toBe(0);
  });

  it('the workspace itself is no state folder', async () => {
    const { workspace, run } = await world();
    const mode = statSync(workspace.folder).mode;
    expect(await run('--state', '.')).toEqual({ code: 1, text: expect.stringContaining('[state-folder]') });
    expect(statSync(workspace.folder).mode).toBe(mode);
    expect(existsSync(join(workspace.folder, '.gitignore'))).toBe(false);
  });

  it('state in a folder of its own works, and is refused once it is tracked by git', async () => {
    const { workspace, run } = await world();
    expect((await run('--state', 'deep/er/state')).code).toBe(0);
    const git = (...argv: string[]) => execFileSync('git', argv, { cwd: workspace.folder, stdio: 'ignore' });
    git('init', '-q');
    git('add', '-f', 'deep/er/state');
    expect(await run('--state', 'deep/er/state')).toEqual({ code: 1, text: expect.stringContaining('[state-in-git]') });
    expect(readFileSync(join(workspace.folder, 'deep/er/state/.gitignore'), 'utf8')).toBe('*\n');
  });
});
