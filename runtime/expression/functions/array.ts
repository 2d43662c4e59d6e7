import { allocate, allowText, spend } from '../budget.ts';
import { equal } from '../equality.ts';
import { failure, located, wrongType } from '../failure.ts';
import { canonicalValue } from '../key-text.ts';
import { calculate, compare, exact } from '../numeric.ts';
import { truth } from '../operators.ts';
import { textOf } from '../text.ts';
import { Duration, isPlain, objectOf } from '../values.ts';
import { integerArgument, isAbsent, keyArgument, lambdaArgument, optionalInteger, optionalLambda, optionalText } from './arguments.ts';
import type { Callable } from '../compilation.ts';
import type { MethodTable } from './arguments.ts';
import type { Value } from '../contract.ts';

type Args = readonly Value[];

/** Methods of arrays. None changes its receiver. */
export const arrayMethods: MethodTable<Value[]> = {
  length: (of) => of.length,
  map: (of, args) => map(of, lambdaArgument(args, 0, 'value')),
  filter: (of, args) => filter(of, lambdaArgument(args, 0, 'condition')),
  find: (of, args) => {
    const condition = lambdaArgument(args, 0, 'condition');
    return of.find((item) => truth(condition(item))) ?? null;
  },
  any: (of, args) => {
    const condition = optionalLambda(args, 0, 'condition');
    return condition === undefined ? of.length > 0 : of.some((item) => truth(condition(item)));
  },
  all: (of, args) => {
    const condition = lambdaArgument(args, 0, 'condition');
    return of.every((item) => truth(condition(item)));
  },
  sum,
  min: (of) => extreme(of, -1),
  max: (of) => extreme(of, 1),
  sort: (of, args) => sort(of, optionalLambda(args, 0, 'by')),
  reverse: (of) => made(of.toReversed()),
  first: (of) => of[0] ?? null,
  last: (of) => of.at(-1) ?? null,
  join: (of, args) => join(of, optionalText(args, 0, 'separator') ?? ','),
  contains: (of, args) => {
    spend(of.length);
    return of.some((item) => equal(item, args[0]));
  },
  distinct: (of, args) => distinct(of, optionalLambda(args, 0, 'by')),
  flatMap: (of, args) => flatMap(of, lambdaArgument(args, 0, 'values')),
  groupBy: (of, args) => groupBy(of, lambdaArgument(args, 0, 'key')),
  indexBy: (of, args) => indexBy(of, lambdaArgument(args, 0, 'key')),
  slice: (of, args) => made(of.slice(integerArgument(args, 0, 'start'), optionalInteger(args, 1, 'end'))),
  reduce: (of, args) => reduce(of, args),
  zip: (of, args) => zip(of, args[0]),
  fromEntries: (of) => fromEntries(of),
};

/** A new array, paid for. */
function made(items: Value[]): Value[] {
  spend(items.length);
  allocate(16 + items.length * 16);
  return items;
}

function map(of: Value[], value: Callable): Value[] {
  allocate(16 + of.length * 16);
  const result: Value[] = [];
  for (let index = 0; index < of.length; index++) result.push(value(of[index], index) ?? null);
  return result;
}

function filter(of: Value[], condition: Callable): Value[] {
  return made(of.filter((item) => truth(condition(item))));
}

function sum(of: Value[]): Value {
  spend(of.length);
  let total: Value = 0;
  for (const [index, item] of of.entries()) {
    const term = nonNull(item, index);
    if (exact(term) === undefined && !(term instanceof Duration)) throw wrongType('number', term);
    total = index === 0 ? term : calculate('+', total, term);
  }
  return total;
}

function nonNull(value: Value, index: number): Value {
  if (isAbsent(value)) throw failure('null-value', `the value at ${index} is null`, { remedy: 'Filter first, or give another value with `??`.' });
  return value;
}

function extreme(of: Value[], sign: 1 | -1): Value {
  spend(of.length);
  let best: Value = null;
  for (const item of of) if (!isAbsent(item) && (best === null || compare(item, best) * sign > 0)) best = item;
  return best;
}

/** Stable; null keys come last. */
function sort(of: Value[], by: Callable | undefined): Value[] {
  spend(of.length * 20);
  const keyed = of.map((item) => ({ item, key: by === undefined ? item : by(item) }));
  keyed.sort((a, b) => {
    if (isAbsent(a.key) || isAbsent(b.key)) return Number(isAbsent(a.key)) - Number(isAbsent(b.key));
    return compare(a.key, b.key);
  });
  return made(keyed.map(({ item }) => item));
}

function join(of: Value[], separator: string): string {
  spend(of.length);
  const texts = of.map((item, index) => textOf(nonNull(item, index)));
  allowText(texts.reduce((length, text) => length + text.length + separator.length, 0));
  return texts.join(separator);
}

/** A key for a map: texts stand for themselves, everything else is told apart by a sign that JSON does not begin with. */
function mapKey(value: Value): string {
  return typeof value === 'string' ? value : `\u0000${canonicalValue(value)}`;
}

function distinct(of: Value[], by: Callable | undefined): Value[] {
  const seen = new Set<string>();
  return made(of.filter((item) => {
    const key = mapKey(by === undefined ? item : by(item));
    return seen.has(key) ? false : seen.add(key);
  }));
}

function flatMap(of: Value[], values: Callable): Value[] {
  const result: Value[] = [];
  for (const item of of) {
    const part = values(item);
    if (!Array.isArray(part)) throw wrongType('array', part);
    spend(part.length * 4);
    allocate(16 + part.length * 32);
    for (const value of part as Value[]) result.push(value);
  }
  return result;
}

function groupBy(of: Value[], key: Callable): Value[] {
  const groups = new Map<string, { key: Value; values: Value[] }>();
  for (const item of of) {
    const found = key(item) ?? null;
    const text = mapKey(found);
    const group = groups.get(text);
    if (group === undefined) groups.set(text, { key: found, values: [item] });
    else group.values.push(item);
  }
  allocate(groups.size * 64);
  made(of);
  return [...groups.values()];
}

function indexBy(of: Value[], key: Callable): Value {
  made(of);
  return objectOf(of.map((item) => [keyArgument(key(item), 'key'), item] as const));
}

function reduce(of: Value[], args: Args): Value {
  const step = lambdaArgument(args, 0, 'step');
  let result = args[1];
  for (const item of of) result = step(result, item);
  return result;
}

/** As long as the shorter one. */
function zip(of: Value[], other: Value): Value[] {
  if (!Array.isArray(other)) throw wrongType('array', other);
  const length = Math.min(of.length, other.length);
  allocate(length * 48);
  return made(Array.from({ length }, (_item, index) => [of[index], (other as Value[])[index]]));
}

/** From `{ key, value }` as `entries()` gives them, or pairs as `zip` does. */
function fromEntries(of: Value[]): Value {
  made(of);
  return objectOf(of.map((entry, index) => {
    try {
      if (Array.isArray(entry) && entry.length === 2) return [keyArgument(entry[0], 'key'), entry[1] as Value] as const;
      if (typeof entry === 'object' && entry !== null && isPlain(entry)) return [keyArgument(entry['key'], 'key'), entry['value'] ?? null] as const;
      throw wrongType('{ key, value } or a pair', entry);
    } catch (error) {
      throw located(error, undefined, () => `the entry at ${index}`);
    }
  }));
}
