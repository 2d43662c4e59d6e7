import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Incremental, Plan } from '#plan';
import { openHistory } from '../../../runtime/engine/journal/history.ts';
import { PatchbayError } from '../../../runtime/errors.ts';
import { textOf } from '../../../runtime/expression/index.ts';
import { at, binary, conditional, duration, integer, lambda, method, path, rejecting, text } from './support/expressions.ts';
import { fakeNetwork } from './support/fake-network.ts';
import { field, fromEndpoint, listEndpoint, planOf, sendEndpoint, type Draft } from './support/plans.ts';
import { eventsOf, newFolder, run } from './support/run.ts';

interface Item { id: number; other?: number; state?: string; changed?: string }

const save: Draft = { kind: 'send', call: { use: 'shop', endpoint: 'save', args: { data: path('item') }, at } };
const dedupe: Draft = { kind: 'dedupe', key: path('item.id') };

/** Runs over the pages; `refuse` are ids that the sink rejects. */
async function syncItems(stateFolder: string, pages: Item[][], { steps = [dedupe, save], refuse = [], ...more }: {
  steps?: Draft[]; refuse?: number[]; environment?: string; dryRun?: boolean;
} = {}) {
  const saved: number[] = [];
  const plan = planOf([listEndpoint('items'), sendEndpoint('save')], { source: fromEndpoint('items', 'item'), steps });
  const ran = await run(plan, fakeNetwork({
    pages: { items: () => pages },
    calls: {
      async save({ data }) {
        await Promise.resolve();
        const item = data as Item;
        if (refuse.includes(item.id)) throw new PatchbayError('http-status', 'no', { scope: 'record', status: 422 });
        saved.push(item.id);
      },
    },
  }), { stateFolder, ...more });
  return { ...ran, saved };
}

describe('dedupe', () => {
  test('drops what got through in an earlier run, and tries again what was rejected', async () => {
    const folder = newFolder();
    const first = await syncItems(folder, [[{ id: 1 }, { id: 2 }]], { refuse: [2] });
    expect(first.counts).toMatchObject({ completed: 1, rejected: 1, deduplicated: 0 });
    const second = await syncItems(folder, [[{ id: 1 }, { id: 2 }, { id: 3 }]]);
    expect(second.saved.toSorted()).toEqual([2, 3]);
    expect(second.counts).toMatchObject({ read: 3, deduplicated: 1, completed: 2 });
  });

  test('drops the second of two in one run, in one page and over pages', async () => {
    const ran = await syncItems(newFolder(), [[{ id: 1 }, { id: 1 }], [{ id: 2 }, { id: 1 }], [{ id: 2 }]]);
    expect(ran.saved.toSorted()).toEqual([1, 2]);
    expect(ran.counts).toMatchObject({ read: 5, deduplicated: 3, completed: 2 });
  });

  test('lets the next of the same id have its chance where the first one was rejected or filtered', async () => {
    const filtered = await syncItems(newFolder(), [[{ id: 1, state: 'open' }, { id: 1, state: 'paid' }, { id: 1, state: 'paid' }]], {
      steps: [dedupe, { kind: 'filter', condition: binary(path('item.state'), '==', text('paid')) }, save],
    });
    expect(filtered.saved).toEqual([1]);
    expect(filtered.counts).toMatchObject({ read: 3, filtered: 1, completed: 1, deduplicated: 1 });

    const rejected = await syncItems(newFolder(), [[{ id: 1, state: 'bad' }], [{ id: 1, state: 'good' }]], {
      steps: [dedupe, { kind: 'bind', word: 'let', name: 'x', value: conditional(binary(path('item.state'), '==', text('bad')), rejecting('bad'), text('x')) }, save],
    });
    expect(rejected.counts).toMatchObject({ read: 2, rejected: 1, completed: 1, deduplicated: 0 });
  });

  test('waits for the fate of a record that lies in a batch, without holding up the flow', async () => {
    const batch: Draft[] = [
      { kind: 'batch', size: integer(3), as: 'all', names: ['item'] },
      { kind: 'send', call: { use: 'shop', endpoint: 'save', args: { data: method(method(path('all'), 'array', 'map', lambda(['x'], path('x.item', 'local'))), 'array', 'last') }, at } },
    ];
    const ran = await syncItems(newFolder(), [[{ id: 1 }, { id: 1 }], [{ id: 1 }, { id: 1 }], [{ id: 2 }, { id: 3 }, { id: 4 }]], { steps: [dedupe, ...batch], refuse: [3] });
    // The batch 1, 2, 3 is refused, so the second 1 has its chance, and comes through with 4.
    expect(ran.counts).toMatchObject({ read: 7, rejected: 3, deduplicated: 2, completed: 2 });
  });

  test('counts a record whose parts did not all get through as not got through', async () => {
    const steps: Draft[] = [dedupe, { kind: 'each', source: { kind: 'value', value: path('item.parts') }, as: 'part' }, { ...save, call: { use: 'shop', endpoint: 'save', args: { data: path('part') }, at } } as Draft];
    const folder = newFolder();
    const pages = [[{ id: 1, parts: [{ id: 11 }, { id: 12 }] }, { id: 2, parts: [{ id: 21 }] }, { id: 3, parts: [] }]];
    const first = await syncItems(folder, pages, { steps, refuse: [12] });
    expect(first.counts).toMatchObject({ read: 3, expanded: 1, filtered: 1, completed: 2, rejected: 1 });
    const second = await syncItems(folder, pages, { steps });
    expect(second.saved.toSorted()).toEqual([11, 12]);
    expect(second.counts).toMatchObject({ read: 3, deduplicated: 1, filtered: 1, completed: 2 });
  });

  test('twice on one pool lets a record pass its own id, and sets one of two aside that wait for each other', async () => {
    const steps: Draft[] = [{ kind: 'dedupe', key: path('item.id'), pool: 'p' }, { kind: 'dedupe', key: path('item.other'), pool: 'p' }, save];
    const ran = await syncItems(newFolder(), [[{ id: 1, other: 1 }, { id: 2, other: 3 }, { id: 3, other: 2 }]], { steps });
    expect(ran.counts).toMatchObject({ read: 3, completed: 2, rejected: 1 });
    expect(eventsOf(ran, 'rejected')[0]?.error).toMatchObject({ code: 'dedupe-cycle', step: '2', range: { line: 4 } });
  });

  test('keeps apart environments, but not flows that share a pool', async () => {
    const folder = newFolder();
    const shared: Draft[] = [{ ...dedupe, pool: 'seen' } as Draft, save];
    await syncItems(folder, [[{ id: 1 }]], { steps: shared });
    expect((await syncItems(folder, [[{ id: 1 }]], { steps: shared, environment: 'staging' })).counts.completed).toBe(1);
    expect((await syncItems(folder, [[{ id: 1 }]], { steps: shared })).counts.deduplicated).toBe(1);
  });

  test('in a dry run holds nothing and makes no state', async () => {
    const folder = newFolder();
    expect((await syncItems(folder, [[{ id: 1 }, { id: 1 }]], { dryRun: true })).counts).toMatchObject({ completed: 1, deduplicated: 1 });
    expect(existsSync(folder)).toBe(false);
    await syncItems(folder, [[{ id: 1 }]]);
    expect((await syncItems(folder, [[{ id: 1 }, { id: 2 }]], { dryRun: true })).counts).toMatchObject({ completed: 1, deduplicated: 1 });
    expect((await syncItems(folder, [[{ id: 2 }]])).counts.completed).toBe(1);
  });
});

