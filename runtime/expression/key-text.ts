import { createHash } from 'node:crypto';
import { allocate, spend } from './budget.ts';
import { exact } from './numeric.ts';
import { isPlain, keysOf } from './values.ts';
import type { Value } from './contract.ts';

/** Canonical JSON: members sorted by name, numbers without needless zeros; equal values give equal texts, so that it serves as a key. */
export function canonicalValue(value: Value): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') {
    allocate(value.length);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') return typeof value === 'number' ? numberText(value) : JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) {
    spend(value.length * 8);
    return `[${value.map((item) => canonicalValue(item)).join(',')}]`;
  }
  const number = exact(value);
  if (number !== undefined) return typeof number === 'bigint' ? number.toString() : number.canonical();
  if (!isPlain(value)) return JSON.stringify(value);
  const members = value as Record<string, Value>;
  const keys = keysOf(value).toSorted();
  spend(keys.length * 8);
  return `{${keys.filter((key) => members[key] !== undefined).map((key) => `${JSON.stringify(key)}:${canonicalValue(members[key])}`).join(',')}}`;
}

/** SHA-256 of the canonical JSON, in hex. */
export function hashOf(value: Value): string {
  return createHash('sha256').update(canonicalValue(value)).digest('hex');
}

function numberText(value: number): string {
  const number = exact(value);
  return typeof number === 'bigint' ? number.toString() : number?.canonical() ?? 'null';
}
