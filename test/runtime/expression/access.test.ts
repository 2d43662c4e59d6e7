import { describe, expect, test } from 'vitest';
import { compile, objectOf } from '../../../runtime/expression/index.ts';
import { stringifyJson } from '../../../runtime/json/index.ts';
import { expression, lambda } from '../../support/expression-source.ts';
import { evaluate, failureOf, frame, json } from '../../support/evaluate.ts';

const order = { id: 7, customer: null, lines: [{ sku: 'A', quantity: 2 }], 'x-y': 1, deep: { a: { b: [10, 20] } }, at: '2026-01-05T10:00:00Z' };

describe('members', () => {
  test.each([
    ['order.id', 7], ["order['x-y']", 1], ['order.lines[0].sku', 'A'], ['order.deep.a.b[1]', 20], ['order.lines.length', 1], ["'abc'.length", 3], ['order.lines[5]', undefined],
    ['order.missing', undefined], ['order.lines[5]?.sku', null], ["'abc'[1]", 'b'], ['{ length: 4 }.length', 4],
  ] as const)('%s', (source, wanted) => {
    expect(evaluate(source, { order })).toBe(wanted);
  });

  test.each([
    ['order.customer.email', 'order.customer.email: customer is null'],
    ['order.shipping.city', 'order.shipping.city: shipping is missing'],
    ['order.customer.email.lower()', 'order.customer.email: customer is null'],
    ["order.customer['x-y']", "order.customer['x-y']: customer is null"],
    ['order.customer.lower()', 'order.customer.lower(): customer is null'],
    ['order.lines[3].sku', 'order.lines[3].sku: order.lines[3] is missing'],
    ['order.lines.find(l => false).sku', 'order.lines.find().sku: order.lines.find() is null'],
    ['nobody.name', 'nobody.name: nobody is missing'],
  ])('%s fails the record and says where', (source, message) => {
    expect(failureOf(source, { order })).toMatchObject({ code: 'null-value', scope: 'record', message, at: [0, 1, 1, 1, 1], remedy: expect.stringContaining('?.') });
  });

  test.each(['order?.customer?.email', 'order.customer?.address.city.lower()', 'order.customer?.tags[0].x', "order.customer?.['x']"])('%s is null: the rest of the chain is skipped', (source) => {
    expect(evaluate(source, { order })).toBeNull();
  });

  test('the key of a skipped chain is not evaluated', () => {
    expect(evaluate("order.customer?.tags[reject 'never']", { order })).toBeNull();
  });

  test.each([
    ['order.id.x', 'order.id.x: id is an integer (7), it has no member `x`'],
    ['order.at.year', 'order.at.year: at is a string ("2026-01-05T10:00:00Z"), it has no member `year`'],
    ["order.lines['sku']", 'order.lines.sku: lines is an array ([{"sku":"A","quantity":2}]), it has no member `sku`'],
    ['now().millis', 'now().millis: now() is a datetime ("2026-01-05T10:00:00Z"), it has no member `millis`'],
  ])('%s is a wrong type', (source, message) => {
    expect(failureOf(source, { order })).toMatchObject({ code: 'wrong-type', message });
  });

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'toJSON', 'valueOf'])('%s is no member of data', (name) => {
    expect(evaluate(`order.${name}`, { order })).toBeUndefined();
    expect(evaluate(`order['${name}']`, { order })).toBeUndefined();
    expect(evaluate('order[key]', { order, key: name })).toBeUndefined();
    expect(evaluate('order[key]', { order: objectOf([['2', 1], ['1', 1]]), key: name })).toBeUndefined();
    expect(evaluate(name)).toBeUndefined();
    expect(evaluate(`order.get('${name}')`, { order })).toBeNull();
    expect(evaluate('order[key]', { order: JSON.parse(`{"${name}": 5}`) as unknown, key: name })).toBe(5);
    expect(evaluate(`order.${name}`, { order: JSON.parse(`{"${name}": 5}`) as unknown })).toBe(5);
  });

  test('scopes do not see one another', () => {
    const at = [0, 1, 1, 1, 1] as [number, number, number, number, number];
    const read = (scope: 'setting' | 'secret' | 'param' | 'response' | 'grant' | 'input' | 'use') =>
      compile({ op: 'name', scope, name: 'x', at }, {})(frame({ x: 'record' }, { setting: { x: 'setting' }, secret: { x: 'secret' }, param: { x: 'param' }, response: { x: 'response' }, grant: 'grant', input: { x: 'input' }, use: { x: { name: 'use' } } }));
    for (const scope of ['setting', 'secret', 'param', 'response', 'grant', 'input'] as const) expect(read(scope)).toBe(scope);
    expect(read('use')).toEqual({ name: 'use' });
  });
});

