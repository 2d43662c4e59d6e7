import { describe, expect, test } from 'vitest';
import { PatchbayError } from '../../../runtime/errors.ts';
import { at, binary, conditional, integer, lambda, line, method, object, path, rejecting, template, text } from './support/expressions.ts';
import { empty, fakeNetwork } from './support/fake-network.ts';
import { fromEndpoint, listEndpoint, numbered, planOf, sendEndpoint, type Draft } from './support/plans.ts';
import { eventsOf, run, type Ran } from './support/run.ts';

const orders = [{ id: 1, total: 5, lines: ['a', 'b'] }, { id: 2, total: 50, lines: [] }, { id: 3, total: 500, lines: ['c', 'd', 'e'] }];
const endpoints = [listEndpoint('orders'), listEndpoint('lines'), sendEndpoint('save'), listEndpoint('find', { select: { kind: 'result', value: text(''), type: { kind: 'any' }, at } })];
const send = (data = path('order'), as?: string): Draft => ({ kind: 'send', call: { use: 'shop', endpoint: 'save', args: { data }, at }, ...(as !== undefined && { as }) });

const isOrder = (number: number) => binary(path('order.id'), '==', integer(number));
const log = (value: string) => numbered([{ kind: 'log', level: 'info', value: template('message', value, path('order.id')) }]);
const each = (name: string): Draft => ({ kind: 'each', source: { kind: 'value', value: path('order.lines') }, as: name });

/** Runs the steps over the orders; `saved` is what arrived. */
async function runSteps(steps: Draft[], more: { find?: (id: unknown) => unknown; save?: (data: unknown) => unknown; orders?: unknown[]; lines?: unknown[][] } = {}): Promise<Ran & { saved: unknown[] }> {
  const saved: unknown[] = [];
  const ran = await run(planOf(endpoints, { source: fromEndpoint('orders', 'order'), steps }), fakeNetwork({
    pages: { orders: () => [more.orders ?? orders], lines: () => more.lines ?? [] },
    calls: {
      save({ data }) {
        const answer = more.save?.(data) ?? { ok: true };
        saved.push(data);
        return answer;
      },
      find: ({ id }) => more.find?.(id) ?? empty,
    },
  }));
  return { ...ran, saved };
}

