import { stringifyJson } from '../json/index.ts';
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
  return Array.isArray(value) || isPlain(value) ? stringifyJson(value) : String(value);
}
