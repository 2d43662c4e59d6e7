import type { Expr } from '#plan';
import { excerpt, failure, located, nullRemedy } from './failure.ts';
import { invoke } from './functions/index.ts';
import { lastPart, pathText } from './path-text.ts';
import { textOf } from './text.ts';
import { BigInteger, Bytes, DateTime, Decimal, Duration, LocalDate, RawNumber, isPlain, typeOf } from './values.ts';
import type { Compilation } from './compilation.ts';
import type { Evaluate, Value } from './contract.ts';

type Get = Extract<Expr, { op: 'get' }>;
type Method = Extract<Expr, { op: 'method' }>;

/** What a link of a chain gives where an optional link before it found null: the rest of the chain is skipped, as in TypeScript. */
const skipped = Symbol('skipped');

/** Names that JavaScript finds in any object or in ours, without a member of data being there. */
const inherited = new Set<PropertyKey>();
for (const sample of [{}, [], new BigInteger(0n), new RawNumber('0'), Decimal.fromBigInt(0n), new DateTime(0), new LocalDate(0), new Duration(0), new Bytes(0)]) {
  for (let object: object | null = sample; object !== null; object = Object.getPrototypeOf(object) as object | null) {
    for (const name of Object.getOwnPropertyNames(object)) if (name !== 'length') inherited.add(name);
  }
}

/** `a.b`, `a[0]`, `a.method()` and chains of them; the whole chain is null where an optional link meets null. */
export function buildChain(expr: Get | Method, names: readonly string[], compilation: Compilation): Evaluate {
  const evaluate = buildLink(expr, names, compilation);
  if (!isOptional(expr)) return evaluate;
  return (frame) => {
    const value = evaluate(frame);
    return value === skipped ? null : value;
  };
}

function isOptional(expr: Expr): boolean {
  return (expr.op === 'get' || expr.op === 'method') && (expr.optional || isOptional(expr.of));
}

function buildLink(expr: Get | Method, names: readonly string[], compilation: Compilation): Evaluate {
  const of = expr.of.op === 'get' || expr.of.op === 'method' ? buildLink(expr.of, names, compilation) : compilation.build(expr.of, names);
  return expr.op === 'get' ? buildGet(expr, of, names, compilation) : buildMethod(expr, of, names, compilation);
}

function buildGet(expr: Get, of: Evaluate, names: readonly string[], { build }: Compilation): Evaluate {
  if (expr.key.op === 'literal' && expr.key.type === 'string') {
    const key = expr.key.text;
    if (inherited.has(key)) return (frame) => slowMember(of(frame), key, expr);
    return (frame) => {
      const object = of(frame);
      if (typeof object === 'object' && object !== null) {
        const value = (object as Record<string, Value>)[key];
        if (value !== undefined) return value;
      }
      return slowMember(object, key, expr);
    };
  }
  const keyOf = build(expr.key, names);
  return (frame) => {
    const object = of(frame);
    if (object === skipped) return skipped;
    // Where the object is null an index is not evaluated, as in TypeScript.
    return object === null || object === undefined ? absent(expr, object) : element(object, keyOf(frame), expr);
  };
}

/** The member where the fast way found nothing: null, absent, or not an object at all. */
function slowMember(object: Value, key: string, expr: Get): Value {
  if (object === null || object === undefined) return absent(expr, object);
  if (object === skipped) return skipped;
  if (typeof object === 'object' && isPlain(object)) return Object.hasOwn(object, key) ? object[key] : undefined;
  if (key === 'length' && (typeof object === 'string' || Array.isArray(object))) return object.length;
  throw failure('wrong-type', `${pathText(expr)}: ${lastPart(expr.of)} is ${describe(object)}, it has no member \`${key}\``, { at: expr.at });
}

function element(object: Value, key: Value, expr: Get): Value {
  if (Array.isArray(object) || typeof object === 'string') {
    if (typeof key === 'number') return object[key] ?? undefined;
    if (key === 'length') return object.length;
    throw failure('wrong-type', `${pathText(expr)}: a place in a list is an integer, not ${excerpt(key)}`, { at: expr.at });
  }
  if (typeof object !== 'object' || object === null || !isPlain(object)) {
    throw failure('wrong-type', `${pathText(expr)}: ${lastPart(expr.of)} is ${describe(object)}, it has no members`, { at: expr.at });
  }
  if (key === null || key === undefined) throw failure('null-value', `${pathText(expr)}: ${lastPart(expr.key)} is null`, { at: expr.at, remedy: nullRemedy });
  const name = textOf(key);
  return inherited.has(name) && !Object.hasOwn(object, name) ? undefined : object[name];
}

function absent(expr: Get | Method, value: Value): typeof skipped {
  if (expr.optional) return skipped;
  throw failure('null-value', `${pathText(expr)}: ${lastPart(expr.of)} is ${value === null ? 'null' : 'missing'}`, { at: expr.at, remedy: nullRemedy });
}

function describe(value: Value): string {
  const type = typeOf(value);
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type} (${excerpt(value)})`;
}

function buildMethod(expr: Method, of: Evaluate, names: readonly string[], compilation: Compilation): Evaluate {
  // Of an unknown value it may be the number of elements, or a member of that name.
  if (expr.name === 'length' && expr.on === 'any') {
    return buildGet({ op: 'get', of: expr.of, key: { op: 'literal', type: 'string', text: 'length', at: expr.at }, optional: expr.optional, at: expr.at }, of, names, compilation);
  }
  const { build } = compilation;
  const args = expr.args.map((arg) => build(arg, names));
  const run = invoke(expr.on, expr.name);
  return (frame) => {
    const receiver = of(frame);
    if (receiver === skipped) return skipped;
    if (receiver === null || receiver === undefined) return absent(expr, receiver);
    try {
      return run(receiver, args.length === 0 ? none : args.map((arg) => arg(frame)), frame);
    } catch (error) {
      throw located(error, expr.at, () => pathText(expr));
    }
  };
}

const none: Value[] = [];
