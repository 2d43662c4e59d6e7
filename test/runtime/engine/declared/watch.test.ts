import { describe, expect, it } from 'vitest';
import type { Endpoint, Field, Type } from '#plan';
import type { InstanceClient } from '../../../../runtime/connector/contract.ts';
import { parseJson } from '../../../../runtime/json/index.ts';
import { createWatch } from '../../../../runtime/engine/declared/watch.ts';
import { watchAnswers } from '../../../../runtime/engine/declared/watched-client.ts';
import { typeText } from '../../../../runtime/engine/declared/type-text.ts';

const scalar = (name: Extract<Type, { kind: 'scalar' }>['name'], pattern?: string, whenFalse?: string): Type => ({
  kind: 'scalar', name, ...(pattern !== undefined && { format: { pattern, ...(whenFalse !== undefined && { whenFalse }) } }),
});
const named = (id: string): Type => ({ kind: 'named', id });
const union = (...members: Type[]): Type => ({ kind: 'union', members });
const text = (value: string): Type => ({ kind: 'literal', of: 'string', text: value });
const fieldsOf = (types: Record<string, Type>): Field[] => Object.entries(types).map(([name, type], index) => ({
  name: name.replace('?', ''), type, optional: name.endsWith('?'), at: [0, index + 10, 1, index + 10, 2],
}));
const object = (types: Record<string, Type>): Type => ({ kind: 'object', open: false, fields: fieldsOf(types) });

/** What is told of values, given as JSON, of a type: `Order.total: decimal`. */
function told(type: Type, values: readonly string[], types: Record<string, Type> = {}): string[] {
  const lines: string[] = [];
  const look = createWatch(types, (one) => lines.push(`${one.entity ?? ''}.${one.path}: ${typeText(one.type)}${one.optional ? '?' : ''}@${one.at[1]}`))(type, [0, 1, 1, 1, 1]);
  for (const value of values) look?.(parseJson(value));
  return lines;
}

/** Whether a value, given as JSON, is of a type. */
const fits = (type: Type, json: string): boolean => told(object({ x: type }), [`{"x":${json}}`]).length === 0;

describe('a value of an answer and its declared type', () => {
  it.each<[string, Type, string[], string[]]>([
    ['string', scalar('string'), ['""', '"12"'], ['12', 'true', 'null', '[]', '{}']],
    ['integer', scalar('integer'), ['0', '-12', '12.0', '1e3', '9007199254740993'], ['1.5', '"12"', '1.50', 'true', 'null']],
    ['decimal', scalar('decimal'), ['12', '12.50', '1e3', '0.1', '9007199254740993'], ['"12.50"', 'false']],
    ['number', scalar('number'), ['2.5', '2', '10.0'], ['"2.5"']],
    ['boolean', scalar('boolean'), ['true', 'false'], ['"true"', '1', '0']],
    ['boolean with a format', scalar('boolean', 'T', 'F'), ['"T"', '"F"'], ['"Y"', '"true"']],
    ['date', scalar('date'), ['"2026-01-31"', '"2024-02-29"', '"2026-02-03"'], ['"2026-02-29"', '"2026-13-01"', '"31.01.2026"', '20260131', 'true']],
    ['datetime', scalar('datetime'), ['"2026-01-31T12:00:00Z"', '"2026-01-30T12:00:00.123+02:00"', '"2026-02-01"'], ['"2026-02-30T12:00:00Z"', '"2026-01-31T25:00:00Z"', '"soon"', '1767225600']],
    ['datetime as epoch', scalar('datetime', 'epoch'), ['1767225600', '"1767225600"'], ['"soon"', 'true']],
    ['date with a pattern', scalar('date', 'yyyyMMdd'), ['"20260131"', '20260131'], ['"2026-01-31"']],
    ['a union of texts', union(text('open'), text('closed')), ['"open"', '"closed"'], ['"Open"', 'null', '1']],
    ['a union with null', union(scalar('string'), { kind: 'null' }), ['"a"', 'null'], ['1']],
    ['a number as a literal', { kind: 'literal', of: 'decimal', text: '2.5' }, ['2.5', '2.50'], ['2', '"2.5"']],
    ['an array', { kind: 'array', of: scalar('integer') }, ['[]', '[1,2]'], ['[1,"2"]', '{}', '1', '[null]']],
    ['a map', { kind: 'map', of: scalar('boolean') }, ['{}', '{"a":true}'], ['{"a":1}', '[]', '"a"']],
    ['any', { kind: 'any' }, ['1', 'null', '"a"', '{}'], []],
  ])('%s', (_name, type, right, wrong) => {
    expect(right.filter((json) => !fits(type, json))).toEqual([]);
    expect(wrong.filter((json) => fits(type, json))).toEqual([]);
  });

  it('of several objects one has to fit as a whole', () => {
    const type = union(object({ kind: text('card'), last4: scalar('string') }), object({ kind: text('cash'), paid: scalar('decimal') }));
    expect(fits(type, '{"kind":"card","last4":"1234"}')).toBe(true);
    expect(fits(type, '{"kind":"cash","paid":2}')).toBe(true);
    expect(fits(type, '{"kind":"cash","paid":"2"}')).toBe(false);
    expect(fits(type, '{"kind":"card"}')).toBe(false);
  });
});

