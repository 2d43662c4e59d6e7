import { failure } from '../failure.ts';
import { doubleOf } from '../numeric.ts';
import { textOf } from '../text.ts';
import { typeOf } from '../values.ts';
import type { Callable } from '../compilation.ts';
import type { Frame, Value } from '../contract.ts';

/** A method: receiver (of its table's type), arguments in the order of the catalogue, those left out undefined or null. */
export type Method<Receiver> = (of: Receiver, args: readonly Value[], frame: Frame) => Value;
export type MethodTable<Receiver> = Record<string, Method<Receiver>>;

export function isAbsent(value: Value): value is null | undefined {
  return value === null || value === undefined;
}

/** The argument as a text; throws where it is missing or none. */
export function textArgument(args: readonly Value[], index: number, name: string): string {
  const value = args[index];
  if (typeof value === 'string') return value;
  throw argumentError(name, 'string', value);
}

export function optionalText(args: readonly Value[], index: number, name: string): string | undefined {
  return isAbsent(args[index]) ? undefined : textArgument(args, index, name);
}

/** An integer within `low` and `high`, as a number. */
export function integerArgument(args: readonly Value[], index: number, name: string, low = Number.MIN_SAFE_INTEGER, high = Number.MAX_SAFE_INTEGER): number {
  const number = doubleOf(args[index]);
  if (number === undefined || !Number.isInteger(number)) throw argumentError(name, 'integer', args[index]);
  if (number < low || number > high) throw failure('invalid-value', `\`${name}\` is ${number}, allowed are ${low} to ${high}`);
  return number;
}

export function optionalInteger(args: readonly Value[], index: number, name: string, low?: number, high?: number): number | undefined {
  return isAbsent(args[index]) ? undefined : integerArgument(args, index, name, low, high);
}

export function lambdaArgument(args: readonly Value[], index: number, name: string): Callable {
  const value = args[index];
  if (typeof value === 'function') return value as Callable;
  throw argumentError(name, 'function', value);
}

export function optionalLambda(args: readonly Value[], index: number, name: string): Callable | undefined {
  return isAbsent(args[index]) ? undefined : lambdaArgument(args, index, name);
}

/** Texts and bytes, as what is signed or hashed. */
export function binaryArgument(args: readonly Value[], index: number, name: string): string | Uint8Array {
  const value = args[index];
  if (typeof value === 'string' || value instanceof Uint8Array) return value;
  throw argumentError(name, 'string or bytes', value);
}

/** A key of a map: a text, or what can be written as one. */
export function keyArgument(value: Value, name: string): string {
  if (isAbsent(value)) throw argumentError(name, 'string', value);
  return textOf(value);
}

function argumentError(name: string, expected: string, found: Value): Error {
  // A secret may be an argument: name its type, never its value.
  const type = typeOf(found);
  if (type === 'null') return failure('null-value', `the argument \`${name}\` is null`);
  return failure('wrong-type', `the argument \`${name}\`: expected ${expected}, found ${type}`);
}

