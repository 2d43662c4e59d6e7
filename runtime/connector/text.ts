import { PatchbayError } from '../errors.ts';
import { bytesText } from '../expression/values.ts';
import type { Value } from '../expression/contract.ts';

/**
 * A scalar as it stands in a query, a form or a header: dates and decimals as in texts, bytes in base64. Throws for lists and objects, which have no
 * spelling there; `where` says what was being written.
 */
export function textOf(value: Value, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return bytesText(value, 'base64');
  if (value !== null && typeof value === 'object' && !Array.isArray(value) && value.toString !== Object.prototype.toString) return value.toString();
  throw new PatchbayError('invalid-value', `${where} cannot be ${Array.isArray(value) ? 'a list' : value === null || value === undefined ? 'null' : 'an object'}.`, {
    scope: 'record', remedy: 'Give a text, a number, a boolean or a date; `.join(\',\')` or `.json()` makes one text of more.',
  });
}

/** The members of an object that are sent: null and absent ones are left out. */
export function sentEntries(value: Value, where: string): [string, Value][] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object' || Array.isArray(value)) throw new PatchbayError('invalid-value', `${where} must be an object.`, { scope: 'record' });
  return Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
}
