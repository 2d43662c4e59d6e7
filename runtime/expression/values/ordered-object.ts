// A plain object lists keys that look like array indices ("2", "10") first and in numeric order. Where the order of such keys
// counts, the object's prototype is `ordered` and a symbol member holds its keys in the order they were written. (An object that also
// has a member `toJSON` is written in V8's order.)
import { randomUUID } from 'node:crypto';

const keyOrder = Symbol('key order');
const isIndex = /^(?:0|[1-9]\d{0,9})$/;

/** The objects that a running `writeOrdered` met, in the order of their placeholders. */
let met: object[] | undefined;
const placeholder = `ordered:${randomUUID()}:`;

const ordered: object = Object.create(Object.prototype, {
  // Only inside `writeOrdered` a placeholder: any other JSON.stringify sees the object as V8 orders it.
  toJSON: { value(this: object): unknown { return met === undefined ? this : `${placeholder}${met.push(this) - 1}:` } },
});

interface Ordered extends Record<string, unknown> { [keyOrder]: string[] }

function isOrdered(object: object): object is Ordered {
  return Object.getPrototypeOf(object) === ordered;
}

/** True for objects of data; false for arrays and for the classes of values.ts. */
export function isPlain(object: object): object is Record<string, unknown> {
  const prototype = Object.getPrototypeOf(object) as object | null;
  return prototype === Object.prototype || prototype === null || prototype === ordered;
}

/** True where the key would lose its place in a plain object. */
export function looksLikeIndex(key: string): boolean {
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57 && isIndex.test(key);
}

/** The keys as they were written. */
export function keysOf(object: object): string[] {
  return isOrdered(object) ? object[keyOrder] : Object.keys(object);
}

/** An object of these members in this order; of two with one key the last value counts, at the first one's place. */
export function objectOf(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  let object: Record<string, unknown> = {};
  for (const [key, value] of entries) object = withMember(object, key, value);
  return object;
}

/** Sets a member of an object that is being built; returns the object to go on with (another one where order begins to matter). */
export function withMember(object: Record<string, unknown>, key: string, value: unknown): Record<string, unknown> {
  if (isOrdered(object)) {
    if (!Object.hasOwn(object, key)) object[keyOrder].push(key);
    define(object, key, value);
    return object;
  }
  if (looksLikeIndex(key) && !Object.hasOwn(object, key)) {
    const keys = Object.keys(object);
    const next: Record<string, unknown> = Object.create(ordered);
    Object.defineProperty(next, keyOrder, { value: [...keys, key] });
    for (const known of keys) define(next, known, object[known]);
    define(next, key, value);
    return next;
  }
  define(object, key, value);
  return object;
}

function define(object: Record<string, unknown>, key: string, value: unknown): void {
  // An assignment to `__proto__` would change the prototype, one to `toJSON` is refused by `ordered`.
  if (key === '__proto__' || key === 'toJSON') Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}

/** JSON with keys in the order they were written; `undefined` where JSON.stringify gives that. */
export function writeOrdered(value: unknown): string | undefined {
  const outer = met;
  met = [];
  try {
    let text = JSON.stringify(value) as string | undefined;
    // Each round writes one level of ordered objects; most texts have none.
    while (met.length > 0 && text !== undefined) {
      const objects: object[] = met;
      met = [];
      text = text.replace(placeholderText, (_all, index: string) => writeMembers(objects[Number(index)] as Record<string, unknown>));
    }
    return text;
  } finally {
    met = outer;
  }
}

const placeholderText = new RegExp(`"${placeholder}(\\d+):"`, 'g');

function writeMembers(object: Record<string, unknown>): string {
  const members: string[] = [];
  for (const key of keysOf(object)) {
    const text = JSON.stringify(object[key]) as string | undefined;
    if (text !== undefined) members.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${members.join(',')}}`;
}
