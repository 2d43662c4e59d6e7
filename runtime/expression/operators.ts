import type { At, Expr } from '#plan';
import { allowText, spend } from './budget.ts';
import { equal } from './equality.ts';
import { excerpt, failure, located, nullRemedy, wrongType } from './failure.ts';
import { calculate, compare, doubleOf } from './numeric.ts';
import { lastPart, pathText } from './path-text.ts';
import { isPlain } from './values.ts';
import type { Arithmetic } from './numeric.ts';
import type { Build } from './compilation.ts';
import type { Evaluate, Value } from './contract.ts';

type Binary = Extract<Expr, { op: 'binary' }>;

/** A condition: null and absent are false, as in `a?.any(…)`; anything but a boolean is an error. */
export function truth(value: Value, at?: At): boolean {
  if (value === true) return true;
  if (value === false || value === null || value === undefined) return false;
  throw failure('wrong-type', `${wrongType('true or false', value).message}`, { ...(at && { at }), remedy: 'Compare with something: `x != null`, `x != \'\'`, `x > 0`.' });
}

export function buildBinary(expr: Binary, names: readonly string[], build: Build): Evaluate {
  const left = build(expr.left, names);
  const right = build(expr.right, names);
  switch (expr.operator) {
    case '&&': return (frame) => truth(left(frame), expr.left.at) && truth(right(frame), expr.right.at);
    case '||': return (frame) => truth(left(frame), expr.left.at) || truth(right(frame), expr.right.at);
    case '??': return (frame) => left(frame) ?? right(frame);
    case '==': return (frame) => equal(left(frame), right(frame));
    case '!=': return (frame) => !equal(left(frame), right(frame));
    case 'in': return guarded(expr, left, right, (element, container) => contains(container, element));
    case '<': return guarded(expr, left, right, (a, b) => compare(a, b) < 0);
    case '<=': return guarded(expr, left, right, (a, b) => compare(a, b) <= 0);
    case '>': return guarded(expr, left, right, (a, b) => compare(a, b) > 0);
    case '>=': return guarded(expr, left, right, (a, b) => compare(a, b) >= 0);
    case '+': return guarded(expr, left, right, expr.on === 'number' ? doubles('+') : add);
    default: {
      const operator: Arithmetic = expr.operator;
      return guarded(expr, left, right, expr.on === 'number' ? doubles(operator) : (a, b) => calculate(operator, a, b));
    }
  }
}

/** An operation that needs both sides; its errors get the place and the side that is null. */
function guarded(expr: Binary, left: Evaluate, right: Evaluate, operation: (left: Value, right: Value) => Value): Evaluate {
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    if (a === null || a === undefined) throw nullSide(expr, expr.left);
    if (b === null || b === undefined) throw nullSide(expr, expr.right);
    try {
      return operation(a, b);
    } catch (error) {
      throw located(error, expr.at, () => `${pathText(expr.left)} ${expr.operator} ${pathText(expr.right)}`);
    }
  };
}

function nullSide(expr: Binary, side: Expr): Error {
  const path = pathText(side);
  const subject = path === lastPart(side) ? path : `${path}: ${lastPart(side)}`;
  return failure('null-value', `${subject} is null, \`${expr.operator}\` needs a value`, { at: side.at, remedy: nullRemedy });
}

function add(left: Value, right: Value): Value {
  if (typeof left === 'string' && typeof right === 'string') {
    allowText(left.length + right.length);
    return left + right;
  }
  return calculate('+', left, right);
}

/** IEEE arithmetic, where the checker knows that `number` is meant; what is no finite number is refused, JSON has none. */
function doubles(operator: Arithmetic): (left: Value, right: Value) => Value {
  return (left, right) => {
    const a = doubleOf(left);
    const b = doubleOf(right);
    if (a === undefined || b === undefined) return calculate(operator, left, right);
    const result = double(operator, a, b);
    if (Number.isFinite(result)) return result + 0;
    throw (operator === '/' || operator === '%') && b === 0 ? failure('division-by-zero', 'division by zero') : failure('invalid-value', 'the result is too large for a number');
  };
}

function double(operator: Arithmetic, a: number, b: number): number {
  switch (operator) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return a / b;
    case '%': return a % b;
  }
}

/** `in`: an element of an array, a key of an object, a part of a text. */
function contains(container: Value, element: Value): boolean {
  if (Array.isArray(container)) {
    spend(container.length);
    return container.some((item) => equal(item, element));
  }
  if (typeof container === 'string' && typeof element === 'string') return container.includes(element);
  if (typeof container === 'object' && container !== null && isPlain(container) && typeof element === 'string') return Object.hasOwn(container, element);
  throw failure('wrong-type', `\`in\` looks for an element of an array or a key of an object, not for ${excerpt(element)} in ${excerpt(container)}`);
}

export function buildUnary(expr: Extract<Expr, { op: 'unary' }>, names: readonly string[], build: Build): Evaluate {
  const of = build(expr.of, names);
  if (expr.operator === '!') return (frame) => !truth(of(frame), expr.of.at);
  return (frame) => {
    const value = of(frame);
    if (value === null || value === undefined) throw failure('null-value', `${pathText(expr.of)} is null, \`-\` needs a value`, { at: expr.of.at, remedy: nullRemedy });
    try {
      return calculate('*', value, -1);
    } catch (error) {
      throw located(error, expr.at, () => `-${pathText(expr.of)}`);
    }
  };
}

export function buildConditional(expr: Extract<Expr, { op: 'conditional' }>, names: readonly string[], build: Build): Evaluate {
  const condition = build(expr.condition, names);
  const then = build(expr.then, names);
  const otherwise = build(expr.else, names);
  return (frame) => (truth(condition(frame), expr.condition.at) ? then(frame) : otherwise(frame));
}

/** The first case with a pattern that equals the subject; without `else` a value that nobody named rejects the record. */
export function buildMatch(expr: Extract<Expr, { op: 'match' }>, names: readonly string[], build: Build): Evaluate {
  const subject = build(expr.subject, names);
  const cases = expr.cases.map(({ patterns, value }) => ({ patterns: patterns?.map((pattern) => build(pattern, names)), value: build(value, names) }));
  return (frame) => {
    const found = subject(frame);
    for (const { patterns, value } of cases) {
      if (patterns === undefined || patterns.some((pattern) => equal(found, pattern(frame)))) return value(frame);
    }
    throw failure('no-match', `${pathText(expr.subject)} is ${excerpt(found)}, which no case of the match names`, { at: expr.at, remedy: 'Add a case for it, or `else`.' });
  };
}
