import { timingSafeEqual } from 'node:crypto';
import { spend } from './budget.ts';
import { order } from './numeric.ts';
import { BigInteger, DateTime, Decimal, Duration, LocalDate, RawNumber, isPlain } from './values.ts';
import type { Value } from './contract.ts';

/** `==`: no coercion; numbers by value, times by moment, arrays and objects by what is in them. Null and absent are equal. */
export function equal(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left === null || left === undefined) return right === null || right === undefined;
  if (right === null || right === undefined) return false;
  // Two primitives that are not identical are equal only as NaN, which no expression makes.
  return (typeof left === 'object' || typeof right === 'object') && equalObjects(left, right);
}

function equalObjects(left: Value, right: Value): boolean {
  if (isOrdered(left) || isOrdered(right)) return order(left, right) === 0;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (left instanceof Uint8Array) return right instanceof Uint8Array && left.byteLength === right.byteLength && timingSafeEqual(left, right);
  if (Array.isArray(left)) return Array.isArray(right) && equalArrays(left, right);
  return !Array.isArray(right) && isPlain(left) && isPlain(right) && equalMembers(left, right);
}

function isOrdered(value: Value): boolean {
  return value instanceof Decimal || value instanceof BigInteger || value instanceof RawNumber
    || value instanceof DateTime || value instanceof LocalDate || value instanceof Duration;
}

function equalArrays(left: Value[], right: Value[]): boolean {
  spend(left.length * 4);
  return left.length === right.length && left.every((item, index) => equal(item, right[index]));
}

function equalMembers(left: Record<string, Value>, right: Record<string, Value>): boolean {
  const keys = Object.keys(left);
  spend(keys.length * 4);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && equal(left[key], right[key]));
}
