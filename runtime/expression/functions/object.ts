import { allocate, spend } from '../budget.ts';
import { failure, wrongType } from '../failure.ts';
import { isPlain, keysOf, objectOf } from '../values.ts';
import { isAbsent, keyArgument } from './arguments.ts';
import type { MethodTable } from './arguments.ts';
import type { Value } from '../contract.ts';

type Members = Record<string, Value>;

/** Methods of objects and maps. None changes its receiver; members keep their order. */
export const objectMethods: MethodTable<Members> = {
  keys: (of) => [...paid(of)],
  values: (of) => paid(of).map((key) => of[key] ?? null),
  entries: (of) => paid(of).map((key) => ({ key, value: of[key] ?? null })),
  merge: (of, args) => merge(of, args[0]),
  pick: (of, args) => {
    const wanted = new Set(keyNames(args));
    return choose(of, (key) => wanted.has(key));
  },
  omit: (of, args) => {
    const unwanted = new Set(keyNames(args));
    return choose(of, (key) => !unwanted.has(key));
  },
  omitNulls: (of) => choose(of, (key) => !isAbsent(of[key])),
  has: (of, args) => member(of, args[0]) !== undefined,
  get: (of, args) => member(of, args[0]) ?? null,
};

/** The keys, paid for. */
function paid(of: Members): string[] {
  const keys = keysOf(of);
  spend(keys.length);
  allocate(keys.length * 48);
  return keys;
}

function choose(of: Members, wanted: (key: string) => boolean): Members {
  return objectOf(paid(of).filter((key) => wanted(key)).map((key) => [key, of[key]] as const));
}

function merge(of: Members, other: Value): Members {
  if (isAbsent(other)) return of;
  if (typeof other !== 'object' || !isPlain(other)) throw wrongType('object', other);
  return objectOf([...paid(of).map((key) => [key, of[key]] as const), ...paid(other).map((key) => [key, other[key]] as const)]);
}

function member(of: Members, key: Value): Value {
  const name = keyArgument(key, 'key');
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

/** Names as arguments, or lists of names. */
function keyNames(args: readonly Value[]): string[] {
  return args.flat().filter((name) => !isAbsent(name)).map((name) => {
    if (typeof name !== 'string') throw failure('wrong-type', `expected names of members, ${wrongType('string', name).message}`);
    return name;
  });
}
