import { describe, expect, test } from 'vitest';
import type { Expr } from '#plan';
import { compile } from '../../../runtime/expression/index.ts';
import { expression, lambda } from '../../support/expression-source.ts';
import { at } from '../../support/expressions.ts';
import { evaluate, failureOf, frame } from '../../support/evaluate.ts';

const hundred = Array.from({ length: 100 }, (_item, index) => index);
const limit = { code: 'evaluation-limit', scope: 'record', at: [0, 1, 1, 1, 1] };

describe('an evaluation is bounded', () => {
  test('in steps', () => {
    expect(failureOf('h.map(a => h.map(b => h.map(c => h.map(d => a + b + c + d).sum()).sum()).sum()).sum()', { h: hundred })).toMatchObject(limit);
  });

  test('in steps of functions that call functions twice each', () => {
    const functions = Object.fromEntries(Array.from({ length: 40 }, (_item, index) => [`f${index}`, lambda(index === 39 ? 'n => n' : `n => f${index + 1}(n) + f${index + 1}(n)`, [`f${index + 1}`])]));
    expect(failureOf('f0(1)', {}, functions)).toMatchObject({ code: 'evaluation-limit' });
  });

  test('in depth of functions that call themselves', () => {
    expect(failureOf('f(1)', {}, { f: lambda('n => f(n + 1)', ['f']) })).toMatchObject({ code: 'evaluation-limit', message: expect.stringContaining('100 deep') });
  });

  test.each([
    "'x'.padStart(20000000)", "h.reduce((text, x) => text + text, 'x')", "h.reduce((text, x) => \"{text}{text}\", 'x')", "h.reduce((text, x) => text.replace('x', 'xx'), 'x')", "h.reduce((text, x) => [text, text].join('-'), 'x')",
    "h.reduce((text, x) => text.padEnd(text.length * 2), 'x')",
  ])('in length of texts: %s', (source) => {
    expect(failureOf(source, { h: hundred })).toMatchObject({ ...limit, message: expect.stringMatching(/16 MB|64 MB|10 million/) });
  });

  test.each(['h.reduce((list, x) => [...list, ...list], [1])', 'h.reduce((list, x) => list.flatMap(y => [y, y]), [1])', 'h.reduce((o, x) => [o, o].json(), "")', 'h.reduce((o, x) => [o, o], 1).json()', 'h.reduce((o, x) => [o, o], 1).hash()', 'h.reduce((o, x) => { a: o, b: o }, 1).string()', 'h.reduce((o, x) => [o, o], 1) == h.reduce((o, x) => [o, o], 1)', 'thousands.reduce((o, x) => [o], 1).json()'])('in memory: %s', (source) => {
    expect(failureOf(source, { h: hundred, thousands: Array.from({ length: 5000 }, () => 1) })).toMatchObject({ code: 'evaluation-limit' });
  });

  test.each(['h.reduce((n, x) => n * n, 3)', 'h.reduce((n, x) => n * n, 1.5)', 'raw + 1', "raw.string().decimal() * 2", "'1e999999'.decimal()", 'h.reduce((n, x) => n / 3, 1.5) + h.reduce((n, x) => n * 0.0000000001, 0.1) * 0.1'])('in digits: %s', async (source) => {
    const { RawNumber } = await import('../../../runtime/expression/index.ts');
    expect(failureOf(source, { h: hundred, raw: new RawNumber('1e999999') })).toMatchObject({ code: 'evaluation-limit' });
  });

  test('in nesting', () => {
    let deep: Expr = { op: 'literal', type: 'integer', text: '1', at };
    for (let level = 0; level < 5000; level++) deep = { op: 'unary', operator: '-', of: deep, at };
    expect(() => compile(deep, {})).toThrow('the expression is nested too deep');
  });

  test('a sum of five hundred terms is no attack', () => {
    expect(evaluate(Array.from({ length: 500 }, () => '1').join(' + '))).toBe(500);
  });

  test('each evaluation has its own budget', () => {
    const ev = compile(expression('h.map(a => h.map(b => h.map(c => 1).sum()).sum()).sum()'), {});
    const shared = frame({ h: hundred });
    for (let run = 0; run < 5; run++) expect(ev(shared)).toBe(1_000_000);
  });
});