describe('objects and arrays', () => {
  test.each([
    ['{ a: missing, b?: missing, c?: 1 }', '{"a":null,"c":1}'],
    ["{ ...rest, a: 2, ...null }", '{"a":2,"b":1}'],
    ["{ '10': 1, '2': 2, a: 3, '2': 4 }", '{"10":1,"2":4,"a":3}'],
    ["{ '__proto__': { x: 1 } }", '{"__proto__":{"x":1}}'],
    ['[1, ...[2, 3], ...null, missing]', '[1,2,3,null]'],
    ['{ ...indexed, x: 1 }', '{"10":1,"2":2,"x":1}'],
    ['indexed.keys()', '["10","2"]'],
    ["indexed.merge({ '1': 0 }).omit('2')", '{"10":1,"1":0}'],
    ['[{ k: 20 }, { k: 3 }].indexBy(x => x.k)', '{"20":{"k":20},"3":{"k":3}}'],
    ["[['b', 1], ['a', 2]].fromEntries()", '{"b":1,"a":2}'],
  ])('%s', (source, wanted) => {
    expect(json(source, { rest: { a: 1, b: 1 }, indexed: objectOf([['10', 1], ['2', 2]]) })).toBe(wanted);
  });

  test('a spread of something else fails the record', () => {
    expect(failureOf("{ ...'abc' }").message).toBe('`...` in an object: expected an object, found a string ("abc")');
    expect(failureOf('[...{ a: 1 }]').message).toContain('expected an array, found an object');
  });
});

describe('lambdas and functions', () => {
  test('see the names around them, and their own first', () => {
    expect(json('[1, 2].map(x => [3, 4].map(y => x * y + z))', { z: 100 })).toBe('[[103,104],[106,108]]');
    expect(json('[1, 2].map(x => [10].map(x => x + 1)[0] + x)')).toBe('[12,13]');
    expect(json('[1, 2].reduce((sum, x) => [x, x].map(y => y * 2).sum() + sum, 0)')).toBe('12');
  });

  test('a function sees its parameters only, and functions may call functions', () => {
    const functions = { twice: lambda('n => n * 2'), lineText: lambda("(line, sign) => \"{line.sku}{sign}{twice(line.quantity)}\"", ['twice']) };
    expect(evaluate("order.lines.map(l => lineText(l, 'x')).join(', ')", { order }, functions)).toBe('Ax4');
    expect(evaluate('[1, 2].map(x => twice(x) + x)', {}, functions)).toEqual([3, 6]);
  });

  test('reject ends the record with its message, where null is shown as null', () => {
    expect(failureOf('order.customer?.id ?? reject "no customer {order.customer}"', { order })).toMatchObject({ code: 'rejected', scope: 'record', message: 'no customer null', at: [0, 1, 1, 1, 1] });
  });

  test('an evaluation that failed leaves the frame as it was', () => {
    const shared = frame({ order });
    const { locals } = shared;
    expect(() => compile(expression('order.lines.map(l => l.sku.x)'), {})(shared)).toThrow('sku is a string');
    expect(shared.locals).toBe(locals);
    expect(stringifyJson(compile(expression('order.lines.map(l => l.quantity)'), {})(shared))).toBe('[2]');
  });

  test('a wrong plan is our fault, not the record’s', () => {
    const at = [0, 1, 1, 1, 1] as [number, number, number, number, number];
    expect(() => compile({ op: 'name', scope: 'local', name: 'x', at }, {})).toThrow('the plan has no parameter x');
    expect(() => compile({ op: 'global', name: 'launch', args: [], at }, {})).toThrow('there is no function launch');
    expect(() => compile({ op: 'apply', function: 'toString', args: [], at }, {})).toThrow('the plan has no function toString');
    expect(() => compile(expression("'a'.constructor()"), {})).toThrow('no type has a method constructor');
  });
});

describe('methods of a value that nobody typed', () => {
  test.each([
    ['value.contains(2)', [1, 2], true], ['value.contains("b")', 'abc', true], ['value.round(1)', 2.25, 2.3], ['value.string()', 12, '12'], ['value.json()', { a: 1 }, '{"a":1}'],
    ['value.slice(1)', 'abc', 'bc'], ['value.abs()', -3, 3],
  ])('%s', (source, value, wanted) => {
    expect(evaluate(source, { value })).toEqual(wanted);
  });

  test('a wrong type says what was expected and what was found', () => {
    expect(failureOf('value.lower()', { value: 12 })).toMatchObject({ code: 'wrong-type', message: 'value.lower(): expected a string, found an integer (12)' });
    expect(failureOf('value.contains(1)', { value: true }).message).toContain('expected a string or array, found a boolean (true)');
    expect(failureOf("'a'.padStart('x')").message).toContain('the argument `length`: expected integer, found string');
    expect(failureOf('[1].map(1)').message).toContain('the argument `value`: expected function, found integer');
  });
});
