import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launcher, startPatchbay, type PatchbayProcess } from './process.ts';
import { createWorkspace, shopFiles, startShop, type Shop, type TestWorkspace } from './workspace.ts';

/** A promise and what settles it: something that a server waits for. */
function gate(): { passed: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: resolve };
}

async function shopWorkspace(): Promise<{ shop: Shop; workspace: TestWorkspace; secrets: string }> {
  const shop = await startShop();
  const workspace = createWorkspace(shopFiles(shop.port));
  const secrets = workspace.secrets({ instances: { main: { hosts: [`127.0.0.1:${shop.port}`], secrets: { apiToken: shop.token } } } });
  return { shop, workspace, secrets };
}

function runNotes({ workspace, secrets }: { workspace: TestWorkspace; secrets: string }, old = false): PatchbayProcess {
  return startPatchbay(['run', 'notes', '--secrets', secrets, '--allow-local', '--format', 'json'], { cwd: workspace.folder, env: workspace.env, old });
}

const lastLine = (text: string): unknown => JSON.parse(text.trimEnd().split('\n').at(-1) ?? 'null');

describe.each([{ name: 'a Node that becomes the other', old: false }, { name: 'a Node that starts the other', old: true }])('bin/patchbay on $name', ({ old }) => {
  it('passes output and exit codes on', async () => {
    const given = await shopWorkspace();
    const run = runNotes(given, old);
    expect(await run.ended).toBe(0);
    expect(lastLine(run.out())).toMatchObject({ type: 'run.finished', status: 'succeeded', read: 5, filtered: 1, completed: 4, sent: 4 });
    const wrong = startPatchbay(['run', 'note'], { cwd: given.workspace.folder, env: given.workspace.env, old });
    expect(await wrong.ended).toBe(2);
    expect(wrong.err()).toContain("Did you mean 'notes'?");
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops at a safe point on %s, with code 4', async (signal) => {
    const given = await shopWorkspace();
    const asked = gate();
    const answer = gate();
    given.shop.before = async ({ target }) => {
      if (!target.includes('page=2')) return;
      asked.open();
      await answer.passed;
    };
    const run = runNotes(given, old);
    await asked.passed;
    run.child.kill(signal);
    await run.says('Stopping at a safe point');
    answer.open();
    expect(await run.ended).toBe(4);
    expect(lastLine(run.out())).toMatchObject({ type: 'run.finished', status: 'stopped' });
  });

  it('is killed by the second signal, while a send is under way', async () => {
    const given = await shopWorkspace();
    const asked = gate();
    given.shop.before = ({ method }) => {
      if (method !== 'POST') return undefined;
      asked.open();
      return new Promise<void>(() => {});
    };
    const run = runNotes(given, old);
    await asked.passed;
    run.child.kill('SIGINT');
    await run.says('Stopping at a safe point');
    run.child.kill('SIGINT');
    expect(await run.ended).toBe('SIGINT');
  });
});

describe.skipIf(process.platform === 'win32')('what bin/patchbay keeps of compiled code, which it runs', () => {
  function start(env: Record<string, string>): string {
    const folder = mkdtempSync(join(tmpdir(), 'patchbay-cache-'));
    onTestFinished(() => { rmSync(folder, { recursive: true, force: true }); });
    mkdirSync(join(folder, 'open', 'cache', 'code'), { recursive: true });
    chmodSync(join(folder, 'open', 'cache', 'code'), 0o777);
    const filled = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replace('{folder}', folder)]));
    const { status, stderr } = spawnSync('sh', ['-c', 'umask 0; exec "$@"', 'sh', process.execPath, launcher, '--version'], { cwd: folder, env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...filled }, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return folder;
  }
  const entries = (...path: string[]): string[] => readdirSync(join(...path));

  it('is for its owner alone, whatever the umask', () => {
    const folder = start({ PATCHBAY_HOME: '{folder}/home' });
    expect(entries(folder, 'home/cache/code')).toHaveLength(1);
    for (const path of ['home', 'home/cache', 'home/cache/code']) expect(statSync(join(folder, path)).mode & 0o777).toBe(0o700);
  });

  it('is not taken from a folder in which others can write', () => {
    expect(entries(start({ PATCHBAY_HOME: '{folder}/open' }), 'open/cache/code')).toEqual([]);
  });

  it.each(['PATCHBAY_HOME', 'XDG_CACHE_HOME'])('is not taken from the folder in which one stands: %s', (name) => {
    const folder = start({ [name]: 'below' });
    expect(entries(folder)).not.toContain('below');
    expect(entries(folder, '.cache/patchbay/code')).toHaveLength(1);
  });
});

