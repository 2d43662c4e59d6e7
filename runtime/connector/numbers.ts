import { PatchbayError } from '../errors.ts';
import type { Value } from '../expression/contract.ts';
import { BigInteger, DateTime, Decimal, Duration, LocalDate, RawNumber } from '../expression/values.ts';

/** A number in any of its spellings, or undefined: numbers, decimals, texts of digits. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'string') return /^\s*-?\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
  if (value instanceof Decimal || value instanceof BigInteger || value instanceof RawNumber) return Number(value.toString());
  return undefined;
}

/** A duration, or a number of seconds, in milliseconds. */
export function millisecondsOf(value: Value): number | undefined {
  if (value instanceof Duration) return value.ms;
  const seconds = numberOf(value);
  return seconds === undefined ? undefined : seconds * 1000;
}

/** A moment in milliseconds since 1970: a datetime, a date, ISO 8601, an HTTP date. */
export function momentOf(value: Value): number | undefined {
  if (value instanceof DateTime) return value.millis;
  if (value instanceof LocalDate) return value.start().millis;
  if (typeof value !== 'string') return undefined;
  const iso = DateTime.parse(value)?.millis;
  if (iso !== undefined) return iso;
  // RFC 9110 section 5.6.7, in its three spellings; Date.parse alone would take "12" for a month.
  if (!/^[A-Za-z]{3,9},? /.test(value)) return undefined;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : date;
}

/** The answer of a condition: true, false, or null for no. Anything else is a mistake that would end paging unseen. */
export function isTrue(value: Value, what: string): boolean {
  if (value === null || value === undefined || value === false) return false;
  if (value === true) return true;
  throw new PatchbayError('invalid-value', `${what} must be true or false, but is ${typeof value === 'object' ? 'an object' : JSON.stringify(value)}.`);
}

/** A whole number of at least `least`; anything else is an error of the connector. */
export function countOf(value: Value, what: string, least = 1): number {
  const number = numberOf(value);
  if (number === undefined || !Number.isInteger(number) || number < least) {
    throw new PatchbayError('invalid-value', `${what} must be a whole number of at least ${least}.`);
  }
  return number;
}