describe('a flow', () => {
  test('filters, maps and sends, and its counts add up', async () => {
    const ran = await runSteps([
      { kind: 'filter', condition: binary(path('order.total'), '>=', integer(50)) },
      { kind: 'bind', word: 'map', name: 'sale', value: object({ externalId: template('text', 'S-', path('order.id')) }) },
      send(path('sale'), 'made'),
      { kind: 'track', value: path('sale.externalId') },
      { kind: 'log', level: 'warn', value: template('message', 'made ', path('made.ok'), ' for ', path('order.gone')) },
    ]);
    expect(ran.saved).toEqual([{ externalId: 'S-2' }, { externalId: 'S-3' }]);
    expect(ran.status).toBe('succeeded');
    expect(ran.counts).toEqual({ read: 3, expanded: 0, filtered: 1, deduplicated: 0, completed: 2, rejected: 0, inDoubt: 0, sent: 2 });
    expect(eventsOf(ran, 'track').map(({ value }) => value)).toEqual(['S-2', 'S-3']);
    expect(eventsOf(ran, 'log')[0]).toEqual({ type: 'log', level: 'warn', text: 'made true for null', step: '5', line: 7, file: 'sync.flow' });
    expect(ran.events.at(-1)).toMatchObject({ type: 'run.finished', status: 'succeeded', read: 3, completed: 2 });
  });

  test('sets a record aside with step, place and values, and goes on', async () => {
    const ran = await runSteps([
      { kind: 'assert', condition: binary(path('order.total'), '!=', integer(50)), message: text('not fifty') },
      { kind: 'bind', word: 'let', name: 'x', value: conditional(binary(path('order.id'), '==', integer(3)), rejecting('no three'), integer(1)) },
      send(),
    ]);
    expect(ran.status).toBe('partial');
    expect(ran.counts).toMatchObject({ read: 3, completed: 1, rejected: 2, sent: 1 });
    expect(eventsOf(ran, 'rejected')).toMatchObject([
      { type: 'rejected', record: { order: orders[1] }, text: JSON.stringify({ order: orders[1] }), error: { code: 'assertion-failed', message: 'not fifty', flow: 'sync', step: '1', file: 'sync.flow', range: { line: 3, column: 3, endLine: 3, endColumn: 20 } } },
      { type: 'rejected', record: { order: orders[2] }, error: expect.objectContaining({ code: 'rejected', message: 'no three', step: '2' }) },
    ]);
  });

  test('ends as failed at `fail`, and what was not carried out is not counted as read', async () => {
    const ran = await runSteps([
      { kind: 'route', all: false, cases: [{ when: binary(path('order.id'), '==', integer(2)), steps: numbered([{ kind: 'fail', message: text('enough') }], '1.when1.') }] },
      send(),
    ]);
    expect(ran.status).toBe('failed');
    expect(ran.error).toMatchObject({ code: 'flow-failed', message: 'enough', flow: 'sync', step: '1.when1.1', file: 'sync.flow' });
    const { read, completed } = ran.counts;
    expect(read).toBe(completed);
  });

  test('stops after so many rejected records', async () => {
    const ran = await run(planOf(endpoints, {
      source: fromEndpoint('orders', 'order'), stopAfterRejected: 2, steps: [{ kind: 'reject', message: text('no') }],
    }), fakeNetwork({ pages: { orders: () => [orders] } }));
    expect(ran.status).toBe('failed');
    expect(ran.error?.code).toBe('too-many-rejected');
    expect(ran.counts).toMatchObject({ read: 2, rejected: 2 });
  });

  test('skips', async () => {
    const ran = await runSteps([
      { kind: 'route', all: false, cases: [{ when: binary(path('order.id'), '==', integer(2)), steps: numbered([{ kind: 'skip' }]) }, { steps: numbered([{ kind: 'log', level: 'info', value: path('order.id') }]) }] },
      send(),
    ]);
    expect(ran.counts).toMatchObject({ read: 3, filtered: 1, completed: 2 });
    expect(eventsOf(ran, 'log').map((event) => event.text)).toEqual(['1', '3']);
  });

  test('fails where the source does, with the endpoint and the line of `from`', async () => {
    const ran = await run(planOf(endpoints, { source: fromEndpoint('orders', 'order'), steps: [send()] }), fakeNetwork({
      pages: {
        * orders() {
          yield orders;
          throw new PatchbayError('http-status', 'GET /orders: 500', { scope: 'record', status: 500 });
        },
      },
      calls: { save: () => null },
    }));
    expect(ran.status).toBe('failed');
    expect(ran.error).toMatchObject({ code: 'http-status', endpoint: 'shop.orders', step: 'from', status: 500, file: 'sync.flow', range: { line: 2 } });
    expect(ran.counts).toMatchObject({ read: 3, completed: 3 });
  });

  test('redacts what it reports and keeps', async () => {
    const ran = await runSteps([{ kind: 'reject', message: template('message', 'key ', path('order.key')) }], { orders: [{ id: 1, key: 'hunter2-secret' }] });
    expect(JSON.stringify(ran.events)).not.toContain('hunter2');
    expect(eventsOf(ran, 'rejected')[0]).toMatchObject({ record: { order: { id: 1, key: '***' } }, error: { message: 'key ***' } });
  });
});

describe('call', () => {
  test('binds the record, or null where there is none', async () => {
    const ran = await runSteps([
      { kind: 'call', call: { use: 'shop', endpoint: 'find', args: { id: path('order.id') }, at }, as: 'customer' },
      send(object({ id: path('order.id'), name: { op: 'get', of: path('customer'), key: text('name'), optional: true, at } })),
    ], { find: (id) => (id === 2 ? { name: 'Ada' } : empty) });
    expect(ran.saved).toEqual([{ id: 1, name: null }, { id: 2, name: 'Ada' }, { id: 3, name: null }]);
  });

  test('rejects the record for which it fails, naming endpoint and status', async () => {
    const ran = await runSteps([
      { kind: 'call', call: { use: 'shop', endpoint: 'find', args: { id: path('order.id') }, at }, as: 'customer' },
    ], {
      find(id) {
        if (id === 2) throw new PatchbayError('http-status', 'no', { scope: 'record', status: 422 });
        return {};
      },
    });
    expect(ran.counts).toMatchObject({ completed: 2, rejected: 1 });
    expect(eventsOf(ran, 'rejected')[0]?.error).toMatchObject({ endpoint: 'shop.find', status: 422, step: '1', range: { line: 3 } });
  });
});

