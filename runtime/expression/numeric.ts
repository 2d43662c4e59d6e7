// Arithmetic and order of every type. Numbers of JSON that are no integers are decimals here: what `0.1 + 0.2` shows is `0.3`. Only where the
// checker knows both sides as `number` are they doubles (operators.ts).

import { failure, wrongType } from './failure.ts';
import { BigInteger, DateTime, Decimal, Duration, LocalDate, RawNumber, integer } from './values.ts';
import type { Value } from './contract.ts';

type Exact = bigint | Decimal;
const dayMs = 86_400_000;
const mostBits = 4096;

/** A number of any class, exact: whole ones as bigint; undefined where the value is no number. */
export function exact(value: Value): Exact | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : Decimal.fromNumber(value);
  if (value instanceof Decimal) return value;
  if (value instanceof BigInteger) return value.value;
  return value instanceof RawNumber ? value.decimal() : undefined;
}

/** A number of any class as a decimal. */
export function decimalOf(value: Value): Decimal | undefined {
  const number = exact(value);
  return typeof number === 'bigint' ? Decimal.fromBigInt(number) : number;
}

/** A number of any class as a double. */
export function doubleOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Decimal) return value.toNumber();
  return value instanceof BigInteger || value instanceof RawNumber ? Number(value.toString()) : undefined;
}

export type Arithmetic = '+' | '-' | '*' | '/' | '%';

/** `left operator right` for values of any type; throws `wrong-type` where they do not go together. */
export function calculate(operator: Arithmetic, left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number' && Number.isInteger(left) && Number.isInteger(right)) {
    const result = small(operator, left, right);
    if (Number.isSafeInteger(result)) return result;
  }
  const a = exact(left);
  const b = exact(right);
  if (a !== undefined && b !== undefined) return calculateExact(operator, a, b);
  return withTime(operator, left, right) ?? mismatch(operator, left, right);
}

function small(operator: Arithmetic, left: number, right: number): number {
  switch (operator) {
    case '+': return left + right;
    case '-': return left - right;
    case '*': return left * right + 0;
    case '%': return left % right + 0;
    case '/': return Number.NaN;
  }
}

function calculateExact(operator: Arithmetic, left: Exact, right: Exact): Value {
  if (typeof left === 'bigint' && typeof right === 'bigint' && operator !== '/') return integer(calculateIntegers(operator, left, right));
  const a = typeof left === 'bigint' ? Decimal.fromBigInt(left) : left;
  const b = typeof right === 'bigint' ? Decimal.fromBigInt(right) : right;
  switch (operator) {
    case '+': return a.plus(b);
    case '-': return a.minus(b);
    case '*': return a.times(b);
    case '/': return a.dividedBy(b);
    case '%': return a.remainder(b);
  }
}

function calculateIntegers(operator: Exclude<Arithmetic, '/'>, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+': return left + right;
    case '-': return left - right;
    case '*': return bounded(left * right);
    case '%':
      if (right === 0n) throw failure('division-by-zero', 'division by zero');
      return left % right;
  }
}

function bounded(value: bigint): bigint {
  if (value === BigInt.asIntN(mostBits, value)) return value;
  throw failure('evaluation-limit', 'a number of more than a thousand digits cannot be calculated with');
}

/** Times and durations: a moment or a day ± a duration, the difference of two, durations scaled. */
function withTime(operator: Arithmetic, left: Value, right: Value): Value {
  if (right instanceof Duration) {
    if (left instanceof DateTime && (operator === '+' || operator === '-')) return left.plus(operator === '+' ? right.ms : -right.ms);
    if (left instanceof LocalDate && (operator === '+' || operator === '-')) return moveDate(left, operator === '+' ? right.ms : -right.ms);
    if (left instanceof Duration) return durations(operator, left, right);
    if (operator === '*') return scaled(operator, right, left);
  }
  if (left instanceof DateTime && right instanceof DateTime && operator === '-') return new Duration(left.millis - right.millis);
  if (left instanceof LocalDate && right instanceof LocalDate && operator === '-') return new Duration((left.days - right.days) * dayMs);
  return left instanceof Duration ? scaled(operator, left, right) : undefined;
}

function durations(operator: Arithmetic, left: Duration, right: Duration): Value {
  if (operator === '+') return new Duration(left.ms + right.ms);
  if (operator === '-') return new Duration(left.ms - right.ms);
  return operator === '/' ? calculate('/', left.ms, right.ms) : undefined;
}

function scaled(operator: Arithmetic, duration: Duration, factor: Value): Value {
  const by = doubleOf(factor);
  if (by === undefined || (operator !== '*' && operator !== '/')) return undefined;
  if (operator === '/' && by === 0) throw failure('division-by-zero', 'division by zero');
  return new Duration(Math.round(operator === '*' ? duration.ms * by : duration.ms / by));
}

/** A day, so many milliseconds later; throws where they are no whole days. */
export function moveDate(date: LocalDate, ms: number): LocalDate {
  if (ms % dayMs !== 0) throw failure('invalid-value', 'a date can only be moved by whole days', { remedy: 'Use a datetime where hours count.' });
  return new LocalDate(date.days + ms / dayMs);
}

function mismatch(operator: string, left: Value, right: Value): never {
  if (left === null || left === undefined || right === null || right === undefined) throw wrongType('a value', null);
  const expected = typeof left === 'string' ? 'a string' : exact(left) === undefined ? 'numbers' : 'a number';
  const culprit = typeof left === 'string' || exact(left) !== undefined ? right : left;
  const error = wrongType(expected, culprit);
  throw failure('wrong-type', `\`${operator}\`: ${error.message}`, { remedy: 'There is no coercion: convert with `.string()`, `.integer()` or `.decimal()`.' });
}

/** Below zero, zero or above zero; undefined where the two have no order. Texts are ordered by UTF-16 code units. */
export function order(left: Value, right: Value): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  if (left instanceof DateTime) return right instanceof DateTime ? left.millis - right.millis : undefined;
  if (left instanceof LocalDate) return right instanceof LocalDate ? left.days - right.days : undefined;
  if (left instanceof Duration) return right instanceof Duration ? left.ms - right.ms : undefined;
  const a = exact(left);
  const b = exact(right);
  if (a === undefined || b === undefined) return undefined;
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0;
  return (typeof a === 'bigint' ? Decimal.fromBigInt(a) : a).compare(typeof b === 'bigint' ? Decimal.fromBigInt(b) : b);
}

/** `order`, where the two must have one. */
export function compare(left: Value, right: Value): number {
  const result = order(left, right);
  if (result !== undefined) return result;
  throw left === null || left === undefined || right === null || right === undefined
    ? wrongType('a value', null)
    : failure('wrong-type', `${wrongType('values that can be compared', right).message}, beside ${wrongType('', left).message.replace(/^.*found /, '')}`);
}
