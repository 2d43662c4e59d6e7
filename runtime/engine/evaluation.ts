import type { Expr, Lambda } from '#plan';
import { compile, type Evaluate, type Frame, type Value } from '../expression/index.ts';
import type { Clock } from '../ports.ts';

/** Expressions of one run and one set of instances: what they can name, and how they are compiled. */
export interface Evaluation {
  /** Evaluations do not nest: whoever evaluates for a row puts the row's names into `record` first. */
  readonly frame: Frame;
  compile(expr: Expr): Evaluate;
}

/** What the expressions of a flow, or of one connector, can name from the beginning. */
export interface EvaluationOptions {
  functions: Readonly<Record<string, Lambda>>;
  clock: Clock;
  use?: Readonly<Record<string, { name: string }>>;
  input?: Readonly<Record<string, Value>>;
  setting?: Readonly<Record<string, Value>>;
}

export function createEvaluation({ functions, clock, use = {}, input = {}, setting = {} }: EvaluationOptions): Evaluation {
  const frame: Frame = { record: {}, input, setting, secret: {}, param: {}, response: {}, grant: undefined, use, locals: [], clock };
  return { frame, compile: (expr) => compile(expr, functions) };
}
