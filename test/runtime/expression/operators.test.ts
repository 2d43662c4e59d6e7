import { describe, expect, test } from 'vitest';
import { evaluate, failureOf, json } from '../../support/evaluate.ts';

describe('numbers are exact', () => {
  test.each([
    ['0.1 + 0.2', '0.3'],
    ['1.50 + 1', '2.50'],
    ['12.50 * 3', '37.50'],
    ['1.10 * 1.10', '1.2100'],
    ['10 / 4', '2.5'],
    ['6 / 3', '2'],
    ['1 / 3', '0.3333333333333333333333333333333333'],
    ['200000000000000000000 / 3', '66666666666666666666.66666666666667'],
    ['2 / 300000', '0.000006666666666666666666666666666666667'],
    ['7 % 3', '1'],
    ['-7 % 3', '-1'],
    ['-(2.50)', '-2.50'],
    ['9007199254740991 + 1', '9007199254740992'],
    ['9007199254740993 - 1', '9007199254740992'],
    ['9007199254740992 - 1', '9007199254740991'],
    ['3037000500 * 3037000500', '9223372037000250000'],
    ['12345678901234567890 + 1', '12345678901234567891'],
    ['-12345678901234567890', '-12345678901234567890'],
    ['0 * -5', '0'],
    ['-5 % 5', '0'],
  ])('%s is %s', (source, wanted) => {
    expect(json(source)).toBe(wanted);
  });

  test('numbers of JSON with a fraction calculate as decimals, whatever their class', () => {
    expect(json('a + b', { a: 0.1, b: 0.2 })).toBe('0.3');
  });

  test('the checker decides for doubles', () => {
    const at = [0, 1, 1, 1, 1] as [number, number, number, number, number];
    const of = (name: string) => ({ op: 'name', scope: 'record', name, at }) as const;
    expect(json({ op: 'binary', operator: '+', on: 'number', left: of('a'), right: of('b'), at }, { a: 0.1, b: 0.2 })).toBe('0.30000000000000004');
  });

  test.each(['1 / 0', '1 % 0', '1.5 / 0', '1.5 % 0.00', '12345678901234567890 % 0'])('%s fails the record', (source) => {
    expect(failureOf(source)).toMatchObject({ code: 'division-by-zero', scope: 'record' });
  });
});

describe('equality has no coercion', () => {
  test.each([
    ["1 == '1'", false], ['1 == 1.00', true], ['1 == true', false], ["'a' == 'a'", true], ['null == missing', true], ["'' == null", false], ['0 == false', false],
    ['12345678901234567890 == 12345678901234567890', true], ['12345678901234567890 == 12345678901234567891', false],
    ["'2026-01-05T10:00:00Z'.datetime() == '2026-01-05T11:00:00+01:00'.datetime()", true],
    ["'2026-01-05'.date() == '2026-01-05'.date()", true], ["'2026-01-05'.date() == '2026-01-05'", false], ['60s == 1m', true],
    ['[1, { a: 2 }] == [1, { a: 2.0 }]', true], ['{ a: 1, b: 2 } == { b: 2, a: 1 }', true], ['{ a: null } == {}', false], ['[1] == [1, 2]', false],
    ["'a'.bytes() == 'a'.bytes()", true], ["'a'.bytes() == 'b'.bytes()", false], ["'a'.bytes() == 'ab'.bytes()", false], ['[1] == { a: 1 }', false],
    ['raw == 10', true], ["'a' != 'b'", true],
  ] as const)('%s is %s', async (source, wanted) => {
    const { RawNumber } = await import('../../../runtime/expression/index.ts');
    expect(evaluate(source, { raw: new RawNumber('1e1') })).toBe(wanted);
  });
});

