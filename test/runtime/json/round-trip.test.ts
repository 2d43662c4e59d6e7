import { describe, expect, test } from 'vitest';
import { BigInteger, RawNumber } from '../../../runtime/expression/index.ts';
import { parseJson, parseNdjson, stringifyJson } from '../../../runtime/json/index.ts';
import { randomJson, seeded } from '../../support/random-json.ts';

const again = (text: string): string => stringifyJson(parseJson(text));

describe('JSON comes out as it went in', () => {
  test.each([
    '12345678901234567890', '-9007199254740993', '10.0', '-0', '-0.0', '1e5', '1E+5', '0.0000001', '1e400', '0.1', '[10.0]', '[-0]', '{"a":1e5}', '{"a":-10.50}', '{"id":9007199254740993,"b":2}',
    '{"2":1,"10":2,"1":3}', '{"b":{"2":{"1":[{"9":0,"3":0}]}},"a":1}', '{"__proto__":{"x":1},"a":2}', '{"constructor":1,"toString":2}', '{"a":1,"0":2,"b":3}', '[{"7":1,"x":{"5":1,"4":[]}},{"7":2}]',
    '"\\ud800"', '{"\\ud800":"\\udc00"}', '[]', '{}', 'null', 'true', '"x"', '{"":""}', '[1234567890.12345678]', '{"t":"10:00:00.000Z, 1e5"}', '{"4294967294":1,"4294967293":2}',
  ])('%s', (text) => {
    expect(again(text)).toBe(text);
  });

  test('whatever its shape and spelling (2,000 random texts)', () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const { loose, tight } = randomJson(seeded(seed));
      expect([seed, again(loose)]).toEqual([seed, tight]);
    }
  });

  test('and it means what JSON.parse says, digits apart', () => {
    for (let seed = 5000; seed < 5500; seed++) {
      const { loose, tight } = randomJson(seeded(seed));
      // Of the tight spelling: of escaped keys JSON.parse makes other ones at times, see the next test.
      expect([seed, JSON.parse(again(loose))]).toEqual([seed, JSON.parse(tight)]);
    }
  });

  test('a key that is a backslash does not spoil later keys with escapes', () => {
    expect(again('{"id":1,"\\\\":1}')).toBe('{"id":1,"\\\\":1}');
    expect(again('{"id":1,"\\u00e9":2}')).toBe('{"id":1,"é":2}');
    expect(again('{"id":1,"\\u0041b" : 2}')).toBe('{"id":1,"Ab":2}');
  });

  test('keys that are spelled as escapes count as keys', () => {
    expect(again('{"\\u0032":1,"\\u0031":2}')).toBe('{"2":1,"1":2}');
  });

  test('numbers that a double holds are plain numbers, others keep their digits', () => {
    const [small, big, spelled] = parseJson('[42, 12345678901234567890, 10.0]') as [unknown, unknown, unknown];
    expect(small).toBe(42);
    expect(big).toBeInstanceOf(BigInteger);
    expect(spelled).toBeInstanceOf(RawNumber);
  });

  test('plain JSON.stringify writes the digits too', () => {
    expect(JSON.stringify(parseJson('{"a":10.0,"b":[12345678901234567890,1e5]}'))).toBe('{"a":10.0,"b":[12345678901234567890,1e5]}');
  });

  test('ordered objects are plain to whoever reads them', () => {
    const value = parseJson('{"b":1,"2":{"1":5,"0":6}}') as Record<string, Record<string, number>>;
    expect(value['2']?.['1']).toBe(5);
    expect(Object.keys(value)).toEqual(['2', 'b']);
    expect(JSON.stringify(value)).toBe('{"2":{"0":6,"1":5},"b":1}');
    expect(stringifyJson({ first: value })).toBe('{"first":{"b":1,"2":{"1":5,"0":6}}}');
  });

  test('a member named toJSON is data', () => {
    expect(again('{"toJSON":1,"a":2}')).toBe('{"toJSON":1,"a":2}');
    expect(JSON.parse(again('{"toJSON":1,"2":2}'))).toEqual({ 2: 2, toJSON: 1 });
  });

  test('a prototype cannot be set from data', () => {
    const value = parseJson('{"__proto__":{"polluted":1},"2":1,"n":10.0}') as Record<string, unknown>;
    expect(value['polluted']).toBeUndefined();
    expect(Object.hasOwn(value, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('absent members are left out, an absent value is null', () => {
    expect(stringifyJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
    expect(stringifyJson(undefined)).toBe('null');
  });

  test('lines of JSON are read one by one', () => {
    expect(stringifyJson(parseNdjson('{"a":10.0}\r\n\n{"2":1,"1":2}\n'))).toBe('[{"a":10.0},{"2":1,"1":2}]');
    expect(parseNdjson('')).toEqual([]);
    expect(() => parseNdjson('{"a":1}\n{"a":')).toThrow('line 2: no valid JSON: expected a value, but the text ends');
  });
});
