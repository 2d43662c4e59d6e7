import type { Expr, Lambda } from '#plan';
import { PatchbayError } from '../../runtime/errors.ts';
import { compile, type Frame } from '../../runtime/expression/index.ts';
import { stringifyJson } from '../../runtime/json/index.ts';
import { expression } from './expression-source.ts';

/** Everything an expression can name; the clock stands at 2026-01-05T10:00:00Z. */
export function frame(record: Record<string, unknown> = {}, more: Partial<Frame> = {}): Frame {
  return {
    record, input: {}, setting: {}, secret: {}, param: {}, response: {}, grant: null, use: {}, locals: [], clock: { now: () => Date.UTC(2026, 0, 5, 10) }, ...more,
  };
}

/** The value of an expression, written as in the language or as the plan has it. */
export function evaluate(source: string | Expr, record: Record<string, unknown> = {}, functions: Record<string, Lambda> = {}): unknown {
  const expr = typeof source === 'string' ? expression(source, [], Object.keys(functions)) : source;
  return compile(expr, functions)(frame(record));
}

/** The value as JSON, which tells decimals from integers and shows what a receiver would get. */
export function json(source: string | Expr, record: Record<string, unknown> = {}): string {
  return stringifyJson(evaluate(source, record));
}

/** The error that the expression ends the record with. */
export function failureOf(source: string | Expr, record: Record<string, unknown> = {}, functions: Record<string, Lambda> = {}): PatchbayError {
  try {
    evaluate(source, record, functions);
  } catch (error) {
    if (error instanceof PatchbayError) return error;
    throw error;
  }
  throw new Error('the expression did not fail');
}
