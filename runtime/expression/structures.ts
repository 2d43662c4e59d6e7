import type { Entry, Expr } from '#plan';
import { allocate, spend } from './budget.ts';
import { failure, wrongType } from './failure.ts';
import { isPlain, keysOf, looksLikeIndex, withMember } from './values.ts';
import type { Build } from './compilation.ts';
import type { Evaluate, Value } from './contract.ts';

export function buildArray(expr: Extract<Expr, { op: 'array' }>, names: readonly string[], build: Build): Evaluate {
  const items = expr.items.map(({ spread, value }) => ({ spread, at: value.at, value: build(value, names) }));
  if (!expr.items.some((item) => item.spread)) {
    const values = items.map((item) => item.value);
    return (frame) => {
      allocate(16 + values.length * 16);
      return values.map((value) => value(frame) ?? null);
    };
  }
  return (frame) => {
    const result: Value[] = [];
    allocate(16 + items.length * 16);
    for (const { spread, at, value } of items) {
      const item = value(frame);
      if (!spread) result.push(item ?? null);
      else if (Array.isArray(item)) append(result, item);
      else if (item !== null && item !== undefined) throw failure('wrong-type', `\`...\` in an array: ${wrongType('an array', item).message}`, { at });
    }
    return result;
  };
}

function append(result: Value[], items: Value[]): void {
  spend(items.length * 2);
  allocate(items.length * 16);
  for (const item of items) result.push(item);
}

/** Members in the order of the entries; a spread of null adds nothing, a later entry of the same key wins. */
export function buildObject(expr: Extract<Expr, { op: 'object' }>, names: readonly string[], build: Build): Evaluate {
  const simple = expr.entries.every((entry) => entry.kind === 'pair' && !entry.optional && entry.key !== '__proto__' && !looksLikeIndex(entry.key));
  return simple ? buildSimple(expr.entries as (Entry & { kind: 'pair' })[], names, build) : buildGeneral(expr.entries, names, build);
}

/** Known keys that are always there: what a mapping mostly is, and ten times as fast. */
function buildSimple(entries: (Entry & { kind: 'pair' })[], names: readonly string[], build: Build): Evaluate {
  const keys = entries.map((entry) => entry.key);
  const values = entries.map((entry) => build(entry.value, names));
  const size = 32 + 16 * keys.length;
  return (frame) => {
    allocate(size);
    const object: Record<string, Value> = {};
    for (let index = 0; index < keys.length; index++) object[keys[index] as string] = (values[index] as Evaluate)(frame) ?? null;
    return object;
  };
}

function buildGeneral(entries: Entry[], names: readonly string[], build: Build): Evaluate {
  const parts = entries.map((entry) => ({ entry, value: build(entry.value, names) }));
  return (frame) => {
    let object: Record<string, Value> = {};
    for (const { entry, value } of parts) {
      const found = value(frame);
      if (entry.kind === 'spread') object = withMembers(object, found, entry.value);
      else if (!entry.optional || (found !== null && found !== undefined)) object = withMember(object, entry.key, found ?? null);
    }
    allocate(32 + 16 * parts.length);
    return object;
  };
}

function withMembers(object: Record<string, Value>, added: Value, source: Expr): Record<string, Value> {
  if (added === null || added === undefined) return object;
  if (typeof added !== 'object' || !isPlain(added)) throw failure('wrong-type', `\`...\` in an object: ${wrongType('an object', added).message}`, { at: source.at });
  const keys = keysOf(added);
  spend(keys.length);
  allocate(16 * keys.length);
  let result = object;
  for (const key of keys) result = withMember(result, key, added[key]);
  return result;
}