describe('each', () => {
  test('makes one record of each element; the first carries on the record, an empty one is filtered', async () => {
    const ran = await runSteps([{ kind: 'each', source: { kind: 'value', value: path('order.lines') }, as: 'item' }, send(object({ id: path('order.id'), item: path('item') }))]);
    const itemsOf = (id: number) => (ran.saved as { id: number; item: string }[]).filter((saved) => saved.id === id).map(({ item }) => item);
    expect([itemsOf(1), itemsOf(2), itemsOf(3)]).toEqual([['a', 'b'], [], ['c', 'd', 'e']]);
    expect(ran.counts).toMatchObject({ read: 3, expanded: 3, filtered: 1, completed: 5, sent: 5 });
  });

  test('goes through the pages of an endpoint, in the order of the records', async () => {
    const ran = await runSteps([
      { kind: 'each', source: { kind: 'endpoint', call: { use: 'shop', endpoint: 'lines', args: {}, at } }, as: 'item' },
      { kind: 'batch', size: integer(4), as: 'all', names: ['order', 'item'] },
      send(method(path('all'), 'array', 'map', lambda(['x'], template('text', path('x.order.id', 'local'), path('x.item', 'local'))))),
    ], { lines: [['a', 'b'], ['c']] });
    expect(ran.saved).toEqual([['1a', '1b', '1c', '2a'], ['2b', '2c', '3a', '3b'], ['3c']]);
    expect(ran.counts).toMatchObject({ read: 3, expanded: 6, completed: 9, sent: 3 });
  });

  test('yields the values of its block in order', async () => {
    const block = {
      steps: numbered([{ kind: 'filter', condition: binary(path('item'), '!=', text('d')) }, { kind: 'bind', word: 'let', name: 'upper', value: method(path('item'), 'string', 'upper') }], '1.'),
      yield: path('upper'), as: 'uppers',
    };
    const ran = await runSteps([{ kind: 'each', source: { kind: 'value', value: path('order.lines') }, as: 'item', block }, send(path('uppers'))]);
    expect(ran.saved).toEqual([['A', 'B'], [], ['C', 'E']]);
    expect(ran.counts).toMatchObject({ read: 3, expanded: 0, filtered: 0, completed: 3 });
  });

  test('asks in its block, so many at a time, and rejects the record whose element is rejected', async () => {
    let open = 0;
    let most = 0;
    const ran = await runSteps([{
      kind: 'each', source: { kind: 'value', value: path('order.lines') }, as: 'item',
      block: {
        steps: numbered([{ kind: 'call', call: { use: 'shop', endpoint: 'find', args: { id: path('item') }, at }, as: 'found' }], '1.'),
        yield: path('found'), as: 'all', concurrency: integer(2),
      },
    }, send(path('all'))], {
      orders: [orders[2], orders[0]],
      async find(id) {
        most = Math.max(most, ++open);
        await Promise.resolve();
        open -= 1;
        if (id === 'b') throw new PatchbayError('http-status', 'no b', { scope: 'record' });
        return String(id).repeat(2);
      },
    });
    expect(ran.saved).toEqual([['cc', 'dd', 'ee']]);
    expect(ran.counts).toMatchObject({ read: 2, completed: 1, rejected: 1 });
    expect(eventsOf(ran, 'rejected')[0]?.error).toMatchObject({ message: 'no b', step: '1.1' });
    expect(most).toBeLessThanOrEqual(4);
    expect(most).toBeGreaterThan(1);
  });

  test('rejects what is no array', async () => {
    const ran = await runSteps([{ kind: 'each', source: { kind: 'value', value: path('order.total') }, as: 'item' }]);
    expect(ran.counts).toMatchObject({ read: 3, rejected: 3 });
    expect(eventsOf(ran, 'rejected')[0]?.error).toMatchObject({ code: 'not-an-array', step: '1' });
  });
});

