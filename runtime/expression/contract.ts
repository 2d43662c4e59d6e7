import type { Expr, Lambda } from '#plan';

/**
 * A value at run time. JSON's own values stand for themselves (integers up to 2^53 and doubles are `number`); what JSON or a double
 * cannot hold is one of the classes in values.ts: decimals, larger integers, numbers whose spelling must survive, dates, datetimes, durations, bytes
 * (`Uint8Array`). `undefined` is an absent member.
 */
export type Value = unknown;

/** The values that an expression can name, by scope. A store that is not in scope is an empty object. */
export interface Frame {
  record: Record<string, Value>;
  input: Readonly<Record<string, Value>>;
  setting: Readonly<Record<string, Value>>;
  secret: Readonly<Record<string, Value>>;
  param: Readonly<Record<string, Value>>;
  response: Record<string, Value>;
  grant: Value;
  use: Readonly<Record<string, { name: string }>>;
  /** Lambda and function parameters; managed by the evaluator, starts empty. */
  locals: Value[];
  clock: { now(): number };
}

/** An expression, ready to run. Throws `PatchbayError` of scope `record` (code `null-value`, `rejected`, `evaluation-limit`, …) with `at`. */
export type Evaluate = (frame: Frame) => Value;

/** Compiles to closures, once a run; never to source text. `functions` are those that `apply` may name. */
export type Compile = (expr: Expr, functions: Readonly<Record<string, Lambda>>) => Evaluate;