describe('order', () => {
  test.each([
    ['1 < 2', true], ['2.5 >= 2.50', true], ["'a' < 'b'", true], ['12345678901234567890 > 12345678901234567889', true], ['1.5 < 12345678901234567890', true],
    ["'2026-01-05T10:00:00Z'.datetime() < '2026-01-05T10:00:00.001Z'.datetime()", true], ["'2026-01-05'.date() <= '2026-01-05'.date()", true], ['90s > 1m', true],
  ] as const)('%s is %s', (source, wanted) => {
    expect(evaluate(source)).toBe(wanted);
  });

  test.each(["1 < '2'", 'true < false', '[1] < [2]', "'2026-01-05'.date() < '2026-01-06'"])('%s has none', (source) => {
    expect(failureOf(source)).toMatchObject({ code: 'wrong-type', scope: 'record' });
  });

  test('of null there is none either, and the side is named', () => {
    expect(failureOf('order.total > 3', { order: {} })).toMatchObject({ code: 'null-value', message: 'order.total: total is null, `>` needs a value', at: [0, 1, 1, 1, 1] });
  });
});

describe('times', () => {
  test.each([
    ["('2026-01-05T10:00:00Z'.datetime() + 90m).iso()", '2026-01-05T11:30:00Z'],
    ["('2026-01-05T10:00:00Z'.datetime() - 1d).iso()", '2026-01-04T10:00:00Z'],
    ["('2026-01-05T10:00:00Z'.datetime() - '2026-01-05T08:30:00Z'.datetime())", '90m'],
    ["('2026-02-28'.date() + 1d).iso()", '2026-03-01'],
    ["('2026-03-01'.date() - '2026-01-01'.date())", '59d'],
    ['2 * 30s', '1m'], ['30s * 3', '90s'], ['1h / 4', '15m'], ['1h + 30m', '90m'], ['1h - 60m', '0s'], ['(1h / 15m)', '4'],
  ])('%s is %s', (source, wanted) => {
    expect(JSON.parse(json(source))).toEqual(/^\d+$/.test(wanted) ? Number(wanted) : wanted);
  });

  test('a date cannot be moved by hours', () => {
    expect(failureOf("'2026-01-05'.date() + 1h")).toMatchObject({ code: 'invalid-value' });
  });

  test.each(["1 + 1h", "'a' + 1h", '1h + 1', "'2026-01-05'.date() + 1", "'2026-01-05'.date() + '2026-01-05'.date()"])('%s means nothing', (source) => {
    expect(failureOf(source).code).toBe('wrong-type');
  });
});

describe('texts and conditions', () => {
  test('+ joins two texts and nothing else', () => {
    expect(evaluate("'a' + 'b'")).toBe('ab');
    expect(failureOf("'a' + 1")).toMatchObject({ code: 'wrong-type', message: "'a' + 1: `+`: expected a string, found an integer (1)" });
    expect(failureOf("1 + 'a'").message).toContain('expected a number, found a string ("a")');
  });

  test.each([
    ['true && !false', true], ['false && missing.x', false], ['true || missing.x', true], ['missing ?? 1', 1], ['0 ?? 1', 0], ["'' ?? 'x'", ''], ['missing ? 1 : 2', 2],
    ['2 in [1, 2.0]', true], ["'b' in { a: 1 }", false], ["'a' in { a: null }", true], ["'b' in 'abc'", true], ["match 'b' { 'a' | 'b' -> 1, else -> 2 }", 1],
    ['match missing { null -> 1, else -> 2 }', 1], ["match 'z' { 'a' -> 1, else -> 2 }", 2], ['match -1 { -1 -> true }', true],
  ] as const)('%s is %s', (source, wanted) => {
    expect(evaluate(source)).toBe(wanted);
  });

  test('a condition that is no boolean fails the record', () => {
    expect(failureOf("'yes' ? 1 : 2")).toMatchObject({ code: 'wrong-type', at: [0, 1, 1, 1, 1] });
    expect(failureOf('!0').message).toContain('expected true or false, found an integer (0)');
  });

  test('a match without else rejects what nobody named', () => {
    expect(failureOf("match order.status { 'open' -> 1 }", { order: { status: 'odd' } })).toMatchObject({ code: 'no-match', message: 'order.status is "odd", which no case of the match names' });
  });
});