describe('the high-water mark', () => {
  const datetime: Incremental = { param: 'after', by: { op: 'convert', to: 'datetime', of: path('record.changed', 'response'), at }, type: 'datetime', newestFirst: false, at };

  /** Runs an incremental flow over the items that are not older than what it asks for. */
  async function sync(stateFolder: string, items: Item[], { incremental = datetime, starting, ...more }: {
    incremental?: Incremental; starting?: string | undefined; since?: string; refuse?: number; fail?: number; environment?: string; stop?: boolean; pages?: number;
  } = {}) {
    const asked: string[] = [];
    const saved: number[] = [];
    let pagesRead = 0;
    const source = fromEndpoint('items', 'item', { incremental: starting === undefined ? {} : { starting: text(starting) } });
    const plan: Plan = planOf([listEndpoint('items', { incremental, params: [field('after')] }), sendEndpoint('save')], { source, steps: [save] });
    const stop = new AbortController();
    const ran = await run(plan, fakeNetwork({
      pages: {
        * items({ after }) {
          if (after !== undefined) asked.push(textOf(after));
          const size = more.pages ?? items.length;
          for (let index = 0; index < items.length; index += size) {
            pagesRead += 1;
            yield items.slice(index, index + size);
          }
        },
      },
      calls: {
        save({ data }) {
          const { id } = data as Item;
          if (id === more.refuse) throw new PatchbayError('http-status', 'no', { scope: 'record' });
          if (id === more.fail) throw new PatchbayError('sign-in-failed', 'no');
          if (more.stop === true) stop.abort();
          saved.push(id);
        },
      },
    }), { stateFolder, signal: stop.signal, ...(more.since !== undefined && { since: more.since }), ...(more.environment !== undefined && { environment: more.environment }) });
    const history = openHistory(stateFolder);
    const marks = Object.values(history?.marks() ?? {});
    history?.close();
    return { ...ran, asked, saved, marks, pagesRead };
  }

  const items: Item[] = [{ id: 1, changed: '2026-03-01T00:00:00Z' }, { id: 2, changed: '2026-03-05T12:00:00+02:00' }, { id: 3, changed: '2026-03-02T00:00:00Z' }];

  test('begins where the flow says and moves to the highest value read', async () => {
    const folder = newFolder();
    const first = await sync(folder, items, { starting: '2026-01-01' });
    expect(first.asked).toEqual(['2026-01-01T00:00:00Z']);
    expect(first.marks.map((value) => Date.parse(value))).toEqual([Date.parse('2026-03-05T10:00:00Z')]);
    const second = await sync(folder, [], { starting: '2026-01-01' });
    expect(second.asked.map((value) => Date.parse(value))).toEqual([Date.parse('2026-03-05T10:00:00Z')]);
    expect(second.marks).toEqual(first.marks);
  });

  test('is taken back by the overlap', async () => {
    const folder = newFolder();
    const incremental = { ...datetime, overlap: duration('1m') };
    expect((await sync(folder, items, { incremental, since: '2026-01-01' })).asked).toEqual(['2026-01-01T00:00:00Z']);
    expect((await sync(folder, items, { incremental })).asked.map((value) => Date.parse(value))).toEqual([Date.parse('2026-03-05T09:59:00Z')]);
  });

  test('moves although records were rejected, never when the run failed or was stopped', async () => {
    expect((await sync(newFolder(), items, { since: '2026-01-01', refuse: 2 }))).toMatchObject({ status: 'partial', marks: [expect.any(String)] });
    expect((await sync(newFolder(), items, { since: '2026-01-01', fail: 2 }))).toMatchObject({ status: 'failed', marks: [] });
    expect((await sync(newFolder(), items, { since: '2026-01-01', stop: true }))).toMatchObject({ status: 'stopped', marks: [] });
  });

  test('is needed, or a start', async () => {
    const ran = await sync(newFolder(), items);
    expect(ran).toMatchObject({ status: 'failed', error: { code: 'no-start', step: 'from', file: 'sync.flow' }, asked: [] });
    const own = { ...datetime, starting: text('2025-12-01') };
    expect((await sync(newFolder(), items, { incremental: own })).asked).toEqual(['2025-12-01T00:00:00Z']);
    expect((await sync(newFolder(), items, { incremental: own, starting: '2026-01-01' })).asked).toEqual(['2026-01-01T00:00:00Z']);
    expect((await sync(newFolder(), items, { incremental: own, starting: '2026-01-01', since: '2026-02-01' })).asked).toEqual(['2026-02-01T00:00:00Z']);
    expect((await sync(newFolder(), items, { since: 'yesterday' })).error?.code).toBe('invalid-since');
  });

  test('stands above --since, and says so', async () => {
    const folder = newFolder();
    await sync(folder, items, { since: '2026-01-01' });
    const second = await sync(folder, items, { since: '2020-01-01' });
    expect(Date.parse(second.asked[0] ?? '')).toBe(Date.parse('2026-03-05T10:00:00Z'));
    expect(eventsOf(second, 'log').map((event) => event.text).join()).toContain('--since counts only for a first run');
  });

  test('filters here where the API cannot, and stops at an old record where the newest come first', async () => {
    const { param: _none, ...byOnly } = datetime;
    const folder = newFolder();
    await sync(folder, items, { incremental: byOnly, since: '2026-03-02' });
    const newer = [{ id: 9, changed: '2026-03-09T00:00:00Z' }, { id: 2, changed: '2026-03-05T10:00:00Z' }, { id: 3, changed: '2026-03-02T00:00:00Z' }, { id: 1, changed: '2026-03-01T00:00:00Z' }];
    const second = await sync(folder, newer, { incremental: byOnly });
    expect([second.asked, second.saved.toSorted(), second.counts]).toEqual([[], [2, 9], expect.objectContaining({ read: 4, filtered: 2, completed: 2 })]);
    const third = await sync(folder, [...newer, ...items, ...items, ...items], { incremental: { ...byOnly, newestFirst: true }, pages: 3 });
    expect(third.counts).toMatchObject({ read: 3, filtered: 2, completed: 1 });
    expect(third.pagesRead).toBe(2);
  });

  test('may be a number, or the time of the request', async () => {
    const folder = newFolder();
    const number: Incremental = { param: 'after', by: path('record.id', 'response'), type: 'integer', newestFirst: false, starting: integer(0), at };
    expect((await sync(folder, [{ id: 9 }, { id: 10 }], { incremental: number })).marks).toEqual(['10']);
    expect((await sync(folder, [], { incremental: number })).asked).toEqual(['10']);
    const before = Date.now();
    const { by: _none, ...byRequest } = datetime;
    const timed = await sync(newFolder(), [], { incremental: byRequest, since: '2026-01-01' });
    expect(Date.parse(timed.marks[0] ?? '')).toBeGreaterThanOrEqual(before);
  });

  test('is kept for each environment', async () => {
    const folder = newFolder();
    await sync(folder, items, { since: '2026-01-01' });
    expect((await sync(folder, items, { environment: 'staging' })).error?.code).toBe('no-start');
  });

  test('does not move for a record whose mark cannot be read; that is told once', async () => {
    const ran = await sync(newFolder(), [...items, { id: 7, changed: 'soon' }, { id: 8, changed: 'later' }], { since: '2026-01-01' });
    expect(ran).toMatchObject({ status: 'succeeded', counts: { completed: 5 } });
    expect(eventsOf(ran, 'log').filter((event) => event.text.includes('cannot be read'))).toHaveLength(1);
  });
});
