import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text as textOfStream } from 'node:stream/consumers';
import { build } from 'esbuild';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint, Plan, Rule } from '#plan';
import { openHistory, type History } from '../../../runtime/engine/journal/history.ts';
import type { RunResult } from '../../../runtime/engine/contract.ts';
import { at, binary, duration, integer, lambda, method, object, path, text } from './support/expressions.ts';
import { startMovingService, type MovingService } from './support/moving-service.ts';
import { connector, fromEndpoint, listEndpoint, planOf, sendEndpoint, type Draft } from './support/plans.ts';
import { newFolder } from './support/run.ts';

const items = 1500;
/** Every so many items is refused by the flow itself. */
const refused = 500;

/** The child as one file: reading the sources one by one takes a second of each of many starts. */
const childFile = newFolder('run-child.mjs');
beforeAll(async () => {
  await build({ entryPoints: [join(import.meta.dirname, 'support/run-child.ts')], outfile: childFile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error', banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" } });
});

let service: MovingService | undefined;
const children = new Set<ChildProcess>();
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  await service?.close();
});

const again: Rule = { on: [{ low: 500, high: 599 }, 'network'], action: { kind: 'retry', times: 5, backoff: { from: duration('1ms'), to: duration('5ms') } }, at };
const keyed: Partial<Endpoint> = {
  repeat: { kind: 'key', slot: { in: 'header', path: ['Idempotency-Key'] } },
  request: {
    method: 'POST', path: text('/batches'), query: [], redirect: 'follow', decode: 'json', body: { format: 'json', value: path('data', 'param') },
    headers: [object({ 'Idempotency-Key': path('request.idempotencyKey', 'response') })],
  },
};
const keep: Draft = { kind: 'assert', condition: binary(binary(path('item.id'), '%', integer(refused)), '!=', integer(0)), message: text('not this one') };
const dedupe: Draft = { kind: 'dedupe', key: path('item.id') };
const save: Draft = { kind: 'send', call: { use: 'shop', endpoint: 'items', args: { data: path('item') }, at } };
const saveBatches: Draft[] = [
  { kind: 'batch', size: integer(50), as: 'all', names: ['item'] },
  { kind: 'send', call: { use: 'shop', endpoint: 'batches', args: { data: method(path('all'), 'array', 'map', lambda(['x'], path('x.item', 'local'))) }, at } },
];

/** A flow over a service, in a state folder of its own. */
function setUp(steps: Draft[], { base }: MovingService): { start(): ChildProcess; toTheEnd(): Promise<Pick<RunResult, 'counts' | 'status'>>; history(): History } {
  const source = listEndpoint('items', { rules: [again] });
  const endpoints = [{ ...source, name: 'list' }, sendEndpoint('items', { rules: [again] }), sendEndpoint('batches', { ...keyed, rules: [again] })];
  const plan: Plan = planOf([], { source: fromEndpoint('list', 'item'), steps }, { connectors: { store: connector('store', endpoints, { base: text(base) }) } });
  const planFile = newFolder('plan.json');
  const stateFolder = newFolder();
  writeFileSync(planFile, JSON.stringify(plan));
  const start = (): ChildProcess => {
    const child = spawn(process.execPath, [childFile, planFile, stateFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.add(child);
    return child;
  };
  return {
    start,
    async toTheEnd() {
      const child = start();
      return JSON.parse(await textOfStream(child.stdout as NonNullable<typeof child.stdout>)) as RunResult;
    },
    history() {
      const history = openHistory(stateFolder);
      if (history === undefined) throw new Error('there is no state');
      return history;
    },
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Waits for what another process writes. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise<void>((resolve) => void setTimeout(resolve, 5));
}

function expectEachOnce({ effects }: MovingService): void {
  const wanted = Array.from({ length: items }, (_, index) => index + 1).filter((id) => id % refused !== 0);
  expect([...effects.keys()].toSorted((a, b) => a - b)).toEqual(wanted);
  expect([...effects].filter(([, count]) => count !== 1)).toEqual([]);
}

describe.each([
  ['records that are upserted, once each by dedupe', [dedupe, keep, save], true],
  ['batches with an idempotency key, deduplicated', [dedupe, keep, ...saveBatches], true],
  ['batches with an idempotency key alone', [keep, ...saveBatches], false],
] as const)('%s', (_name, steps, deduplicates) => {
  test('survive a kill when the sink has applied and not answered', async () => {
    service = await startMovingService({ items, perPage: 100 });
    const { start, toTheEnd, history } = setUp([...steps], service);
    for (const request of [1, 7, 12]) {
      const held = service.holdAnswer(request);
      const child = start();
      await held;
      await kill(child);
    }
    const last = await toTheEnd();
    expect(last.status).toBe('partial');
    expectEachOnce(service);
    const kept = history();
    expect(kept.runs().map(({ status, error }) => [status, error?.code])).toEqual([['partial', undefined], ...Array.from({ length: 3 }, () => ['failed', 'run-lost'])]);
    if (deduplicates) expect(kept.claims()).toEqual([expect.objectContaining({ held: 0, done: items - items / refused, inDoubt: 0 })]);
    kept.close();
  });

  test('survive kills at random, while every seventh request is answered with 503', async () => {
    service = await startMovingService({ items, perPage: 100, failEvery: 7 });
    const { start, toTheEnd } = setUp([...steps], service);
    for (let round = 0; round < 4; round++) {
      const child = start();
      const target = service.requests() + 1 + Math.floor(Math.random() * 30);
      await until(() => (service?.requests() ?? 0) >= target || child.exitCode !== null);
      await kill(child);
    }
    const last = await toTheEnd();
    expect(last.counts.rejected).toBe(items / refused);
    expectEachOnce(service);
  });
});

test('a killed run leaves its row, its claims and its rejects, and the next one takes the claims over', async () => {
  service = await startMovingService({ items, perPage: 100 });
  const { start, toTheEnd, history } = setUp([dedupe, keep, save], service);
  const held = service.holdAnswer(1100);
  const child = start();
  await held;
  const kept = history();
  // What got through before is written within a fifth of a second.
  await until(() => kept.rejects(kept.runs()[0]?.id ?? '').length >= 2 && (kept.claims()[0]?.done ?? 0) >= 1000);
  await kill(child);

  const [run] = kept.runs();
  expect(run).toMatchObject({ status: 'running', flow: 'sync' });
  const { read, expanded, filtered, deduplicated, completed, rejected, inDoubt } = run?.counts ?? { read: -1, expanded: 0, filtered: 0, deduplicated: 0, completed: 0, rejected: 0, inDoubt: 0 };
  expect(read + expanded).toBe(filtered + deduplicated + completed + rejected + inDoubt);
  expect(kept.rejects(run?.id ?? '')[0]).toMatchObject({ step: '2', error: { code: 'assertion-failed', file: 'sync.flow' }, values: '{"item":{"id":500,"name":"item 500"}}' });
  const done = kept.claims()[0]?.done ?? 0;
  expect(kept.claims()[0]?.held).toBeGreaterThan(0);

  const last = await toTheEnd();
  expect(last.counts).toMatchObject({ read: items, deduplicated: done, rejected: items / refused, completed: items - items / refused - done });
  expectEachOnce(service);
  kept.close();
});
