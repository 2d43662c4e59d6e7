import { writeOrdered } from '../expression/values.ts';
import { PatchbayError } from '../errors.ts';

/**
 * JSON without white space; numbers exactly as they were read or calculated, keys in the order they were written, bytes as base64. A member
 * that is `undefined` is left out. Throws `invalid-value` where the value nests so deep or is so large that it cannot be written.
 */
export function stringifyJson(value: unknown): string {
  try {
    return writeOrdered(value) ?? 'null';
  } catch (error) {
    if (error instanceof RangeError) throw new PatchbayError('invalid-value', 'the value is nested too deep, or too large, to be written as JSON', { cause: error });
    throw error;
  }
}
