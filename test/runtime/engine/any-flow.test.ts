import { describe, expect, test } from 'vitest';
import type { Step } from '#plan';
import { PatchbayError } from '../../../runtime/errors.ts';
import { at, binary, conditional, integer, lambda, method, object, path, rejecting, text } from './support/expressions.ts';
import { fakeNetwork } from './support/fake-network.ts';
import { fromEndpoint, listEndpoint, numbered, planOf, sendEndpoint, type Draft } from './support/plans.ts';
import { run } from './support/run.ts';

// Flows put together at random, over a network that answers in any order and refuses some. Whatever the flow: it ends, the counts add up
// (the run itself throws where they do not), and records of one key arrive in order.

/** mulberry32: the same numbers for the same seed. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return Math.floor((((value ^ (value >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const remainder = (of: string, by: number, is: number) => binary(binary(path(of), '%', integer(by)), '==', integer(is));

function drafts(pick: (below: number) => number, names: string[]): Draft[] {
  const n = 'item.n';
  const call: Draft = { kind: 'call', call: { use: 'shop', endpoint: 'find', args: { n: path(n) }, at } };
  const pool: Draft[] = [
    { kind: 'filter', condition: { op: 'unary', operator: '!', of: remainder(n, 5, pick(5)), at } },
    { kind: 'bind', word: 'let', name: 'x', value: conditional(remainder(n, 11, pick(11)), rejecting('eleven'), integer(1)) },
    { kind: 'dedupe', key: path('item.id') },
    call,
    { kind: 'each', source: { kind: 'value', value: path('item.parts') }, as: 'part' },
    { kind: 'each', source: { kind: 'endpoint', call: { use: 'shop', endpoint: 'parts', args: { n: path(n) }, at } }, as: 'piece' },
    { kind: 'each', source: { kind: 'value', value: path('item.parts') }, as: 'q', block: { steps: numbered([call, { kind: 'filter', condition: remainder('q', 2, 0) }] as Draft[], 'block.'), yield: path('q'), as: 'qs', concurrency: integer(2) } },
    { kind: 'route', all: false, cases: [{ when: remainder(n, 3, 0), steps: numbered([call]) }, { when: remainder(n, 3, 1), steps: numbered([{ kind: 'skip' }]) }] },
    { kind: 'route', all: pick(2) === 0, cases: [{ when: remainder(n, 2, 0), steps: numbered([{ kind: 'dedupe', key: path(n) }, call] as Draft[], 'case.') }, { steps: numbered([call]) }] },
  ];
  const chosen = pool.filter(() => pick(3) === 0);
  for (const draft of chosen) if (draft.kind === 'each') names.push(draft.block === undefined ? draft.as : draft.block.as);
  return chosen;
}

const last: Draft = { kind: 'send', call: { use: 'shop', endpoint: 'save', args: { data: object({ one: path('item') }) }, at } };

async function runAny(seed: number, more: { stopAfter?: number; failAt?: number } = {}) {
  const pick = random(seed);
  const before = drafts(pick, []);
  const batch: Draft[] = pick(2) === 0 ? [] : [{ kind: 'batch', size: integer(1 + pick(20)), as: 'all', names: ['item'] }];
  const send: Draft = batch.length === 0 ? last : { ...last, call: { use: 'shop', endpoint: 'save', args: { data: object({ all: method(path('all'), 'array', 'map', lambda(['x'], path('x.item', 'local'))) }) }, at } } as Draft;
  const stop = new AbortController();
  const arrived: { id: number; n: number }[] = [];
  let calls = 0;
  const plan = planOf([listEndpoint('items'), listEndpoint('parts'), listEndpoint('find'), sendEndpoint('save')], {
    source: fromEndpoint('items', 'item'), steps: [...before, ...batch, send],
    concurrency: { count: integer(1 + pick(6)) },
  });
  const answer = async (): Promise<void> => {
    calls += 1;
    if (calls === more.stopAfter) stop.abort();
    if (calls === more.failAt) throw new PatchbayError('sign-in-failed', 'no');
    for (let turns = pick(4); turns > 0; turns -= 1) await new Promise<void>((resolve) => void setImmediate(resolve));
    if (pick(25) === 0) throw new PatchbayError('http-status', 'no', { scope: 'record', inDoubt: pick(3) === 0 });
  };
  const items = Array.from({ length: 120 }, (_, n) => ({ n, id: pick(60), parts: Array.from({ length: pick(4) }, (_part, index) => index) }));
  const ran = await run(plan, fakeNetwork({
    pages: {
      * items() {
        for (let start = 0; start < items.length; start += 25) yield items.slice(start, start + 25);
      },
      async* parts() {
        await answer();
        yield [1, 2];
        yield [3];
      },
    },
    calls: {
      find: answer,
      async save({ data }) {
        const { one, all } = data as { one?: { id: number; n: number }; all?: { id: number; n: number }[] };
        arrived.push(...(all ?? [one as { id: number; n: number }]));
        await answer();
      },
    },
  }), { signal: stop.signal });
  return { ...ran, arrived, branches: before.some((draft) => isBranch(draft)), kinds: before.map(({ kind }) => kind) };
}

/** Between the cases of such a `route` no order is promised. */
function isBranch(draft: Draft): boolean {
  return draft.kind === 'route' && draft.cases.some(({ steps }) => steps.some((step: Step) => step.kind === 'dedupe'));
}

