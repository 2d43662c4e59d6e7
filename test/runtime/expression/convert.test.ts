import { describe, expect, test } from 'vitest';
import type { Format, Scalar } from '#plan';
import { BigInteger, compile, convertValue, DateTime, RawNumber } from '../../../runtime/expression/index.ts';
import { PatchbayError } from '../../../runtime/errors.ts';
import { stringifyJson } from '../../../runtime/json/index.ts';
import { get } from '../../support/expressions.ts';
import { failureOf, frame } from '../../support/evaluate.ts';

const shown = (value: unknown, to: Scalar, format?: Format): unknown => JSON.parse(stringifyJson(convertValue(value, to, format)));
const moment = DateTime.parse('2026-01-05T10:00:00.250Z') as DateTime;

describe('texts become times', () => {
  test.each([
    ['2026-01-05T10:00:00Z', undefined, '2026-01-05T10:00:00Z'],
    ['2026-01-05 10:00', undefined, '2026-01-05T10:00:00Z'],
    ['2026-01-05', undefined, '2026-01-05T00:00:00Z'],
    ['2026-01-05T10:00:00.123456789+0530', undefined, '2026-01-05T10:00:00.123+05:30'],
    ['2026-01-05T10:00:00-08', undefined, '2026-01-05T10:00:00-08:00'],
    ['2026-W02-1T10:00Z', undefined, '2026-01-05T10:00:00Z'],
    ['2024-02-29', undefined, '2024-02-29T00:00:00Z'],
    ['0001-01-01T00:00:00Z', undefined, '0001-01-01T00:00:00Z'],
    ['2026-01-05 10:00:00', { pattern: 'yyyy-MM-dd HH:mm:ss', zone: 'Europe/London' }, '2026-01-05T10:00:00Z'],
    ['2026-07-05 10:00:00', { pattern: 'yyyy-MM-dd HH:mm:ss', zone: 'Europe/London' }, '2026-07-05T10:00:00+01:00'],
    ['5 Jan 2026, 3:07 PM', { pattern: "d MMM yyyy',' h:mm a" }, '2026-01-05T15:07:00Z'],
    ["05 o'clock 2026", { pattern: "HH 'o''clock' yyyy" }, '2026-01-01T05:00:00Z'],
    ['2026-07-05T10:00:00', { pattern: '', zone: 'Europe/Berlin' }, '2026-07-05T10:00:00+02:00'],
    ['2026-07-05T10:00:00Z', { pattern: '', zone: 'Europe/Berlin' }, '2026-07-05T10:00:00Z'],
    ['20260105T100000Z', { pattern: "yyyyMMdd'T'HHmmssX" }, '2026-01-05T10:00:00Z'],
    ['2026-01-05T10:00:00+02:00', { pattern: "yyyy-MM-dd'T'HH:mm:ssXXX" }, '2026-01-05T10:00:00+02:00'],
    ['1767607200', { pattern: 'epoch' }, '2026-01-05T10:00:00Z'],
    [1767607200.5, { pattern: 'epoch' }, '2026-01-05T10:00:00.500Z'],
    [1767607200000, { pattern: 'epochMillis' }, '2026-01-05T10:00:00Z'],
    [1767607200, { pattern: 'epoch', zone: 'Asia/Tokyo' }, '2026-01-05T19:00:00+09:00'],
    ['/Date(1767607200000)/', { pattern: '/Date(ms)/' }, '2026-01-05T10:00:00Z'],
    ['/Date(1767607200000+0200)/', { pattern: '/Date(ms)/' }, '2026-01-05T10:00:00Z'],
  ] as [unknown, Format | undefined, string][])('%j as %j', (value, format, wanted) => {
    expect(shown(value, 'datetime', format)).toBe(wanted);
  });

  test.each([
    ['20260105', { pattern: 'yyyyMMdd' }, '2026-01-05'], [20260105, { pattern: 'yyyyMMdd' }, '2026-01-05'], ['2026-01-05T23:30:00-08:00', undefined, '2026-01-05'], ['2026-01', { pattern: 'yyyy-MM' }, '2026-01-01'],
  ] as [unknown, Format | undefined, string][])('%j as the date %j', (value, format, wanted) => {
    expect(shown(value, 'date', format)).toBe(wanted);
  });

  test.each([
    ['2026-02-30', 'date', undefined], ['2026-13-01T00:00:00Z', 'datetime', undefined], ['2026-01-05T25:00:00Z', 'datetime', undefined], ['tomorrow', 'datetime', undefined], ['', 'date', undefined],
    ['05.01.2026', 'date', { pattern: 'yyyy-MM-dd' }], [true, 'datetime', { pattern: 'epoch' }], [1e300, 'datetime', { pattern: 'epoch' }], ['x', 'datetime', { pattern: '/Date(ms)/' }],
  ] as [unknown, Scalar, Format | undefined][])('%j is no %s', (value, to, format) => {
    expect(() => convertValue(value, to, format)).toThrow(PatchbayError);
  });

  test('an unknown field of a pattern, and an unknown zone, are named', () => {
    expect(() => convertValue('x', 'date', { pattern: 'yyyy-qq' })).toThrow('the date pattern `yyyy-qq` has `qq`, which is not known');
    expect(() => convertValue('2026-01-05 10:00', 'datetime', { pattern: 'yyyy-MM-dd HH:mm', zone: 'Europe/Atlantis' })).toThrow('there is no time zone "Europe/Atlantis"');
  });
});

