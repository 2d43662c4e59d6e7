import { isoDate } from './literals.ts';
import { typeText } from './text.ts';
import { type FieldType, type FunctionType, type LiteralType, membersOf, nonNull, nullable, type ObjectType, type ScalarType, type Type } from './type.ts';

/** Why a value does not fit. `path` leads from the value to the place: `items`, `[]`, `quantity`. */
export type Mismatch = { path: string[] } & (
  | { kind: 'type'; from: Type; to: Type }
  | { kind: 'null'; from: Type; to: Type }
  | { kind: 'missing'; fields: FieldType[]; to: ObjectType }
  | { kind: 'surplus'; field: FieldType; to: ObjectType }
  /** A text that is no date or time. */
  | { kind: 'spelling'; text: string; to: ScalarType }
);

/** Why a value of type `from` cannot stand where `to` is wanted; undefined where it can. `any` fits both ways. */
export function mismatch(from: Type, to: Type): Mismatch | undefined {
  return compare(from, to, [], new Map());
}

/** Whether a value of type `from` can stand where `to` is wanted. */
export function isAssignable(from: Type, to: Type): boolean {
  return mismatch(from, to) === undefined;
}

/** Pairs of objects under comparison, taken to fit: entities name one another. */
type Seen = Map<Type, Set<Type>>;

function compare(from: Type, to: Type, path: string[], seen: Seen): Mismatch | undefined {
  if (from === to || from.kind === 'any' || to.kind === 'any' || from.kind === 'never') return undefined;
  if (from.kind === 'union') return compareMembers(from.members, to, path, seen);
  if (to.kind === 'union') return compareToUnion(from, to.members, to, path, seen);
  if (from.kind === 'null') return { kind: 'null', path, from, to };
  switch (to.kind) {
    case 'scalar': return toScalar(from, to, path);
    case 'literal': return from.kind === 'literal' && sameLiteral(from, to) ? undefined : { kind: 'type', path, from, to };
    case 'array': return from.kind === 'array' ? compare(from.of, to.of, [...path, '[]'], seen) : { kind: 'type', path, from, to };
    case 'map': return toMap(from, to.of, path, seen, to);
    case 'object': return toObject(from, to, path, seen);
    case 'function': return from.kind === 'function' ? toFunction(from, to, path, seen) : { kind: 'type', path, from, to };
    case 'variable': return undefined;
    default: return from.kind === to.kind ? undefined : { kind: 'type', path, from, to };
  }
}

function compareMembers(members: readonly Type[], to: Type, path: string[], seen: Seen): Mismatch | undefined {
  for (const member of members) {
    const found = compare(member, to, path, seen);
    // The whole union says more than its member, but for null.
    if (found !== undefined) return found.kind === 'type' && found.path.length === path.length ? { ...found, from: members.length > 0 ? { kind: 'union', members: [...members] } : member } : found;
  }
  return undefined;
}

function compareToUnion(from: Type, members: readonly Type[], to: Type, path: string[], seen: Seen): Mismatch | undefined {
  let best: Mismatch | undefined;
  for (const member of members) {
    const found = compare(from, member, path, seen);
    if (found === undefined) return undefined;
    // What went wrong deepest is most likely what was meant: fields of an object rather than "not null".
    if (sameShape(from, member) && (best === undefined || found.path.length > best.path.length || best.kind === 'type')) best = found;
  }
  if (from.kind === 'null') return { kind: 'null', path, from, to };
  const only = members.filter((member) => sameShape(from, member)).length === 1;
  return only && best !== undefined && (best.kind !== 'type' || best.path.length > path.length) ? best : { kind: 'type', path, from, to };
}

function sameShape(a: Type, b: Type): boolean {
  if (a.kind === 'object') return b.kind === 'object' || b.kind === 'map';
  if (a.kind === 'literal' && b.kind === 'scalar') return true;
  return a.kind === b.kind;
}

/** Decimals have one value for several spellings. */
function sameLiteral(a: LiteralType, b: LiteralType): boolean {
  if (a.of === 'string' || a.of === 'boolean' || b.of === 'string' || b.of === 'boolean') return a.of === b.of && a.text === b.text;
  return a.text === b.text || Number(a.text) === Number(b.text);
}

