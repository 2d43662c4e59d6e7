import type { TypeName } from '#plan';
import { Decimal } from './values/decimal.ts';
import { BigInteger, RawNumber } from './values/number.ts';
import { DateTime, Duration, LocalDate } from './values/time.ts';

export { Bytes, bytesText } from './values/bytes.ts';
export { Decimal } from './values/decimal.ts';
export { BigInteger, RawNumber, integer } from './values/number.ts';
export { isPlain, keysOf, looksLikeIndex, objectOf, withMember, writeOrdered } from './values/ordered-object.ts';
export { DateTime, Duration, LocalDate } from './values/time.ts';

/** What a value is, by the names of the language; `function` for a lambda that was passed on. */
export function typeOf(value: unknown): TypeName | 'function' {
  switch (typeof value) {
    case 'string': return 'string';
    case 'number': return Number.isInteger(value) ? 'integer' : 'number';
    case 'boolean': return 'boolean';
    case 'function': return 'function';
    case 'undefined': return 'null';
    default: return value === null ? 'null' : typeOfObject(value as object);
  }
}

function typeOfObject(value: object): TypeName {
  if (Array.isArray(value)) return 'array';
  if (value instanceof Decimal || value instanceof RawNumber) return 'decimal';
  if (value instanceof BigInteger) return 'integer';
  if (value instanceof DateTime) return 'datetime';
  if (value instanceof LocalDate) return 'date';
  if (value instanceof Duration) return 'duration';
  if (value instanceof Uint8Array) return 'bytes';
  return 'object';
}
