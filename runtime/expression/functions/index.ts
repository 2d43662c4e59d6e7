import type { TypeName } from '#plan';
import { failure, wrongType } from '../failure.ts';
import { exact } from '../numeric.ts';
import { DateTime, Duration, LocalDate, isPlain, typeOf } from '../values.ts';
import { anyMethods } from './any.ts';
import { arrayMethods } from './array.ts';
import { bytesMethods } from './bytes.ts';
import { globals } from './global.ts';
import { decimalMethods, integerMethods, numberMethods } from './number.ts';
import { objectMethods } from './object.ts';
import { stringMethods } from './string.ts';
import { dateMethods, datetimeMethods } from './time.ts';
import type { Frame, Value } from '../contract.ts';
import type { Method, MethodTable } from './arguments.ts';

export { globals } from './global.ts';

/** A type's methods, and what makes its receiver of a value: undefined where the value is none. */
interface Receiver { methods: MethodTable<never>; of(value: Value): unknown }

function when(fits: (value: Value) => boolean): (value: Value) => unknown {
  return (value) => (fits(value) ? value : undefined);
}

const isNumber = when((value) => exact(value) !== undefined);

/** Declared types are believed as far as the data allows: ISO texts are times, and a number of any class is a number. */
const receivers: Record<TypeName, Receiver> = {
  string: { methods: stringMethods, of: when((value) => typeof value === 'string') },
  integer: { methods: integerMethods, of: isNumber },
  decimal: { methods: decimalMethods, of: isNumber },
  number: { methods: numberMethods, of: isNumber },
  boolean: { methods: {}, of: when((value) => typeof value === 'boolean') },
  datetime: { methods: datetimeMethods, of: (value) => (value instanceof LocalDate ? value.start() : typeof value === 'string' ? DateTime.parse(value) : value instanceof DateTime ? value : undefined) },
  date: { methods: dateMethods, of: (value) => (value instanceof DateTime ? value.date() : typeof value === 'string' ? LocalDate.parse(value) : value instanceof LocalDate ? value : undefined) },
  duration: { methods: {}, of: when((value) => value instanceof Duration) },
  bytes: { methods: bytesMethods, of: when((value) => value instanceof Uint8Array) },
  array: { methods: arrayMethods, of: when((value) => Array.isArray(value)) },
  object: { methods: objectMethods, of: when((value) => typeof value === 'object' && value !== null && isPlain(value)) },
  null: { methods: {}, of: () => undefined },
  any: { methods: anyMethods, of: (value) => value },
};

type Invoke = (receiver: Value, args: readonly Value[], frame: Frame) => Value;

/** The method `name` of a type; of `any` it is found by the value at hand. Throws where the plan names one that there is not. */
export function invoke(on: TypeName, name: string): Invoke {
  const own = method(on, name);
  if (own !== undefined && on !== 'any') return typed(on, own);
  const common = method('any', name);
  if (common !== undefined && !hasOwnKind(name)) return common;
  return dispatcher(name, common);
}

function method(on: TypeName, name: string): Method<Value> | undefined {
  const table = receivers[on].methods as MethodTable<Value>;
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Types beside `any` have a method of this name (`string` of numbers). */
function hasOwnKind(name: string): boolean {
  return (Object.keys(receivers) as TypeName[]).some((type) => type !== 'any' && method(type, name) !== undefined);
}

function typed(on: TypeName, run: Method<Value>): Invoke {
  const { of } = receivers[on];
  return (receiver, args, frame) => {
    const value = of(receiver);
    if (value === undefined) throw wrongType(on, receiver);
    return run(value, args, frame);
  };
}

function dispatcher(name: string, common: Method<Value> | undefined): Invoke {
  const byType = new Map<string, Method<Value>>();
  for (const type of Object.keys(receivers) as TypeName[]) {
    const found = type === 'any' ? undefined : method(type, name);
    if (found !== undefined) byType.set(type, found);
  }
  if (byType.size === 0) throw new Error(`no type has a method ${name}`);
  return (receiver, args, frame) => {
    const run = byType.get(typeOf(receiver)) ?? common;
    if (run === undefined) throw mismatch([...byType.keys()], receiver);
    return run(receiver, args, frame);
  };
}

function mismatch(expected: string[], found: Value): Error {
  const { message } = wrongType(expected.join(' or '), found);
  return failure('wrong-type', message);
}

/** Every built-in function that there is, as `string.lower`, or `now` for those that stand alone. */
export function implemented(): string[] {
  const methods = (Object.keys(receivers) as TypeName[]).flatMap((type) => Object.keys(receivers[type].methods).map((name) => `${type}.${name}`));
  return [...methods, ...globals.keys()];
}