function toScalar(from: Type, to: ScalarType, path: string[]): Mismatch | undefined {
  if (from.kind !== 'scalar' && from.kind !== 'literal') return { kind: 'type', path, from, to };
  const name = from.kind === 'scalar' ? from.name : from.of;
  if (name === to.name) return undefined;
  if ((to.name === 'date' || to.name === 'datetime') && name === 'string') {
    if (from.kind !== 'literal' || to.format !== undefined || isoDate(from.text, to.name)) return undefined;
    return { kind: 'spelling', path, text: from.text, to };
  }
  if (to.name === 'datetime' && name === 'date') return undefined;
  if (name === 'integer' && (to.name === 'decimal' || to.name === 'number')) return undefined;
  if (to.name === 'number' && name === 'decimal') return undefined;
  return { kind: 'type', path, from, to };
}

function toMap(from: Type, of: Type, path: string[], seen: Seen, to: Type): Mismatch | undefined {
  if (from.kind === 'map') return compare(from.of, of, [...path, '[]'], seen);
  if (from.kind !== 'object') return { kind: 'type', path, from, to };
  for (const field of from.fields.values()) {
    const found = compare(field.type, of, [...path, field.name], seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function toObject(from: Type, to: ObjectType, path: string[], seen: Seen): Mismatch | undefined {
  // A map may have anything in it or nothing.
  if (from.kind === 'map') return undefined;
  if (from.kind !== 'object') return { kind: 'type', path, from, to };
  if (from.entity !== undefined && from.entity === to.entity && (from.derived === to.derived || to.derived === 'nested')) return undefined;
  const under = seen.get(from) ?? new Set<Type>();
  if (under.has(to)) return undefined;
  seen.set(from, under.add(to));
  const missing = [...to.fields.values()].filter((field) => {
    const own = from.fields.get(field.name);
    return !field.optional && (own === undefined ? !from.open : own.optional && from.fresh);
  });
  if (missing.length > 0) return { kind: 'missing', path, fields: missing, to };
  for (const field of to.fields.values()) {
    const own = from.fields.get(field.name);
    if (own === undefined) continue;
    if (own.optional && !field.optional) return { kind: 'null', path: [...path, field.name], from: nullable(own.type), to: field.type };
    const found = compare(field.optional ? nonNull(own.type) : own.type, field.type, [...path, field.name], seen);
    if (found !== undefined) return found;
  }
  if (from.fresh && !to.open) {
    for (const field of from.fields.values()) if (!to.fields.has(field.name)) return { kind: 'surplus', path, field, to };
  }
  return undefined;
}

function toFunction(from: FunctionType, to: FunctionType, path: string[], seen: Seen): Mismatch | undefined {
  if (from.parameters.length > to.parameters.length) return { kind: 'type', path, from, to };
  return compare(from.returns, to.returns, path, seen);
}

/** One sentence that says why a value does not fit, for a message or a hover. */
export function mismatchText(reason: Mismatch): string {
  const place = reason.path.length === 0 ? '' : ` in \`${pathText(reason.path)}\``;
  switch (reason.kind) {
    case 'missing': {
      const names = reason.fields.map((field) => `\`${field.name}\``);
      return `${reason.fields.length === 1 ? `the field ${names[0]} is` : `the fields ${names.join(', ')} are`} missing${place}`;
    }
    case 'surplus': return `\`${[...reason.path, reason.field.name].join('.')}\` is no field of ${typeText(reason.to)}`;
    case 'null': return `the value may be null${place}, and ${typeText(reason.to)} is needed`;
    case 'spelling': return `'${reason.text}' is no ${reason.to.name === 'date' ? 'date such as 2026-01-31' : 'time such as 2026-01-31T10:00:00Z'}${place}`;
    case 'type': return `${typeText(reason.from)} does not fit${place}: ${typeText(reason.to)} is needed`;
  }
}

function pathText(path: readonly string[]): string {
  return path.reduce((text, part) => (part === '[]' ? `${text}[]` : text === '' ? part : `${text}.${part}`), '');
}

/** The kinds of values in a union of literals, for completion: texts as they are written. */
export function literalMembers(type: Type): LiteralType[] {
  return membersOf(type).filter((member): member is LiteralType => member.kind === 'literal');
}
