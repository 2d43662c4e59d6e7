import type { Expr, Lambda } from '#plan';
import { allocate, enterCall, leaveCall, spend } from './budget.ts';
import type { Evaluate, Frame, Value } from './contract.ts';

/** A lambda at run time: called with as many values as its builtin passes. */
export type Callable = (first?: Value, second?: Value) => Value;

/** Makes a closure of an expression. `names` are the parameters in scope, outermost first: the place of a name is its slot in `Frame.locals`. */
export type Build = (expr: Expr, names: readonly string[]) => Evaluate;

/** Makes the closures of one compilation; knows the functions, and compiles each once, when it is first called. */
export interface Compilation {
  build: Build;
  function(id: string): Evaluate;
  /** The parameters of a function; undefined where there is no such function. */
  parameters(id: string): readonly string[] | undefined;
}

/** True where the expression, or a function that it may call, reads a secret or a token. */
export function readsSecret(expr: Expr, functions: Readonly<Record<string, Lambda>>): boolean {
  const own = parts(expr);
  return own.some(isSecret) || (own.some((part) => part.op === 'apply') && Object.values(functions).some((lambda) => parts(lambda.body).some(isSecret)));
}

function isSecret(expr: Expr): boolean {
  return expr.op === 'name' && (expr.scope === 'secret' || expr.scope === 'grant');
}

/** How many expressions are in an expression: what it costs to evaluate it once. */
export function weight(expr: Expr): number {
  return parts(expr).length;
}

/** An expression and every expression in it. */
function parts(expr: Expr): Expr[] {
  const found: Expr[] = [];
  const waiting: object[] = [expr];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ('op' in node) found.push(node as Expr);
    for (const part of Object.values(node) as unknown[]) if (typeof part === 'object' && part !== null) waiting.push(part);
  }
  return found;
}

/** `x => expr` as a value: a function over the locals of the place where it was written. */
export function buildLambda(expr: Extract<Expr, { op: 'lambda' }>, names: readonly string[], { build }: Compilation): Evaluate {
  const slot = names.length;
  const body = build(expr.body, [...names, ...expr.params]);
  const cost = weight(expr.body) + 1;
  const unary = expr.params.length < 2;
  return (frame): Callable => {
    const { locals } = frame;
    return (first, second) => {
      spend(cost);
      const outer = frame.locals;
      frame.locals = locals;
      locals[slot] = first;
      if (!unary) locals[slot + 1] = second;
      const result = body(frame);
      frame.locals = outer;
      return result;
    };
  };
}

/** A call of a function of the plan. Its body sees its own parameters only. */
export function buildApply(expr: Extract<Expr, { op: 'apply' }>, names: readonly string[], compilation: Compilation): Evaluate {
  const args = expr.args.map((arg) => compilation.build(arg, names));
  if (compilation.parameters(expr.function) === undefined) throw new Error(`the plan has no function ${expr.function}`);
  let body: Evaluate | undefined;
  return (frame) => {
    body ??= compilation.function(expr.function);
    return call(body, args, frame);
  };
}

function call(body: Evaluate, args: Evaluate[], frame: Frame): Value {
  const values = args.map((arg) => arg(frame));
  const outer = frame.locals;
  enterCall();
  allocate(64);
  frame.locals = values;
  const result = body(frame);
  frame.locals = outer;
  leaveCall();
  return result;
}

/** The closures of `functions`, each made when it is first asked for; calling it costs its weight. */
export function functionTable(functions: Readonly<Record<string, Lambda>>, build: Build): Pick<Compilation, 'function' | 'parameters'> {
  const made = new Map<string, Evaluate>();
  const find = (id: string): Lambda | undefined => (Object.hasOwn(functions, id) ? functions[id] : undefined);
  return {
    parameters: (id) => find(id)?.params,
    function(id) {
      const known = made.get(id);
      if (known !== undefined) return known;
      const lambda = find(id);
      if (lambda === undefined) throw new Error(`the plan has no function ${id}`);
      const body = build(lambda.body, lambda.params);
      const cost = weight(lambda.body) + 1;
      const evaluate: Evaluate = (frame) => {
        spend(cost);
        return body(frame);
      };
      made.set(id, evaluate);
      return evaluate;
    },
  };
}