describe('what is told', () => {
  const types = {
    'shop.Order': object({ id: scalar('integer'), total: scalar('decimal'), 'note?': scalar('string'), customer: named('shop.Customer'), lines: { kind: 'array', of: named('shop.Line') }, 'parent?': named('shop.Order') }),
    'shop.Customer': object({ email: scalar('string'), address: object({ city: scalar('string') }) }),
    'shop.Line': object({ quantity: scalar('integer') }),
  };
  const order = (more: string): string => `{"id":1,"total":1,"customer":{"email":"a","address":{"city":"b"}},"lines":[]${more}}`;
  const look = (...values: string[]): string[] => told(named('shop.Order'), values, types);

  it('nothing of what is as declared: absent and null where optional, and fields that nobody declared', () => {
    expect(look(order(''), order(',"note":null'), order(',"note":"a","new":{"x":1}'), order(`,"parent":${order('')}`))).toEqual([]);
  });

  it('each field once, however often it comes, at its declaration', () => {
    const wrong = '{"id":"x","total":"1","note":1,"customer":{"email":null,"address":{"city":1}},"lines":[{"quantity":1.5},{"quantity":"2"}]}';
    expect(look(order(''), wrong, wrong, wrong)).toEqual([
      'Order.id: integer@10', 'Order.total: decimal@11', 'Order.note: string?@12', 'Customer.email: string@10', 'Customer.address.city: string@10', 'Line.quantity: integer@10',
    ]);
  });

  it('a field that is not there and not optional', () => {
    expect(look('{"id":1,"total":1,"lines":[]}')).toEqual(['Order.customer: Customer@13']);
  });

  it('something else than an object or a list, and afterwards still what is inside of a right one', () => {
    expect(look('[]', '7', order(',"parent":3'), order(',"parent":{"id":1}'))).toEqual([
      '.: Order@1', 'Order.parent: Order?@15', 'Order.total: decimal@11', 'Order.customer: Customer@13', 'Order.lines: Line[]@14',
    ]);
  });

  it('no member that every object has', () => {
    const type = object({ constructor: scalar('string'), 'toString?': scalar('string') });
    expect(told(type, ['{"constructor":"a"}'])).toEqual([]);
    expect(told(type, ['{}'])).toEqual(['.constructor: string@10']);
  });
});

describe('entities that hold one another by a union', () => {
  const either = union(named('c.Text'), named('c.List'));
  const types = { 'c.Text': object({ 'inside?': either, words: scalar('string') }), 'c.List': object({ 'inside?': either, words: scalar('string') }) };
  const nested = (depth: number, words: string): string => `${'{"words":"a","inside":'.repeat(depth)}{"words":${words}}${'}'.repeat(depth)}`;

  it('are looked at', () => {
    expect(told(named('c.Text'), [nested(3, '"a"')], types)).toEqual([]);
    expect(told(named('c.Text'), [nested(3, '1')], types)).toEqual(['Text.inside: Text | List?@10']);
    expect(told(either, ['{"words":1}'], types)).toHaveLength(1);
  });

  it('are looked at once each, however deep an answer nests them', () => {
    expect(told(named('c.Text'), [nested(400, '1')], types)).toHaveLength(1);
  });
});

it('shortens what came, a number with a million digits too', async () => {
  const endpoint = { name: 'one', select: { kind: 'value', type: scalar('string'), at: [0, 1, 1, 1, 1] } } as unknown as Endpoint;
  const client = { instance: { name: 'shop' }, call: async () => ({ kind: 'value', value: parseJson(`1${'2'.repeat(1_000_000)}`) }) } as unknown as InstanceClient;
  const said: string[] = [];
  await watchAnswers(client, { types: {}, files: [] }, (line) => said.push(line)).call(endpoint, {}, { signal: new AbortController().signal });
  expect(said).toEqual([`shop.one: what it gives is declared as string, and 1${'2'.repeat(38)}… came. The run goes on, and says this once.`]);
});
