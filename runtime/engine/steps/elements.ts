import { PatchbayError } from '../../errors.ts';
import type { Value } from '../../expression/contract.ts';
import type { Place } from '../sink.ts';

/** The elements of a value that must be an array. */
export function elements(value: Value, step: Place): readonly Value[] {
  if (Array.isArray(value)) return value;
  throw new PatchbayError('not-an-array', `each needs an array, and this is ${value === null || value === undefined ? 'null' : `a ${typeof value}`}.`, {
    scope: 'record', at: step.at, remedy: 'Use `?? []` where it may be missing.',
  });
}
