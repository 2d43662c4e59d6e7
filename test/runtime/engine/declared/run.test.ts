import { describe, expect, test } from 'vitest';
import type { Type } from '#plan';
import { at } from '../support/expressions.ts';
import { fakeNetwork } from '../support/fake-network.ts';
import { fromEndpoint, listEndpoint, planOf, sendEndpoint } from '../support/plans.ts';
import { path } from '../support/expressions.ts';
import { eventsOf, run } from '../support/run.ts';

const order: Type = { kind: 'object', open: false, fields: [
  { name: 'id', type: { kind: 'scalar', name: 'integer' }, optional: false, at: [1, 7, 5, 7, 16] },
  { name: 'status', type: { kind: 'union', members: ['open', 'paid'].map((text) => ({ kind: 'literal', of: 'string', text })) }, optional: true, at: [1, 8, 5, 8, 30] },
] };
const saved: Type = { kind: 'object', open: false, fields: [{ name: 'ok', type: { kind: 'scalar', name: 'boolean' }, optional: false, at: [1, 20, 5, 20, 16] }] };

const plan = planOf([
  listEndpoint('orders', { select: { kind: 'records', value: path('body', 'response'), type: { kind: 'named', id: 'store.Order' }, at } }),
  sendEndpoint('save', { select: { kind: 'result', value: path('body', 'response'), type: saved, at } }),
], {
  source: fromEndpoint('orders', 'order'),
  steps: [{ kind: 'send', call: { use: 'shop', endpoint: 'save', args: { data: path('order') }, at } }],
}, { types: { 'store.Order': order }, files: ['sync.flow', 'connectors/store.connector'] });

describe('values that are not as declared', () => {
  test('do not fail the run; each field is said once a run, with its declaration and what came', async () => {
    const network = fakeNetwork({
      pages: { orders: () => [[{ id: 1, status: 'paid' }, { id: 2, status: 'hunter2-secret' }], [{ id: 3, status: 'void' }, { id: 4 }]] },
      calls: { save: () => ({ ok: 'yes' }) },
    });
    const expected = [
      {
        type: 'log', level: 'warn', code: 'not-as-declared', file: 'connectors/store.connector', line: 8,
        text: `shop.orders: status of Order is declared as ('open' | 'paid')?, and the text "***" came. The run goes on, and says this once.`,
      },
      {
        type: 'log', level: 'warn', code: 'not-as-declared', file: 'connectors/store.connector', line: 20,
        text: 'shop.save: ok is declared as boolean, and the text "yes" came. The run goes on, and says this once.',
      },
    ];
    for (let time = 0; time < 2; time++) {
      const ran = await run(plan, network);
      expect(ran).toMatchObject({ status: 'succeeded', counts: { read: 4, completed: 4, sent: 4 } });
      expect(eventsOf(ran, 'log')).toEqual(expected);
    }
  });

  test('a field that is absent and not optional is not as declared either', async () => {
    const ran = await run(plan, fakeNetwork({ pages: { orders: () => [[{ id: 1 }, { status: 'open' }, {}]] }, calls: { save: () => ({ ok: true }) } }));
    expect(ran.counts).toMatchObject({ read: 3, completed: 3 });
    expect(eventsOf(ran, 'log')).toMatchObject([{ code: 'not-as-declared', line: 7, text: 'shop.orders: id of Order is declared as integer, and nothing came. The run goes on, and says this once.' }]);
  });

  test('nothing is said where all is as declared', async () => {
    const ran = await run(plan, fakeNetwork({ pages: { orders: () => [[{ id: 1, status: null }, { id: 2, status: 'open', more: 1 }]] }, calls: { save: () => ({ ok: true }) } }));
    expect(ran.status).toBe('succeeded');
    expect(eventsOf(ran, 'log')).toEqual([]);
  });
});
