import type { Slot } from '#plan';
import { PatchbayError } from '../errors.ts';
import type { Value } from '../expression/contract.ts';

/** A value that paging or an idempotency key puts into the request. */
export interface Filled { slot: Slot; value: Value }

/** The value with `filled` set deep inside it; what it was made of is not changed, missing objects are made. */
export function withSlot(value: Value, path: readonly string[], filled: Value): Value {
  const [name, ...rest] = path;
  if (name === undefined) return filled;
  if (value !== null && value !== undefined && (typeof value !== 'object' || Array.isArray(value))) {
    throw new PatchbayError('invalid-slot', `The request has no object to hold ${path.join('.')}.`, { remedy: 'Give the endpoint a `body {…}` that the slot fits into.' });
  }
  const object = (value ?? {}) as Record<string, Value>;
  return { ...object, [name]: withSlot(object[name], rest, filled) };
}

/** As the language writes it: `query.after`. */
export function slotText({ in: place, path }: Slot): string {
  return [place, ...path].join('.');
}
