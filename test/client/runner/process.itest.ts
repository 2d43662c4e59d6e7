import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunEvent, SecretRequest } from '#runner/protocol';
import { type RunnerProcess, startRunner } from '../../../client/runner/process.ts';

// A runner that does what the flow's name says.
const program = `
const { createMessageConnection, IPCMessageReader, IPCMessageWriter } = require(${JSON.stringify(createRequire(import.meta.url).resolve('vscode-jsonrpc/node'))});
const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
let cancelled = () => {};
connection.onNotification('run/cancel', () => cancelled());
connection.onRequest('run/start', async ({ flow }) => {
  connection.sendNotification('run/event', { type: 'track', value: process.argv[2] });
  if (flow === 'crash') process.exit(7);
  if (flow === 'deaf') { setInterval(() => {}, 1000); return new Promise(() => {}); }
  if (flow === 'cancel') { await new Promise((resolve) => { cancelled = resolve; }); return { status: 'stopped' }; }
  if (flow === 'secret') return { status: 'succeeded', run: JSON.stringify(await connection.sendRequest('secret/get', { name: 'token' })) };
  return { status: 'succeeded', run: JSON.stringify({ options: process.env.NODE_OPTIONS ?? null, cache: process.env.NODE_COMPILE_CACHE, argv: process.execArgv }) };
});
connection.listen();
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-runner-'));
  writeFileSync(join(folder, 'runner.cjs'), program);
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(gracePeriodMs = 10_000) {
  const events: RunEvent[] = [];
  const asked: SecretRequest[] = [];
  const runner = startRunner({
    module: join(folder, 'runner.cjs'), mode: 'run', gracePeriodMs, compileCache: join(folder, 'compiled'),
    onEvent: (event) => events.push(event),
    onSecret: async (request) => { asked.push(request); return { value: 'a-canary' }; },
    onOutput: () => undefined,
  });
  return { runner, events, asked };
}
const run = (runner: RunnerProcess, flow: string) => runner.request('run', { workspace: '/w', allowLocal: false, trustedHosts: [], flow, file: 'x.flow', inputs: {}, dryRun: false });

test('the process is told its mode, has a small young generation, a folder for compiled code, and none of our NODE_OPTIONS', async () => {
  process.env['NODE_OPTIONS'] = '';
  const { runner, events } = start();
  const outcome = await run(runner, 'well');
  delete process.env['NODE_OPTIONS'];
  expect(outcome).toEqual({ status: 'succeeded', run: JSON.stringify({ options: null, cache: join(folder, 'compiled'), argv: ['--max-semi-space-size=4'] }) });
  expect(events).toEqual([{ type: 'track', value: 'run' }]);
  runner.dispose();
  await runner.ended;
});

test('a secret crosses the channel when it is asked for', async () => {
  const { runner, asked } = start();
  expect(await run(runner, 'secret')).toMatchObject({ run: '{"value":"a-canary"}' });
  expect(asked).toEqual([{ name: 'token' }]);
  runner.dispose();
  await runner.ended;
});

test('a process that dies does not leave its caller waiting', async () => {
  const { runner } = start();
  await expect(run(runner, 'crash')).rejects.toThrow('The runner process ended before it answered (exit code 7).');
  await runner.ended;
});

test('cancelling asks, and the run answers', async () => {
  const { runner, events } = start();
  const outcome = run(runner, 'cancel');
  await expect.poll(() => events.length, { timeout: 30_000 }).toBe(1);
  runner.cancel();
  expect(await outcome).toEqual({ status: 'stopped' });
  runner.dispose();
  await runner.ended;
});

test('a run that does not react to being cancelled is ended after the grace period', async () => {
  const { runner, events } = start(50);
  const outcome = run(runner, 'deaf');
  await expect.poll(() => events.length, { timeout: 30_000 }).toBe(1);
  runner.cancel();
  await expect(outcome).rejects.toThrow('SIGKILL');
});