describe('bin/patchbay', () => {
  it('says what to do where it is not built', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'patchbay-unbuilt-'));
    onTestFinished(() => { rmSync(folder, { recursive: true, force: true }); });
    mkdirSync(join(folder, 'bin'));
    copyFileSync(launcher, join(folder, 'bin/patchbay'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const process = startPatchbay(['--version'], { cwd: folder, env: {}, launcher: join(folder, 'bin/patchbay') });
    expect(await process.ended).toBe(2);
    expect(process.err()).toContain('npm install && npm run build');
  });

  it('leaves no run behind when the launcher of an old Node is killed', async () => {
    const given = await shopWorkspace();
    const asked = gate();
    const answer = gate();
    given.shop.before = async ({ target }) => {
      if (!target.includes('page=2')) return;
      asked.open();
      await answer.passed;
    };
    const run = runNotes(given, true);
    await asked.passed;
    run.child.kill('SIGKILL');
    await run.says('Stopping at a safe point');
    answer.open();
    // The pipes close when the last process that holds them has ended.
    expect(await run.ended).toBe('SIGKILL');
    expect(lastLine(run.out())).toMatchObject({ type: 'run.finished', status: 'stopped' });
  });

  it('ends well when nobody reads on', async () => {
    const { workspace, secrets } = await shopWorkspace();
    const call = startPatchbay(['call', 'main.listOrders', '--secrets', secrets, '--allow-local', '--format', 'json'], { cwd: workspace.folder, env: workspace.env });
    call.child.stdout?.destroy();
    expect(await call.ended).toBe(4);
    expect(call.err()).not.toContain('EPIPE');
  });

  it('keeps a secret of the file out of command lines, environments, output and every file it writes', async () => {
    const given = await shopWorkspace();
    const asked = gate();
    const answer = gate();
    given.shop.before = async ({ method }) => {
      if (method !== 'POST') return;
      asked.open();
      await answer.passed;
    };
    const run = runNotes(given);
    await asked.passed;
    const seen = ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${run.child.pid}/${file}`, 'latin1')).join('');
    answer.open();
    expect(await run.ended).toBe(0);
    const home = given.workspace.env['PATCHBAY_HOME']!;
    const written = [given.workspace.folder, home].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
      .filter((path) => statSync(path).isFile());
    expect(written.some((path) => path.endsWith('state.db'))).toBe(true);
    const everything = [seen, run.out(), run.err(), ...written.map((path) => readFileSync(path, 'latin1'))];
    for (const text of everything) expect(text.includes(given.shop.token)).toBe(false);
  });

  it('is a language server with lsp --stdio', async () => {
    const workspace = createWorkspace();
    const { spawn } = await import('node:child_process');
    const child = spawn(process.execPath, [launcher, 'lsp', '--stdio'], { cwd: workspace.folder, env: { PATH: process.env['PATH'] ?? '', ...workspace.env }, stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => { child.kill('SIGKILL'); });
    const send = (message: object): void => {
      const text = JSON.stringify({ jsonrpc: '2.0', ...message });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    };
    const answered = new Promise<string>((resolve) => {
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (text.includes('"id":1')) resolve(text);
      });
    });
    send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    expect(await answered).toContain('"capabilities"');
    send({ id: 2, method: 'shutdown' });
    send({ method: 'exit' });
    expect(await new Promise((resolve) => { child.on('exit', resolve); })).toBe(0);
  });
});
