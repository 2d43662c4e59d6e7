import { describe, expect, test } from 'vitest';
import type { Field, Plan } from '#plan';
import type { Json } from '../../../runtime/ports.ts';
import { at, binary, integer, object, path, text } from './support/expressions.ts';
import { fakeNetwork } from './support/fake-network.ts';
import { field, listEndpoint, planOf, sendEndpoint, type Draft } from './support/plans.ts';
import { run } from './support/run.ts';

const save: Draft = { kind: 'send', call: { use: 'shop', endpoint: 'save', args: { data: path('value') }, at } };
const scalar = (name: 'integer' | 'decimal' | 'date' | 'boolean' | 'string' | 'number' | 'datetime' | 'duration'): Field['type'] => ({ kind: 'scalar', name });

/** Runs a flow that sends its input `x`; gives what was sent, or the error. */
async function bound(field_: Partial<Field>, inputs: Record<string, Json>, name = 'x'): Promise<unknown> {
  const sent: unknown[] = [];
  const plan = planOf([listEndpoint('items'), sendEndpoint('save')], {
    inputs: [field(name, field_)], source: { kind: 'list', as: 'one', items: { op: 'array', items: [{ spread: false, value: integer(1) }], at }, at },
    steps: [{ kind: 'bind', word: 'let', name: 'value', value: object({ x: path(name, 'input') }) }, save],
  });
  const { error } = await run(plan, fakeNetwork({ calls: { save: ({ data }) => sent.push(JSON.parse(JSON.stringify(data))) } }), { inputs });
  return error === undefined ? (sent[0] as { x: unknown }).x : error;
}

describe('inputs', () => {
  test('are converted from texts and from JSON', async () => {
    expect(await bound({ type: scalar('integer') }, { x: '12' })).toBe(12);
    expect(await bound({ type: scalar('integer') }, { x: 12 })).toBe(12);
    expect(await bound({ type: scalar('number') }, { x: '2.5' })).toBe(2.5);
    expect(await bound({ type: scalar('boolean') }, { x: 'true' })).toBe(true);
    expect(await bound({ type: scalar('date') }, { x: '2026-01-31' })).toBe('2026-01-31');
    expect(await bound({ type: scalar('string') }, { x: 7 })).toBe('7');
    expect(await bound({ type: { kind: 'array', of: scalar('integer') } }, { x: '[1, 2]' })).toEqual([1, 2]);
    expect(await bound({ type: { kind: 'union', members: [{ kind: 'literal', of: 'string', text: 'a' }, { kind: 'literal', of: 'integer', text: '2' }] } }, { x: '2' })).toBe(2);
  });

  test('have defaults, which the flow computes, and may be left out', async () => {
    expect(await bound({ type: scalar('integer'), default: binary(integer(1), '+', integer(2)) }, {})).toBe(3);
    expect(await bound({ type: scalar('integer'), optional: true }, {})).toBe(null);
    expect(await bound({ type: scalar('integer'), optional: true }, { x: null })).toBe(null);
  });

  test.each<[string, Partial<Field>, Record<string, Json>, string, string]>([
    ['missing', { type: scalar('integer') }, {}, 'missing-input', 'needs the input x'],
    ['unknown', { type: scalar('integer') }, { x: '1', y: '2' }, 'unknown-input', 'has no input y'],
    ['no integer', { type: scalar('integer') }, { x: '1.5' }, 'invalid-input', 'is not a whole number'],
    ['no date', { type: scalar('date') }, { x: '2026-02-30' }, 'invalid-input', 'is not a date'],
    ['no boolean', { type: scalar('boolean') }, { x: 1 }, 'invalid-input', 'is not true or false'],
    ['null', { type: scalar('string') }, { x: null }, 'invalid-input', 'is not a text'],
    ['too small', { type: scalar('integer'), min: '10' }, { x: '9' }, 'invalid-input', 'is less than 10'],
    ['too large', { type: scalar('decimal'), max: '1.50' }, { x: '1.51' }, 'invalid-input', 'is more than 1.50'],
    ['of another form', { type: scalar('string'), pattern: '^[a-z]+$' }, { x: 'a1' }, 'invalid-input', 'does not have the form ^[a-z]+$'],
    ['too long', { type: scalar('string'), maxLength: 2 }, { x: 'abc' }, 'invalid-input', 'is longer than 2 characters'],
    ['no member', { type: { kind: 'union', members: [{ kind: 'literal', of: 'string', text: 'a' }, { kind: 'literal', of: 'string', text: 'b' }] } }, { x: 'c' }, 'invalid-input', "is not one of 'a', 'b'"],
    ['no list', { type: { kind: 'array', of: scalar('integer') } }, { x: '1' }, 'invalid-input', 'is not a list'],
    ['a list with a wrong element', { type: { kind: 'array', of: scalar('integer') } }, { x: '[1, "b"]' }, 'invalid-input', 'element 2 is not a whole number'],
    ['an object with a surplus member', { type: { kind: 'object', open: false, fields: [field('a')] } }, { x: '{"a": 1, "b": 2}' }, 'invalid-input', 'has a member b'],
  ])('that are %s are refused', async (_name, of, inputs, code, message) => {
    expect(await bound(of, inputs)).toMatchObject({ code, message: expect.stringContaining(message), flow: 'sync', file: 'sync.flow', range: { line: 1 } });
  });

  test('that are unknown are refused with those there are', async () => {
    expect(await bound({}, { y: '1' })).toMatchObject({ code: 'unknown-input', remedy: 'Its inputs are x.' });
  });
});

describe('instances', () => {
  const each: Plan = planOf([listEndpoint('items'), sendEndpoint('save')], {
    uses: { shop: { connector: 'store', instances: ['first', 'second'], at } },
    source: { kind: 'endpoint', as: 'item', key: 'id', call: { use: 'shop', endpoint: 'items', args: {}, at }, at },
    steps: [{ kind: 'dedupe', key: path('item.id') }, { kind: 'bind', word: 'let', name: 'value', value: object({ from: path('shop.name', 'use'), id: path('item.id') }) }, save],
  });

  test('are taken one after the other, each with its own pool', async () => {
    const sent: unknown[] = [];
    const ran = await run(each, fakeNetwork({ pages: { items: () => [[{ id: 1 }]] }, calls: { save: ({ data }, _options, instance) => sent.push([instance, data]) } }));
    expect(sent).toEqual([['first', { from: 'first', id: 1 }], ['second', { from: 'second', id: 1 }]]);
    expect(ran.counts).toMatchObject({ read: 2, completed: 2, deduplicated: 0 });
  });

  test('that are missing are named', async () => {
    expect(await run(each, fakeNetwork({}), { instances: {} })).toMatchObject({ status: 'failed', error: { code: 'unknown-instance', message: 'There is no instance first of store.' } });
  });
});

test('a plan of another version is refused', async () => {
  const plan = { ...planOf([listEndpoint('items')], { source: { kind: 'list', as: 'x', items: text(''), at }, steps: [] }), version: 2 as never };
  expect((await run(plan, fakeNetwork({}))).error?.code).toBe('plan-version');
});
