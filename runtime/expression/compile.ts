import type { Expr, Lambda } from '#plan';
import type { PatchbayError } from '../errors.ts';
import { buildChain } from './access.ts';
import { begin } from './budget.ts';
import { buildApply, buildLambda, functionTable, readsSecret } from './compilation.ts';
import { buildConvert } from './convert.ts';
import { failure, hideValues, located } from './failure.ts';
import { globals } from './functions/index.ts';
import { buildBinary, buildConditional, buildMatch, buildUnary } from './operators.ts';
import { buildArray, buildObject } from './structures.ts';
import { buildTemplate } from './template.ts';
import { messageText } from './text.ts';
import { Decimal, Duration, integer } from './values.ts';
import type { Compilation } from './compilation.ts';
import type { Compile, Evaluate, Frame, Value } from './contract.ts';

/** Deeper nesting is refused before it can exhaust the stack. Long sums nest, one level a term. */
const deepestExpression = 1000;

/** See `Compile`. Throws where the plan is not as the checker leaves it: an unknown builtin, function or parameter. */
export const compile: Compile = (expr, functions) => {
  const evaluate = startCompilation(functions).build(expr, []);
  if (expr.op === 'literal') return evaluate;
  const secret = readsSecret(expr, functions);
  return (frame) => {
    const { locals } = frame;
    begin();
    hideValues(secret);
    try {
      return evaluate(frame);
    } catch (error) {
      frame.locals = locals;
      throw error instanceof RangeError && error.message.includes('call stack') ? tooDeep(expr) : error;
    } finally {
      hideValues(false);
    }
  };
};

function tooDeep(expr: Expr): PatchbayError {
  return failure('evaluation-limit', 'the expression is nested too deep', { at: expr.at });
}

function startCompilation(functions: Readonly<Record<string, Lambda>>): Compilation {
  let depth = 0;
  function build(expr: Expr, names: readonly string[]): Evaluate {
    if (++depth > deepestExpression) throw tooDeep(expr);
    const evaluate = buildOne(expr, names, compilation);
    depth--;
    return evaluate;
  }
  const compilation: Compilation = { build, ...functionTable(functions, build) };
  return compilation;
}

function buildOne(expr: Expr, names: readonly string[], compilation: Compilation): Evaluate {
  const { build } = compilation;
  switch (expr.op) {
    case 'literal': return constant(literal(expr.type, expr.text));
    case 'name': return buildName(expr, names);
    case 'template': return buildTemplate(expr, names, build);
    case 'get': case 'method': return buildChain(expr, names, compilation);
    case 'global': return buildGlobal(expr, names, compilation);
    case 'apply': return buildApply(expr, names, compilation);
    case 'convert': return buildConvert(expr, names, build);
    case 'unary': return buildUnary(expr, names, build);
    case 'binary': return buildBinary(expr, names, build);
    case 'conditional': return buildConditional(expr, names, build);
    case 'array': return buildArray(expr, names, build);
    case 'object': return buildObject(expr, names, build);
    case 'match': return buildMatch(expr, names, build);
    case 'lambda': return buildLambda(expr, names, compilation);
    case 'reject': return buildReject(expr, names, compilation);
  }
}

function constant(value: Value): Evaluate {
  return () => value;
}

/** The value of a literal as the plan spells it: the text of the source, without quotes. */
export function literal(type: Extract<Expr, { op: 'literal' }>['type'], text: string): Value {
  switch (type) {
    case 'string': return text;
    case 'integer': return integer(BigInt(text));
    case 'decimal': return Decimal.parse(text);
    case 'number': return Number(text);
    case 'boolean': return text === 'true';
    case 'duration': return Duration.parse(text);
    case 'null': return null;
  }
}

function buildName({ scope, name, at }: Extract<Expr, { op: 'name' }>, names: readonly string[]): Evaluate {
  if (scope === 'local') {
    const slot = names.lastIndexOf(name);
    if (slot === -1) throw new Error(`the plan has no parameter ${name} here (line ${at[1]})`);
    return (frame) => frame.locals[slot];
  }
  if (scope === 'grant') return (frame) => frame.grant;
  // A scope is an object of data: `constructor` is no name of it.
  if (name in Object.prototype) return (frame) => (Object.hasOwn(frame[scope], name) ? frame[scope][name] : undefined);
  return reader(scope, name);
}

/** One closure a scope, so that each reads one kind of object. */
function reader(scope: Exclude<keyof Frame, 'grant' | 'locals' | 'clock'>, name: string): Evaluate {
  switch (scope) {
    case 'record': return (frame) => frame.record[name];
    case 'input': return (frame) => frame.input[name];
    case 'setting': return (frame) => frame.setting[name];
    case 'secret': return (frame) => frame.secret[name];
    case 'param': return (frame) => frame.param[name];
    case 'response': return (frame) => frame.response[name];
    case 'use': return (frame) => frame.use[name];
  }
}

function buildGlobal(expr: Extract<Expr, { op: 'global' }>, names: readonly string[], { build }: Compilation): Evaluate {
  const run = globals.get(expr.name);
  if (run === undefined) throw new Error(`there is no function ${expr.name}`);
  const args = expr.args.map((arg) => build(arg, names));
  return (frame) => {
    const values = args.map((arg) => arg(frame));
    try {
      return run(values, frame);
    } catch (error) {
      throw located(error, expr.at, () => `${expr.name}()`);
    }
  };
}

function buildReject(expr: Extract<Expr, { op: 'reject' }>, names: readonly string[], { build }: Compilation): Evaluate {
  const message = build(expr.message, names);
  return (frame) => {
    throw failure('rejected', messageText(message(frame)), { at: expr.at });
  };
}