describe('times become texts and numbers', () => {
  test.each([
    [moment, 'string', undefined, '2026-01-05T10:00:00.250Z'], [moment, 'string', { pattern: 'yyyyMMddHHmmssSSS' }, '20260105100000250'], [moment, 'string', { pattern: 'HH:mm', zone: 'Asia/Kolkata' }, '15:30'],
    [moment, 'string', { pattern: "EEE, dd MMM yyyy HH:mm:ss 'GMT'" }, 'Mon, 05 Jan 2026 10:00:00 GMT'], [moment, 'string', { pattern: "yyyy-MM-dd'T'HH:mm:ssXXX", zone: 'Europe/Berlin' }, '2026-01-05T11:00:00+01:00'],
    [moment, 'string', { pattern: 'Z XX X ZZZZZ', zone: 'Asia/Kolkata' }, '+0530 +0530 +0530 +05:30'], [moment, 'string', { pattern: 'XXX X' }, 'Z Z'],
    [moment, 'string', { pattern: 'epoch' }, '1767607200'], [moment, 'integer', { pattern: 'epoch' }, 1767607200], [moment, 'integer', { pattern: 'epochMillis' }, 1767607200250], [moment, 'string', { pattern: '/Date(ms)/' }, '/Date(1767607200250)/'],
    [moment, 'date', undefined, '2026-01-05'], [moment, 'date', { pattern: '', zone: 'Pacific/Kiritimati' }, '2026-01-06'],
  ] as [unknown, Scalar, Format | undefined, unknown][])('%j as %s %j', (value, to, format, wanted) => {
    expect(shown(value, to, format)).toBe(wanted);
  });
});

describe('numbers, booleans, durations', () => {
  test.each([
    ['12.50', 'decimal', '12.50'], [12.5, 'decimal', '12.5'], [new RawNumber('1e3'), 'decimal', '1000'], [new RawNumber('10.0'), 'integer', '10'], ['-42', 'integer', '-42'], ['+42', 'integer', '42'], ['12.00', 'integer', '12'],
    ['123456789012345678901', 'integer', '123456789012345678901'], [new BigInteger(12345678901234567890n), 'string', '"12345678901234567890"'], [new RawNumber('10.0'), 'string', '"10.0"'], ['.5', 'number', '0.5'],
    [' 1e-3 ', 'number', '0.001'], ['True', 'boolean', 'true'], ['90d', 'duration', '"90d"'], ['PT1H30M', 'duration', '"90m"'], ['P1W', 'duration', '"7d"'], [null, 'decimal', 'null'],
  ] as [unknown, Scalar, string][])('%j as %s is %s', (value, to, wanted) => {
    expect(stringifyJson(convertValue(value, to))).toBe(wanted);
  });

  test('booleans by their own words', () => {
    const format = { pattern: 'T', whenFalse: 'F' };
    expect([convertValue('T', 'boolean', format), convertValue('F', 'boolean', format), convertValue(true, 'string', format), convertValue(false, 'string', format)]).toEqual([true, false, 'T', 'F']);
    expect(() => convertValue('t', 'boolean', format)).toThrow('"t" is neither `T` nor `F`');
    expect(convertValue(1, 'boolean', { pattern: '1', whenFalse: '0' })).toBe(true);
  });

  test.each([
    ['12,5', 'decimal'], ['', 'integer'], ['1.5', 'integer'], [1.5, 'integer'], ['0x10', 'number'], ['NaN', 'number'], ['Infinity', 'number'], ['1e999', 'number'], [new RawNumber('1e400'), 'number'], ['yes', 'boolean'], [1, 'boolean'], ['1 day', 'duration'], ['P', 'duration'],
    [{}, 'string'], [true, 'integer'], [[], 'decimal'],
  ] as [unknown, Scalar][])('%j is no %s', (value, to) => {
    if (to === 'string') expect(convertValue(value, to)).toBe('{}');
    else expect(() => convertValue(value, to)).toThrow(PatchbayError);
  });

  test('an error of a conversion names the value’s path and place', () => {
    const at = [0, 3, 5, 3, 9] as [number, number, number, number, number];
    const expr = { op: 'convert', to: 'decimal', of: get({ op: 'name', scope: 'record', name: 'order', at }, 'total'), at } as const;
    expect(failureOf(expr, { order: { total: 'a lot' } })).toMatchObject({ code: 'invalid-value', scope: 'record', at, message: 'order.total: "a lot" is no decimal' });
    expect(compile(expr, {})(frame({ order: {} }))).toBeUndefined();
  });
});
