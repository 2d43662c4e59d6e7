import { deepest, stringifyJson } from '../json/index.ts';
import { allocate, allowText, spend } from './budget.ts';
import { failure } from './failure.ts';
import { isPlain } from './values.ts';
import type { Value } from './contract.ts';

/** A value as a text: numbers by their digits, times as ISO 8601, objects and arrays as JSON. Null is refused. */
export function textOf(value: Value): string {
  switch (typeof value) {
    case 'string': return value;
    case 'number': case 'boolean': return String(value);
    case 'object': if (value !== null) return textOfObject(value); break;
    case 'function': throw failure('wrong-type', 'a function cannot be written into a text');
    default:
  }
  throw failure('null-value', 'null cannot be written into a text', { remedy: 'Give another value with `??`.' });
}

/** The same for messages, which show null as `null` and bytes as base64. */
export function messageText(value: Value): string {
  if (value === null || value === undefined) return 'null';
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : textOf(value);
}

function textOfObject(value: object): string {
  if (value instanceof Uint8Array) throw failure('wrong-type', 'bytes cannot be written into a text', { remedy: 'Write `.base64()`, `.hex()` or `.string()`.' });
  return Array.isArray(value) || isPlain(value) ? jsonOf(value) : String(value);
}

/** JSON of a value, paid for before it is made: a value may hold another one many times over. */
export function jsonOf(value: Value): string {
  measure(value, deepest);
  return stringifyJson(value);
}

function measure(value: Value, left: number): void {
  if (typeof value === 'string') allowText(value.length);
  if (typeof value !== 'object' || value === null) return;
  if (left === 0) throw failure('evaluation-limit', `the value is nested more than ${deepest} deep`);
  if (Array.isArray(value)) {
    spend(value.length);
    allocate(value.length * 8);
    for (const item of value) measure(item, left - 1);
  } else if (isPlain(value)) {
    const keys = Object.keys(value);
    spend(keys.length);
    allocate(keys.length * 16);
    for (const key of keys) measure(value[key], left - 1);
  }
}
