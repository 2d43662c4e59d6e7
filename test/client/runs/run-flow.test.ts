import { expect, test } from 'vitest';
import type { ReportedError, RunCounts, RunEvent } from '#runner/protocol';
import { openRunLog } from '../../../client/runs/run-log.ts';
import { openRunProblems } from '../../../client/runs/run-problems.ts';
import { runFlow } from '../../../client/runs/run-flow.ts';
import { type FakeOptions, fakeHost } from '../support/host.ts';
import { type FakeServers, fakeServices, field, flow } from '../support/services.ts';

const counts: RunCounts = { read: 3, expanded: 0, filtered: 1, deduplicated: 0, completed: 2, rejected: 0, inDoubt: 0, sent: 2 };
const orders = flow('paidOrders');
const error: ReportedError = { code: 'http-status', message: 'The ledger answered 422.', file: 'orders.flow', range: { line: 5, column: 3, endLine: 5, endColumn: 20 } };

function setup(servers: FakeServers, options: FakeOptions = {}) {
  const window = fakeHost({ files: { 'orders.flow': 'flow paidOrders {}' }, ...options });
  const services = fakeServices(window, { model: { flows: [orders] }, ...servers });
  const surface = { log: openRunLog(window.host), problems: openRunProblems(window.host) };
  return { window, milestones: services.milestones, start: (dryRun = false) => runFlow(services, surface, undefined, dryRun) };
}

test('the only flow runs without a question; log and message say what it did', async () => {
  const events: RunEvent[] = [
    { type: 'run.started', flow: 'paidOrders', run: 'r1', at: '2026-01-01T00:00:00Z' },
    { type: 'log', level: 'info', text: 'Order 1001', file: 'orders.flow', line: 4 },
    { type: 'run.progress', counts },
    { type: 'run.finished', status: 'succeeded', flow: 'paidOrders', run: 'r1', durationMs: 1500, ...counts },
  ];
  const { window, milestones, start } = setup({ run: async (params, emit) => {
    expect(params).toEqual({ workspace: '/work', allowLocal: false, trustedHosts: [], flow: 'paidOrders', file: 'orders.flow', inputs: {}, dryRun: false });
    events.forEach(emit);
    return { status: 'succeeded', run: 'r1', counts, durationMs: 1500 };
  } });
  await start();
  expect(window.output.map((line) => line.replace(/^[\d:.]+ /, ''))).toEqual([
    '▶ paidOrders started (run r1)',
    '  info       Order 1001  (orders.flow:4)',
    '■ paidOrders succeeded after 1.5 s: 3 read, 1 filtered, 2 completed, 2 sent',
  ]);
  expect(milestones).toEqual(['run']);
  expect(window.shown).toMatchObject([{ kind: 'info', message: 'paidOrders succeeded: 3 read, 1 filtered, 2 completed, 2 sent' }]);
});

test('inputs without a default are asked for, the others are not', async () => {
  const asked = flow('paidOrders', { inputs: [field('minimum', { type: 'decimal' }), field('region', { required: true, default: 'eu' })] });
  const { start } = setup({
    model: { flows: [asked] },
    checkValue: ({ value }) => ({ value: Number(value) }),
    run: async ({ inputs }) => {
      expect(inputs).toEqual({ minimum: 12 });
      return { status: 'succeeded', run: 'r1', counts, durationMs: 1 };
    },
  }, { answers: ['12'] });
  expect(await start()).toMatchObject({ status: 'succeeded' });
});

test('an error stands at its line until the file is edited', async () => {
  const { window, start } = setup({ run: async () => ({ status: 'failed', run: 'r1', counts, durationMs: 1, error }) });
  await start();
  expect(window.shown).toMatchObject([{ kind: 'error', message: 'paidOrders failed: The ledger answered 422. (orders.flow:5)' }]);
  expect(window.diagnostics.get('/work/orders.flow')).toMatchObject([{ message: 'The ledger answered 422.', range: { start: { line: 4, character: 2 }, end: { line: 4, character: 19 } } }]);
  const document = await window.host.vscode.workspace.openTextDocument(window.host.vscode.Uri.file('/work/orders.flow'));
  window.changedText.fire({ document: document as never, contentChanges: [] });
  expect(window.diagnostics.size).toBe(1);
  window.changedText.fire({ document: document as never, contentChanges: [{}] });
  expect(window.diagnostics.size).toBe(0);
});

test('the next run takes the error of the last one away', async () => {
  let runs = 0;
  const { window, start } = setup({ run: async () => {
    runs += 1;
    return runs === 1 ? { status: 'failed', run: 'r1', counts, durationMs: 1, error } : { status: 'succeeded', run: 'r2', counts, durationMs: 1 };
  } });
  await start();
  await start();
  expect(window.diagnostics.size).toBe(0);
});

test('a flow with errors does not run, and the message says which', async () => {
  const refused = [error, { ...error, message: 'Another one.' }];
  const { window, start } = setup({ run: async () => ({ refused }) });
  await start();
  expect(window.shown).toMatchObject([{ kind: 'error', message: 'paidOrders does not run: The ledger answered 422. (orders.flow:5) (and 1 more)' }]);
  expect(window.output.join('\n')).toContain('Another one.');
});

test('cancelling reaches the process', async () => {
  const { window, start } = setup({ run: async (_params, _emit, cancelled) => {
    setImmediate(() => window.cancel.fire());
    await cancelled;
    return { status: 'stopped', run: 'r1', counts, durationMs: 1 };
  } });
  expect(await start()).toMatchObject({ status: 'stopped' });
  expect(window.shown).toMatchObject([{ kind: 'warning' }]);
});

test('consents come from the settings of the machine', async () => {
  const { start } = setup({ run: async ({ allowLocal, trustedHosts }) => {
    expect([allowLocal, trustedHosts]).toEqual([true, ['intranet.acme.example']]);
    return { status: 'succeeded', run: 'r1', counts, durationMs: 1 };
  } }, { settings: { allowLocal: true, trustedHosts: ['intranet.acme.example'] } });
  expect(await start()).toMatchObject({ status: 'succeeded' });
});

test('in restricted mode nothing runs', async () => {
  let ran = false;
  const { start } = setup({ run: async () => { ran = true; return { refused: [] }; } }, { trusted: false });
  await expect(start()).rejects.toThrow('Restricted Mode');
  expect(ran).toBe(false);
});

test('an incremental first run asks from when on, and runs from there', async () => {
  const { window, start } = setup({ run: async ({ since }) => since === undefined
    ? { refused: [{ code: 'no-start', message: 'Nothing says from when on.' }] }
    : { status: 'succeeded', run: since, counts, durationMs: 1 } }, { answers: ['2026-01-31'] });
  expect(await start()).toMatchObject({ status: 'succeeded', run: '2026-01-31' });
  expect(window.shown).toMatchObject([{ kind: 'info' }]);
});

test('what only the person of this machine may allow leads to the settings, not to a command line', async () => {
  const refused = { code: 'address-refused', message: '127.0.0.1:80 leads to a local address.', remedy: 'Allow it: `patchbay trust add 127.0.0.1:80`' };
  const { window, start } = setup({ run: async () => ({ status: 'failed', run: 'r1', counts, durationMs: 1, error: refused }) }, { press: () => 'Open Settings' });
  await start();
  expect(window.shown).toMatchObject([{ message: 'paidOrders failed: 127.0.0.1:80 leads to a local address. Only you can allow that, in your own settings of this machine.' }]);
  await expect.poll(() => window.executed).toMatchObject([{ command: 'workbench.action.openSettings', args: ['patchbay.allowLocal patchbay.trustedHosts'] }]);
});