const seeds = Array.from({ length: 15 }, (_, index) => index * 3 + 1);

describe('any flow', () => {
  test.each(seeds)('ends, and keeps records of one key in order (%i)', async (seed) => {
    const { counts, status, arrived, branches, kinds } = await runAny(seed);
    const { read, expanded, filtered, deduplicated, completed, rejected, inDoubt } = counts;
    expect(read).toBe(120);
    expect(read + expanded).toBe(filtered + deduplicated + completed + rejected + inDoubt);
    expect(status).toBe(rejected + inDoubt > 0 ? 'partial' : 'succeeded');
    // A record whose first of the same id was rejected comes later than it was read.
    if (branches || kinds.includes('dedupe')) return;
    const latest = new Map<number, number>();
    for (const { id, n } of arrived) {
      expect(n).toBeGreaterThanOrEqual(latest.get(id) ?? -1);
      latest.set(id, n);
    }
  });

  test.each(seeds)('can be stopped anywhere (%i)', async (seed) => {
    const { status, counts } = await runAny(seed, { stopAfter: 1 + ((seed * 7) % 50) });
    expect(['stopped', 'succeeded', 'partial']).toContain(status);
    const { read, expanded, filtered, deduplicated, completed, rejected, inDoubt } = counts;
    expect(read + expanded).toBe(filtered + deduplicated + completed + rejected + inDoubt);
  });

  test.each(seeds)('can fail anywhere (%i)', async (seed) => {
    const { status, counts, error } = await runAny(seed, { failAt: 1 + ((seed * 5) % 40) });
    if (status === 'failed') expect(error).toMatchObject({ code: 'sign-in-failed', step: expect.any(String), file: 'sync.flow' });
    const { read, expanded, filtered, deduplicated, completed, rejected, inDoubt } = counts;
    expect(read + expanded).toBe(filtered + deduplicated + completed + rejected + inDoubt);
  });
});

test('a flow that stops after so many rejected ends while batches are under way', async () => {
  const ran = await run(planOf([listEndpoint('items'), sendEndpoint('find'), sendEndpoint('save')], {
    source: fromEndpoint('items', 'item'), stopAfterRejected: 3,
    steps: [{ kind: 'call', call: { use: 'shop', endpoint: 'find', args: {}, at } }, { kind: 'assert', condition: binary(path('item.n'), '<', integer(4)), message: text('large') }, { kind: 'batch', size: integer(2), as: 'all', names: ['item'] }, last],
  }), fakeNetwork({ pages: { items: () => [Array.from({ length: 40 }, (_, n) => ({ n, id: n }))] }, calls: { find: () => null, save: () => null } }));
  expect(ran).toMatchObject({ status: 'failed', error: { code: 'too-many-rejected' } });
  expect(ran.counts.rejected).toBeGreaterThanOrEqual(3);
});
