import { describe, expect, test } from 'vitest';
import type { Flow } from '#plan';
import { PatchbayError } from '../../../runtime/errors.ts';
import { at, duration, integer, lambda, method, object, path, text } from './support/expressions.ts';
import { fakeNetwork } from './support/fake-network.ts';
import { fromEndpoint, listEndpoint, planOf, sendEndpoint, type Draft } from './support/plans.ts';
import { eventsOf, run } from './support/run.ts';

interface Item { id: number; n: number }

const endpoints = [listEndpoint('items'), sendEndpoint('save'), sendEndpoint('check')];
const save: Draft = { kind: 'send', call: { use: 'shop', endpoint: 'save', args: { data: path('item') }, at } };
const batch = (size: number): Draft => ({ kind: 'batch', size: integer(size), as: 'all', names: ['item'] });
const saveBatch: Draft = { kind: 'send', call: { use: 'shop', endpoint: 'save', args: { data: method(path('all'), 'array', 'map', lambda(['x'], path('x.item', 'local'))) }, at } };
const flow = (steps: Draft[], more: Partial<Flow> = {}) => planOf(endpoints, { source: fromEndpoint('items', 'item'), ...more, steps });

/** A sink whose answers the test gives by hand. */
function sinkByHand() {
  const open: { data: unknown; answer(): void }[] = [];
  let arrived: (() => void) | undefined;
  return {
    open,
    answerAll() {
      while (open.length > 0) open[0]?.answer();
    },
    save: (data: unknown): Promise<unknown> => new Promise((resolve) => {
      open.push({
        data,
        answer() {
          open.splice(open.findIndex((request) => request.data === data), 1);
          resolve({});
        },
      });
      arrived?.();
    }),
    /** Resolves when so many requests are open. */
    async until(count: number): Promise<void> {
      while (open.length < count) await new Promise<void>((resolve) => void (arrived = resolve));
    },
  };
}

/** Everything that can go on without an answer has gone on: nothing here waits for more than turns of the event loop. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise<void>((resolve) => void setImmediate(resolve));
}

describe('sends', () => {
  test('of four records are under way at a time, or as many as the flow says', async () => {
    for (const [count, more] of [[4, {}], [2, { concurrency: { count: integer(2) } }]] as const) {
      const sink = sinkByHand();
      const items: Item[] = Array.from({ length: 10 }, (_, id) => ({ id, n: 0 }));
      const running = run(flow([save], more), fakeNetwork({ pages: { items: () => [items] }, calls: { save: ({ data }) => sink.save(data) } }));
      for (let left = items.length; left > 0; left -= 1) {
        await sink.until(Math.min(count, left));
        await settled();
        expect(sink.open).toHaveLength(Math.min(count, left));
        sink.open[0]?.answer();
      }
      expect((await running).counts.completed).toBe(10);
    }
  });

  test('of records with one key are in order, over pages too', async () => {
    const sink = sinkByHand();
    const pages: Item[][] = [[{ id: 1, n: 1 }, { id: 2, n: 1 }], [{ id: 1, n: 2 }, { id: 3, n: 1 }], [{ id: 1, n: 3 }]];
    const running = run(flow([save]), fakeNetwork({ pages: { items: () => pages }, calls: { save: ({ data }) => sink.save(data) } }));
    await sink.until(3);
    await settled();
    expect(sink.open.map(({ data }) => data)).toEqual([{ id: 1, n: 1 }, { id: 2, n: 1 }, { id: 3, n: 1 }]);
    for (const n of [1, 2, 3]) {
      const first = () => sink.open.find(({ data }) => (data as Item).id === 1);
      await settled();
      expect(first()?.data).toEqual({ id: 1, n });
      first()?.answer();
    }
    sink.answerAll();
    expect((await running).counts.completed).toBe(5);
  });

  test('of batches that share a key are in order, others overtake', async () => {
    const sink = sinkByHand();
    const ids = [1, 2, /**/ 3, 4, /**/ 2, 5, /**/ 6, 7];
    const running = run(flow([batch(2), saveBatch]), fakeNetwork({
      pages: { items: () => [ids.map((id, n) => ({ id, n }))] }, calls: { save: ({ data }) => sink.save(data) },
    }));
    await sink.until(3);
    await settled();
    const open = () => sink.open.map(({ data }) => (data as Item[]).map(({ id }) => id).join());
    expect(open()).toEqual(['1,2', '3,4', '6,7']);
    sink.open[0]?.answer();
    await sink.until(3);
    await settled();
    expect(open()).toEqual(['3,4', '6,7', '2,5']);
    sink.answerAll();
    await running;
  });

  test('are ordered by the expression of the flow where it gives one', async () => {
    const sink = sinkByHand();
    const items: Item[] = [{ id: 1, n: 7 }, { id: 2, n: 7 }, { id: 3, n: 8 }];
    const running = run(flow([save], { concurrency: { count: integer(3), by: path('item.n') } }), fakeNetwork({
      pages: { items: () => [items] }, calls: { save: ({ data }) => sink.save(data) },
    }));
    await sink.until(2);
    await settled();
    expect(sink.open.map(({ data }) => (data as Item).id)).toEqual([1, 3]);
    for (let left = 3; left > 0; left -= 1) {
      await sink.until(1);
      sink.open[0]?.answer();
    }
    await running;
  });

  test('batches have the same members whichever answer came first', async () => {
    const sink = sinkByHand();
    const items: Item[] = Array.from({ length: 4 }, (_, id) => ({ id, n: 0 }));
    const batches: unknown[] = [];
    const check: Draft = { kind: 'send', call: { use: 'shop', endpoint: 'check', args: { data: path('item') }, at } };
    const running = run(flow([check, batch(2), saveBatch]), fakeNetwork({
      pages: { items: () => [items] }, calls: { check: ({ data }) => sink.save(data), save: ({ data }) => batches.push(data) },
    }));
    await sink.until(4);
    for (const request of sink.open.toReversed()) request.answer();
    await running;
    expect(batches).toEqual([[items[0], items[1]], [items[2], items[3]]]);
  });
});