describe('batch', () => {
  const batch: Draft = { kind: 'batch', size: integer(2), as: 'all', names: ['order'] };

  test('gathers over pages and sends the rest at the end; one call stands for all its records', async () => {
    const ran = await runSteps([batch, send(method(path('all'), 'array', 'map', lambda(['x'], path('x.order.id', 'local'))))]);
    expect(ran.saved).toEqual([[1, 2], [3]]);
    expect(ran.counts).toMatchObject({ read: 3, completed: 3, sent: 2 });
  });

  test('rejects every record of a batch that fails', async () => {
    const ran = await runSteps([batch, send()], {
      save() {
        throw new PatchbayError('http-status', 'no', { scope: 'record' });
      },
    });
    expect(ran.counts).toMatchObject({ read: 3, rejected: 3, sent: 0 });
    expect(eventsOf(ran, 'rejected').map(({ record }) => record)).toEqual(orders.map((order) => ({ order })));
  });

  test('whose send may have taken effect leaves its records in doubt', async () => {
    const ran = await runSteps([batch, send()], {
      save() {
        throw new PatchbayError('network', 'lost', { scope: 'record', inDoubt: true });
      },
    });
    expect(ran.status).toBe('partial');
    expect(ran.counts).toMatchObject({ read: 3, inDoubt: 3, rejected: 0 });
  });

  test('has a size of at least one', async () => {
    const ran = await runSteps([{ ...batch, size: integer(0) }]);
    expect(ran).toMatchObject({ status: 'failed', error: { code: 'invalid-count', step: '1', flow: 'sync' } });
  });
});

describe('route', () => {
  test('takes every case that fits, and `else` where none does', async () => {
    const ran = await runSteps([{
      kind: 'route', all: true,
      cases: [{ when: binary(path('order.id'), '<=', integer(2)), steps: log('a') }, { when: isOrder(2), steps: log('b') }, { steps: log('else ') }],
    }]);
    expect(eventsOf(ran, 'log').map((event) => event.text)).toEqual(['a1', 'a2', 'b2', 'else 3']);
  });

  test('sends in a case, then goes on', async () => {
    const ran = await runSteps([
      { kind: 'route', all: false, cases: [{ when: isOrder(2), steps: [{ ...send(object({ extra: path('order.id') })), id: '1.when1.1', at: line(4) } as never] }] },
      send(path('order.id')),
    ]);
    expect(ran.saved.map((data) => JSON.stringify(data)).toSorted()).toEqual(['1', '2', '3', '{"extra":2}']);
    expect(ran.counts).toMatchObject({ completed: 3, sent: 4 });
  });

  test('batches in a case, after which its records go on one by one', async () => {
    const ran = await runSteps([
      {
        kind: 'route', all: false, cases: [{
          when: binary(path('order.id'), '!=', integer(2)),
          steps: numbered([{ kind: 'batch', size: integer(10), as: 'all', names: ['order'] }, send(method(path('all'), 'array', 'map', lambda(['x'], path('x.order.id', 'local'))))]),
        }],
      },
      send(path('order.id')),
    ]);
    expect(ran.saved.map((data) => JSON.stringify(data)).toSorted()).toEqual(['1', '2', '3', '[1,3]']);
    expect(ran.counts).toMatchObject({ read: 3, completed: 3, sent: 4 });
  });

  test('of all cases, each with steps that change how many records there are', async () => {
    const ran = await runSteps([
      { kind: 'route', all: true, cases: [{ when: isOrder(1), steps: numbered([each('a')]) }, { when: isOrder(3), steps: numbered([each('b')]) }] },
      send(path('order.id')),
    ]);
    expect(ran.saved.toSorted()).toEqual([1, 1, 2, 3, 3, 3]);
    expect(ran.counts).toMatchObject({ read: 3, expanded: 3, completed: 6 });
  });
});
