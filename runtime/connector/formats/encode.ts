import { PatchbayError } from '../../errors.ts';
import type { Value } from '../../expression/contract.ts';
import { stringifyJson } from '../../json/index.ts';
import { sentEntries, textOf } from '../text.ts';

/** A body as it goes out, with the type to declare unless the endpoint's headers do. */
export interface EncodedBody { content: string | Uint8Array; type: string }

export function jsonBody(value: Value): EncodedBody {
  return { content: stringifyJson(value), type: 'application/json' };
}

/** `application/x-www-form-urlencoded`: null is not sent, an array is repeated. */
export function formBody(value: Value): EncodedBody {
  const form = new URLSearchParams();
  for (const [name, member] of sentEntries(value, 'a form')) {
    for (const item of Array.isArray(member) ? member : [member]) form.append(name, textOf(item, `The form's ${name}`));
  }
  return { content: form.toString(), type: 'application/x-www-form-urlencoded' };
}

/** Texts and bytes as they are. */
export function rawBody(value: Value): EncodedBody {
  if (typeof value === 'string') return { content: value, type: 'text/plain; charset=utf-8' };
  if (value instanceof Uint8Array) return { content: value, type: 'application/octet-stream' };
  throw new PatchbayError('invalid-value', 'A raw body must be a text or bytes.', { scope: 'record', remedy: 'Write `body value` without `raw` for JSON.' });
}

/** Pairs as a query, without the `?`. Null is not sent, an array is repeated; spaces are `%20`. */
export function queryText(pairs: readonly (readonly [string, Value])[]): string {
  let text = '';
  for (const [name, value] of pairs) {
    if (value === null || value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item === null || item === undefined) continue;
      text += `${text === '' ? '' : '&'}${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(textOf(item, `The query's ${name}`).toWellFormed())}`;
    }
  }
  return text;
}