describe('reading', () => {
  test('is one page ahead of what is sent, no more', async () => {
    const sink = sinkByHand();
    let asked = 0;
    const running = run(flow([save], { concurrency: { count: integer(1) } }), fakeNetwork({
      pages: {
        * items() {
          for (let page = 0; page < 20; page++) {
            asked += 1;
            yield Array.from({ length: 10 }, (_, index) => ({ id: page * 10 + index, n: 0 }));
          }
        },
      },
      calls: { save: ({ data }) => sink.save(data) },
    }));
    await sink.until(1);
    await settled();
    // The first is at work, the second read ahead.
    expect(asked).toBe(2);
    for (let sent = 1; sent <= 200; sent++) {
      await sink.until(1);
      sink.open[0]?.answer();
      expect(asked).toBeLessThanOrEqual(Math.ceil(sent / 10) + 3);
    }
    expect((await running).counts).toMatchObject({ read: 200, completed: 200 });
  });

  test('goes on while sends are under way', async () => {
    const sink = sinkByHand();
    const running = run(flow([batch(3), saveBatch]), fakeNetwork({
      pages: { items: () => [0, 1, 2, 3].map((page) => [0, 1, 2].map((index) => ({ id: page * 3 + index, n: 0 }))) },
      calls: { save: ({ data }) => sink.save(data) },
    }));
    await sink.until(4);
    expect(sink.open).toHaveLength(4);
    sink.answerAll();
    expect((await running).counts).toMatchObject({ read: 12, completed: 12, sent: 4 });
  });
});

describe('a batch', () => {
  test('goes on `within` a time although it is not full', async () => {
    const sink = sinkByHand();
    let more: (() => void) | undefined;
    const wakes: (() => void)[] = [];
    let now = Date.parse('2026-01-01T00:00:00Z');
    const clock = {
      now: () => now,
      sleep: (ms: number, signal?: AbortSignal) => new Promise<void>((resolve) => {
        const due = now + ms;
        wakes.push(() => {
          if (now >= due) resolve();
        });
        signal?.addEventListener('abort', () => resolve());
      }),
    };
    const running = run(flow([{ ...batch(10), within: duration('5s') } as Draft, saveBatch]), fakeNetwork({
      pages: {
        async* items() {
          yield [{ id: 1, n: 0 }];
          await new Promise<void>((resolve) => void (more = resolve));
        },
      },
      calls: { save: ({ data }) => sink.save(data) },
    }), { clock });
    await settled();
    now += 4999;
    for (const wake of wakes) wake();
    await settled();
    expect(sink.open).toHaveLength(0);
    now += 1;
    for (const wake of wakes) wake();
    await sink.until(1);
    sink.open[0]?.answer();
    more?.();
    expect((await running).counts).toMatchObject({ read: 1, completed: 1 });
  });
});

