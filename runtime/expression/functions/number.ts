import { convertValue } from '../convert.ts';
import { calculate, decimalOf, doubleOf, exact } from '../numeric.ts';
import { formatNumber } from '../number-pattern.ts';
import { textOf } from '../text.ts';
import { integer } from '../values.ts';
import { optionalInteger, optionalText, textArgument } from './arguments.ts';
import type { MethodTable } from './arguments.ts';
import type { Decimal } from '../values.ts';
import type { Rounding } from '../values/decimal.ts';
import type { Value } from '../contract.ts';

/** Most digits after the point that `round` gives. */
const mostDigits = 100;

function whole(value: Value, mode: Rounding): Value {
  const number = exact(value) as bigint | Decimal;
  return integer(typeof number === 'bigint' ? number : number.round(0, mode).toBigInt());
}

function absolute(value: Value): Value {
  const number = exact(value) as bigint | Decimal;
  if (typeof number !== 'bigint') return number.abs();
  return number < 0n ? calculate('*', value, -1) : integer(number);
}

/** What the three types of number share; the receiver is a number of any class. */
const shared: MethodTable<Value> = {
  floor: (of) => whole(of, 'floor'),
  ceil: (of) => whole(of, 'ceil'),
  format: (of, args) => formatNumber(decimalOf(of) as Decimal, textArgument(args, 0, 'pattern'), optionalText(args, 1, 'locale')),
  string: (of) => textOf(of),
  integer: (of) => whole(of, 'down'),
  decimal: (of) => decimalOf(of),
  number: (of) => convertValue(of, 'number'),
};

/** Methods of `integer`. */
export const integerMethods: MethodTable<Value> = { ...shared, round: (of) => whole(of, 'half-up'), abs: absolute };

/** Methods of `decimal`. */
export const decimalMethods: MethodTable<Value> = {
  ...shared,
  round: (of, args) => (decimalOf(of) as Decimal).round(optionalInteger(args, 0, 'digits', 0, mostDigits) ?? 0),
  abs: (of) => (decimalOf(of) as Decimal).abs(),
};

/** Methods of `number`; the results are doubles too. */
export const numberMethods: MethodTable<Value> = {
  ...shared,
  round: (of, args) => convertValue((decimalOf(of) as Decimal).round(optionalInteger(args, 0, 'digits', 0, mostDigits) ?? 0), 'number'),
  abs: (of) => Math.abs(doubleOf(of) as number),
};
