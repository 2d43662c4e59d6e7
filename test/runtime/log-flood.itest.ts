import { fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runnerCallbacks, runnerRequests, type RunEvent, type RunnerRequests, type RunOutcome } from '#runner/protocol';
import { usageOf } from '../bench/process-tree.ts';
import { launcher, root } from '../cli/process.ts';
import { createWorkspace, type TestWorkspace } from '../cli/workspace.ts';
import { loopback } from '../support/loopback.ts';

// 1,000 records with a text of 4 KB and 55 lines each, a line of log for every one of them.
const pages = 10;
const onePage = 100;
const linesOfRecord = 55;
const lines = pages * onePage * linesOfRecord;
const text = 'x'.repeat(4000);
const megabyte = 2 ** 20;
/** A run without any log has about 120 MB. */
const most = 200 * megabyte;

const connector = `connector flood {
  version 1.0.0
  hosts [url]
  base url
  settings { url: string }
  entity Record { id: integer @key, text: string, lines: integer[] }
  endpoint listRecords(): Record[] {
    GET '/records'
    paginate page query.page from 1 size query.size = ${onePage}
    records body
  }
}
`;
const flow = `flow flood {
  use source = flood.main
  from source.listRecords() as record
  each record.lines as line
  log info "{record.id}/{line} {record.text}"
}
`;

async function floodWorkspace(): Promise<TestWorkspace> {
  const server = await loopback((request) => {
    const page = Number(new URL(request.target, 'http://localhost').searchParams.get('page'));
    const records = page > pages ? [] : Array.from({ length: onePage }, (_record, index) => ({
      id: page * onePage + index, text, lines: Array.from({ length: linesOfRecord }, (_line, line) => line),
    }));
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(records) };
  });
  return createWorkspace({
    'flood.connector': connector,
    'flood.flow': flow,
    'patchbay.json': JSON.stringify({ instances: { main: { connector: 'flood', settings: { url: `http://127.0.0.1:${server.port}` } } } }),
  });
}

describe.runIf(process.platform === 'linux')('a log of more than 200 MB that is read slowly', () => {
  it.each(['text', 'json'])('stands in no memory of the command line (%s)', async (format) => {
    const { folder, env } = await floodWorkspace();
    const child = spawn(process.execPath, [launcher, 'run', 'flood', '--allow-local', '--format', format], { cwd: folder, env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => { child.kill('SIGKILL'); });
    let bytes = 0;
    let peak = 0;
    let end = '';
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      end = (end + chunk.toString('latin1')).slice(-1000);
      peak = Math.max(peak, usageOf(child.pid as number)?.peakRssBytes ?? 0);
      await after(1);
    }
    expect(bytes).toBeGreaterThan(200 * megabyte);
    expect(end).toContain(format === 'json' ? '"status":"succeeded"' : 'succeeded: 1000 read');
    expect(peak).toBeGreaterThan(0);
    expect(peak).toBeLessThan(most);
  });

  it('stands in no memory of the runner', async () => {
    const { folder, env } = await floodWorkspace();
    const child = fork(join(root, 'dist/runner.cjs'), ['run'], { env, execArgv: ['--max-semi-space-size=4'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    onTestFinished(() => { child.kill('SIGKILL'); });
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    const pause = new Int32Array(new SharedArrayBuffer(4));
    let logged = 0;
    connection.onNotification(runnerCallbacks.event, (event: RunEvent) => {
      if (event.type !== 'log') return;
      logged += 1;
      // As an editor that has something else to do: nothing is taken from the channel meanwhile.
      if (logged % 50 === 0) Atomics.wait(pause, 0, 0, 5);
    });
    connection.onRequest(runnerCallbacks.caughtUp, () => null);
    connection.listen();
    const params: RunnerRequests['run']['params'] = { workspace: folder, allowLocal: true, trustedHosts: [], flow: 'flood', file: 'flood.flow', inputs: {}, dryRun: false };
    const outcome = await connection.sendRequest<RunOutcome>(runnerRequests.run, params);
    const peak = usageOf(child.pid as number)?.peakRssBytes ?? 0;
    expect(outcome).toMatchObject({ status: 'succeeded', counts: { read: pages * onePage, completed: lines } });
    expect(logged).toBe(lines);
    expect(peak).toBeGreaterThan(0);
    expect(peak).toBeLessThan(most);
  });
});
