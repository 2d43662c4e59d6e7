import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  clientNotifications, runnerCallbacks, runnerRequests, type RunEvent, type RunnerRequests, type SecretAnswer, type SecretRequest,
} from '#runner/protocol';
import { root } from '../cli/process.ts';
import { createWorkspace, shopFiles, startShop, type Shop, type TestWorkspace } from '../cli/workspace.ts';

interface Runner {
  child: ChildProcess;
  events: RunEvent[];
  asked: SecretRequest[];
  request<M extends keyof RunnerRequests>(method: M, params: Omit<RunnerRequests[M]['params'], 'workspace' | 'allowLocal' | 'trustedHosts'>): Promise<RunnerRequests[M]['result']>;
  cancel(): void;
  ended: Promise<number | NodeJS.Signals | null>;
}

/** Forks the bundled runner as the extension does; `answer` stands for its secret store. */
function startRunner(mode: 'run' | 'service', workspace: TestWorkspace, answer: (request: SecretRequest) => SecretAnswer): Runner {
  const child = fork(join(root, 'dist/runner.cjs'), [mode], { env: workspace.env, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  onTestFinished(() => { child.kill('SIGKILL'); });
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  const events: RunEvent[] = [];
  const asked: SecretRequest[] = [];
  connection.onRequest<SecretAnswer, void>(runnerCallbacks.secret, (request: SecretRequest) => {
    asked.push(request);
    return answer(request);
  });
  connection.onNotification(runnerCallbacks.event, (event: RunEvent) => { events.push(event); });
  connection.listen();
  return {
    child, events, asked,
    request: (method, params) => connection.sendRequest(runnerRequests[method], { workspace: workspace.folder, allowLocal: true, trustedHosts: [], ...params }),
    cancel: () => void connection.sendNotification(clientNotifications.cancel),
    ended: new Promise((resolve) => { child.on('exit', (code, signal) => resolve(code ?? signal)); }),
  };
}

async function shopWorkspace(): Promise<{ shop: Shop; workspace: TestWorkspace }> {
  const shop = await startShop();
  return { shop, workspace: createWorkspace(shopFiles(shop.port)) };
}

/** Holds the answer of the second page until it is opened. */
function holdSecondPage(shop: Shop): { asked: Promise<void>; answer: () => void } {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  shop.before = async ({ target }) => {
    if (!target.includes('page=2')) return;
    asked.resolve();
    await answer.promise;
  };
  return { asked: asked.promise, answer: answer.resolve };
}

describe('a runner of one run', () => {
  it('asks for secrets over the channel, tells events, and answers with the counts', async () => {
    const { shop, workspace } = await shopWorkspace();
    const runner = startRunner('run', workspace, () => ({ value: shop.token }));
    const outcome = await runner.request('run', { flow: 'notes', file: 'orders.flow', inputs: { least: 30 }, dryRun: false });
    expect(outcome).toMatchObject({ status: 'succeeded', counts: { read: 5, filtered: 3, completed: 2, sent: 2 } });
    expect(runner.asked).toEqual([{
      instance: 'main', name: 'apiToken', optional: false, bundled: false, destination: { origins: [`http://127.0.0.1:${shop.port}`], hash: expect.stringMatching(/^[0-9a-f]{64}$/u) },
    }]);
    expect(runner.events.map(({ type }) => type)).toEqual(expect.arrayContaining(['run.started', 'log', 'page', 'run.finished']));
    expect(runner.events.at(-1)).toMatchObject({ type: 'run.finished', status: 'succeeded' });
    runner.child.disconnect();
    expect(await runner.ended).toBe(0);
    const written = readdirSync(workspace.folder, { recursive: true, encoding: 'utf8' }).map((name) => join(workspace.folder, name)).filter((path) => statSync(path).isFile());
    expect(existsSync(join(workspace.folder, '.patchbay/state.db'))).toBe(true);
    for (const path of written) expect(readFileSync(path, 'latin1').includes(shop.token)).toBe(false);
  });

  it('refuses a flow with errors, with each place', async () => {
    const { shop, workspace } = await shopWorkspace();
    workspace.write({ 'orders.flow': workspace.read('orders.flow').replace('order.paid', 'order.payd') });
    const runner = startRunner('run', workspace, () => ({ value: shop.token }));
    const outcome = await runner.request('run', { flow: 'notes', file: 'orders.flow', inputs: {}, dryRun: false });
    expect(outcome).toEqual({ refused: [expect.objectContaining({ flow: 'notes', file: 'orders.flow', range: { line: 6, column: 16, endLine: 6, endColumn: 20 }, message: expect.stringContaining('payd') })] });
    expect(shop.connections()).toBe(0);
  });

  it('fails as the client says where a secret is not released, and connects to nobody', async () => {
    const { shop, workspace } = await shopWorkspace();
    const runner = startRunner('run', workspace, () => ({ refused: { code: 'destination-changed', message: 'They were entered for another host.', remedy: 'Enter them again.' } }));
    const outcome = await runner.request('run', { flow: 'notes', file: 'orders.flow', inputs: {}, dryRun: false });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'destination-changed', message: 'They were entered for another host.', remedy: 'Enter them again.' } });
    expect(shop.connections()).toBe(0);
  });

  it('stops at a safe point when the client asks', async () => {
    const { shop, workspace } = await shopWorkspace();
    const page = holdSecondPage(shop);
    const runner = startRunner('run', workspace, () => ({ value: shop.token }));
    const outcome = runner.request('run', { flow: 'notes', file: 'orders.flow', inputs: {}, dryRun: false });
    await page.asked;
    runner.cancel();
    page.answer();
    expect(await outcome).toMatchObject({ status: 'stopped' });
  });

  it('stops at a safe point and ends when the channel is lost', async () => {
    const { shop, workspace } = await shopWorkspace();
    const page = holdSecondPage(shop);
    const runner = startRunner('run', workspace, () => ({ value: shop.token }));
    void runner.request('run', { flow: 'notes', file: 'orders.flow', inputs: {}, dryRun: false }).catch(() => undefined);
    await page.asked;
    runner.child.disconnect();
    page.answer();
    expect(await runner.ended).toBe(0);
    const after = startRunner('run', workspace, () => ({ value: shop.token }));
    expect(await after.request('run', { flow: 'notes', file: 'orders.flow', inputs: {}, dryRun: false })).toMatchObject({ status: 'succeeded' });
  });
});