describe('stopping', () => {
  test('lets sends under way end, begins no other, and counts only what has ended', async () => {
    const sink = sinkByHand();
    const stop = new AbortController();
    const signals: AbortSignal[] = [];
    const running = run(flow([save]), fakeNetwork({
      pages: { items: () => [Array.from({ length: 50 }, (_, id) => ({ id, n: 0 }))] },
      calls: {
        save({ data }, { signal }) {
          signals.push(signal);
          return sink.save(data);
        },
      },
    }), { signal: stop.signal });
    await sink.until(4);
    stop.abort();
    await settled();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false, false, false]);
    sink.answerAll();
    const ran = await running;
    expect(ran.status).toBe('stopped');
    expect(ran.counts).toMatchObject({ read: 4, completed: 4, sent: 4 });
  });

  test('ends a read that waits', async () => {
    const stop = new AbortController();
    const running = run(flow([save]), fakeNetwork({
      pages: {
        async* items(_args, { signal }) {
          await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new PatchbayError('cancelled', 'cut off'))));
          yield [];
        },
      },
    }), { signal: stop.signal });
    setImmediate(() => stop.abort());
    expect(await running).toMatchObject({ status: 'stopped', counts: { read: 0 } });
  });

  test('before the start does nothing', async () => {
    expect(await run(flow([save]), fakeNetwork({ pages: { items: () => [[{ id: 1, n: 1 }]] } }), { signal: AbortSignal.abort() })).toMatchObject({ status: 'stopped', counts: { read: 0 } });
  });

  test('by an error of the run lets the others end and says which it was', async () => {
    const sink = sinkByHand();
    const running = run(flow([save]), fakeNetwork({
      pages: { items: () => [Array.from({ length: 50 }, (_, id) => ({ id, n: 0 }))] },
      calls: {
        save({ data }) {
          if ((data as Item).id === 2) throw new PatchbayError('sign-in-failed', 'refused', { status: 401 });
          return sink.save(data);
        },
      },
    }));
    await sink.until(2);
    await settled();
    sink.answerAll();
    expect(await running).toMatchObject({ status: 'failed', error: { code: 'sign-in-failed', endpoint: 'shop.save', step: '1', status: 401 }, counts: { rejected: 0 } });
  });
});

describe('where we are wrong', () => {
  test('the run is kept as failed, without a stack, and the error is thrown', async () => {
    const events: string[] = [];
    await expect(run(flow([save]), fakeNetwork({
      pages: { items: () => [[{ id: 1, n: 1 }]] },
      calls: {
        save() {
          throw new TypeError('x is not a function');
        },
      },
    }), { emit: (event) => void events.push(JSON.stringify(event)) })).rejects.toThrow('x is not a function');
    expect(events.at(-1)).toContain('"status":"failed"');
    expect(events.join()).not.toContain('not a function');
  });
});

describe('a dry run', () => {
  test('reads, sends nothing, and leaves out what hangs on an answer that it cannot have', async () => {
    const asked: unknown[] = [];
    const plan = flow([
      { kind: 'send', call: { use: 'shop', endpoint: 'save', args: { data: path('item') }, at }, as: 'made' },
      { kind: 'bind', word: 'let', name: 'id', value: path('made.id') },
      { kind: 'log', level: 'info', value: path('id') },
      { kind: 'send', call: { use: 'shop', endpoint: 'check', args: { data: object({ id: path('id') }), fixed: text('x') }, at } },
    ]);
    const ran = await run(plan, fakeNetwork({ pages: { items: () => [[{ id: 1, n: 1 }]] }, calls: { save: (args) => asked.push(args), check: (args) => asked.push(args) } }), { dryRun: true });
    expect(asked).toEqual([]);
    expect(ran).toMatchObject({ status: 'succeeded', counts: { read: 1, completed: 1, rejected: 0, sent: 0 } });
    expect(eventsOf(ran, 'send')).toEqual([
      { type: 'send', step: '1', instance: 'shop', endpoint: 'save', dryRun: true, args: { data: { id: 1, n: 1 } }, text: '{"data":{"id":1,"n":1}}' },
      { type: 'send', step: '4', instance: 'shop', endpoint: 'check', dryRun: true, args: { fixed: 'x' }, text: '{"fixed":"x"}' },
    ]);
  });
});

describe('a read that is cut off by the end of the run', () => {
  test('is not the fault of its record', async () => {
    const stop = new AbortController();
    const plan = planOf([listEndpoint('items'), listEndpoint('find')], {
      source: fromEndpoint('items', 'item'), steps: [{ kind: 'call', call: { use: 'shop', endpoint: 'find', args: {}, at }, as: 'found' }],
    });
    const ran = await run(plan, fakeNetwork({
      pages: { items: () => [[{ id: 1, n: 1 }, { id: 2, n: 1 }]] },
      calls: {
        find: (_args, { signal }) => new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new PatchbayError('stopped', 'the run was stopped', { scope: 'record' })));
          setImmediate(() => stop.abort());
        }),
      },
    }), { signal: stop.signal });
    expect(ran).toMatchObject({ status: 'stopped', counts: { read: 0, rejected: 0 } });
    expect(eventsOf(ran, 'rejected')).toEqual([]);
  });
});