describe('the runner of a window', () => {
  it('tries an instance and says what came', async () => {
    const { shop, workspace } = await shopWorkspace();
    const runner = startRunner('service', workspace, () => ({ value: shop.token }));
    expect(await runner.request('check', { instance: 'main' })).toEqual({ ok: true, text: 'ping answered: id 7, name "Acme"' });
    expect(await runner.request('call', { instance: 'main', endpoint: 'listOrders', args: {}, limit: 2 })).toEqual({ records: [expect.stringContaining('"name":"#1"'), expect.stringContaining('"name":"#2"')] });
  });

  it.each([
    ['a wrong secret', { value: 'not-the-token-of-the-shop' }, { code: expect.any(String), status: 401 }],
    ['a missing one', { refused: { code: 'missing-secret', message: 'It is not set.' } }, { code: 'missing-secret', message: 'It is not set.' }],
  ] as const)('says what is wrong with %s', async (_, answer, error) => {
    const { workspace } = await shopWorkspace();
    const runner = startRunner('service', workspace, () => answer);
    expect(await runner.request('check', { instance: 'main' })).toMatchObject({ ok: false, error });
  });

  it('says so for an instance or a check that is not there', async () => {
    const { workspace } = await shopWorkspace();
    const runner = startRunner('service', workspace, () => ({ value: null }));
    expect(await runner.request('check', { instance: 'mian' })).toMatchObject({ ok: false, error: { code: 'unknown-instance' } });
    workspace.write({ 'shop.connector': workspace.read('shop.connector').replace('check ping', '') });
    expect(await runner.request('check', { instance: 'main' })).toMatchObject({ ok: false, error: { code: 'no-check' } });
  });

  it('tells where secrets would go, without asking for one or connecting', async () => {
    const { shop, workspace } = await shopWorkspace();
    const runner = startRunner('service', workspace, () => ({ value: shop.token }));
    const before = await runner.request('destination', { instance: 'main' });
    expect(before).toEqual({ origins: [`http://127.0.0.1:${shop.port}`], hash: expect.any(String) });
    workspace.write({ 'shop.connector': workspace.read('shop.connector').replace("header 'X-Token': apiToken", "header 'X-Other': apiToken") });
    const after = await runner.request('destination', { instance: 'main' });
    expect(after).not.toEqual(before);
    expect(await runner.request('destination', { instance: 'nobody' })).toMatchObject({ problem: { code: 'unknown-instance' } });
    expect([runner.asked, shop.connections()]).toEqual([[], 0]);
  });

  it('computes installing and uninstalling, and writes nothing', async () => {
    const workspace = createWorkspace();
    const runner = startRunner('service', workspace, () => ({ value: null }));
    const packages = await runner.request('packages', {});
    expect(packages.find(({ name }) => name === 'shopify')).toMatchObject({ title: 'Shopify', version: '1.0.0', category: 'E-commerce' });
    const install = await runner.request('install', { name: 'shopify' });
    expect('edits' in install && install.edits.map(({ path, before }) => [path, before])).toEqual([
      ['connectors/shopify.connector', null], ['patchbay.json', null], ['patchbay.lock', null], ['.patchbay/.gitignore', null],
    ]);
    expect(readdirSync(workspace.folder)).toEqual([]);
    if ('edits' in install) workspace.write(Object.fromEntries(install.edits.map(({ path, after }) => [path, after ?? ''])));
    expect((await runner.request('packages', {})).find(({ name }) => name === 'shopify')).toMatchObject({ installed: '1.0.0', modified: false, file: 'connectors/shopify.connector' });
    expect(await runner.request('uninstall', { name: 'netsuite' })).toMatchObject({ refused: expect.stringContaining('not installed') });
    expect(await runner.request('install', { name: 'nonsense' })).toMatchObject({ refused: expect.stringContaining("no connector 'nonsense'") });
  });

  it('ends with its channel', async () => {
    const runner = startRunner('service', createWorkspace(), () => ({ value: null }));
    await runner.request('packages', {});
    runner.child.disconnect();
    expect(await runner.ended).toBe(0);
  });
});

describe('the runner started by hand', () => {
  it('says that it is not', async () => {
    const { spawnSync } = await import('node:child_process');
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'dist/runner.cjs'), 'run'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('use `patchbay run`')]);
  });
});
