import type { Format, Scalar } from '#plan';
import type { AstNode } from 'langium';
import type { Endpoint, Entity, Field, Flow, Parameter, Table, Use, Webhook } from '../generated/ast.ts';

/**
 * The type of an expression or of a declaration. Structural; entities by name where they have one. `any` is what nobody knows: it fits
 * everywhere, so that one mistake is reported once.
 */
export type Type =
  | { kind: 'any' } | { kind: 'never' } | { kind: 'null' }
  | ScalarType | LiteralType | UnionType | ArrayType | MapType | ObjectType | FunctionType
  | VariableType
  /** An alias or a connector name before the `.`. */
  | { kind: 'alias'; use: Use }
  /** `shop.listOrders` before its arguments. */
  | { kind: 'endpoint'; endpoint: Endpoint }
  | { kind: 'webhook'; webhook: Webhook }
  | { kind: 'flow'; flow: Flow }
  /** A table: `t[key]`, `t.keyOf(value)`. */
  | { kind: 'table'; table: Table; value: Type }
  /** A cache: `c[key]`, `c.require(key)`. */
  | { kind: 'cache'; value: Type };

/**
 * `stored`: the value is a member of a record, so a date, a datetime or a boolean with a format is still the text (or number) of the JSON;
 * it is converted when an expression uses it. `format` is that of the field or parameter.
 */
export interface ScalarType { kind: 'scalar'; name: Scalar; stored?: true; format?: FieldFormat }
/** `text` as in plan types: `'open'` without quotes, `12`, `2.5`, `true`. */
export interface LiteralType { kind: 'literal'; of: 'string' | 'integer' | 'decimal' | 'boolean'; text: string }
export interface UnionType { kind: 'union'; members: Type[] }
/** `nonEmpty`: `first()` and `last()` are never null. */
export interface ArrayType { kind: 'array'; of: Type; nonEmpty?: true }
export interface MapType { kind: 'map'; of: Type }
/** A type variable of a built-in function's signature. */
export interface VariableType { kind: 'variable'; name: string }

export interface ObjectType {
  kind: 'object';
  /** The entity's name as it is written where it is used (`shop.Order`), where it has one. */
  name?: string;
  entity?: Entity;
  derived?: Derivation;
  /** Fields that nobody declared may be there. */
  open: boolean;
  /** By name, in order. Made when first asked for: entities name one another. */
  readonly fields: ReadonlyMap<string, FieldType>;
  /** The object was written out in braces right here, so that a surplus field is a mistake. */
  fresh?: boolean;
}

/** `nested` are entities inside of an `input`: read-only fields are left out, keys may be given. */
export type Derivation = 'input' | 'partial' | 'nested';

export interface FieldType {
  name: string;
  /** As declared; reading an optional field gives this or null. */
  type: Type;
  optional: boolean;
  /** Where it is declared. */
  node?: Field | Parameter | AstNode;
}

export interface FunctionType { kind: 'function'; parameters: ParameterType[]; returns: Type }
export interface ParameterType { name: string; type: Type; optional: boolean; node?: AstNode }

/** `@format` of a field; a zone that a setting holds is in `zoneOf`. */
export interface FieldFormat extends Format { zoneOf?: AstNode }

export const any: Type = { kind: 'any' };
export const never: Type = { kind: 'never' };
export const nullType: Type = { kind: 'null' };
const scalars = new Map<Scalar, ScalarType>();

/** The type of a scalar without a format. */
export function scalar(name: Scalar): ScalarType {
  let type = scalars.get(name);
  if (type === undefined) scalars.set(name, (type = { kind: 'scalar', name }));
  return type;
}

/** An array of that type. */
export function arrayOf(of: Type): ArrayType {
  return { kind: 'array', of };
}

/** An object with these fields, given as types; nothing else may be in it. */
export function objectOf(fields: Record<string, Type>, optional: readonly string[] = [], open = false): ObjectType {
  const map = new Map<string, FieldType>();
  for (const [name, type] of Object.entries(fields)) map.set(name, { name, type, optional: optional.includes(name) });
  return { kind: 'object', open, fields: map };
}

export function isAny(type: Type): boolean { return type.kind === 'any'; }

/** Whether a value of that type may be null. `any` may be anything, but is not called nullable. */
export function isNullable(type: Type): boolean {
  return type.kind === 'null' || (type.kind === 'union' && type.members.some((member) => member.kind === 'null'));
}

/** The members of a union, or the type alone. */
export function membersOf(type: Type): readonly Type[] {
  return type.kind === 'union' ? type.members : [type];
}

/** The type without null. */
export function nonNull(type: Type): Type {
  if (type.kind === 'null') return never;
  if (type.kind !== 'union') return type;
  const members = type.members.filter((member) => member.kind !== 'null');
  return members.length === type.members.length ? type : union(members);
}

/** The type or null. */
export function nullable(type: Type): Type {
  return type.kind === 'any' ? type : union([type, nullType]);
}

/**
 * The union of types, normalised: flat, `any` swallows all, `never` goes, equal members once, a literal goes beside its whole type, null
 * last. One member alone is itself.
 */
export function union(types: readonly Type[]): Type {
  const flat: Type[] = [];
  for (const type of types) {
    for (const member of membersOf(type)) {
      if (member.kind === 'any') return any;
      if (member.kind !== 'never') flat.push(member);
    }
  }
  if (flat.length === 1) return flat[0]!;
  const whole = new Set(flat.map((member) => (member.kind === 'scalar' ? member.name : undefined)));
  const seen = new Map<string, number>();
  const objects: Type[] = [];
  let hasNull = false;
  const members: Type[] = [];
  for (const member of flat) {
    if (member.kind === 'null') { hasNull = true; continue; }
    if (member.kind === 'literal' && isIn(member, whole)) continue;
    if (member.kind === 'scalar' || member.kind === 'literal') {
      const key = member.kind === 'scalar' ? member.name : `${member.of} ${member.text}`;
      const before = seen.get(key);
      if (before !== undefined) {
        // One is the text of a record, the other a value: together they are a value.
        const other = members[before]!;
        if (member.kind === 'scalar' && other.kind === 'scalar' && !sameStorage(member, other)) members[before] = scalar(member.name);
        continue;
      }
      seen.set(key, members.length);
    } else if (objects.some((other) => sameType(other, member))) continue;
    else objects.push(member);
    members.push(member);
  }
  if (hasNull) members.push(nullType);
  if (members.length === 0) return never;
  return members.length === 1 ? members[0]! : { kind: 'union', members };
}

/** Whether a literal is one of the values of a whole type: `0` is a decimal too. */
function isIn(literal: LiteralType, whole: ReadonlySet<string | undefined>): boolean {
  if (whole.has(literal.of)) return true;
  return (literal.of === 'integer' && (whole.has('decimal') || whole.has('number'))) || (literal.of === 'decimal' && whole.has('number'));
}

/** Whether values of both are kept in the same way. */
export function sameStorage(a: ScalarType, b: ScalarType): boolean {
  return a.stored === b.stored && a.format?.pattern === b.format?.pattern && a.format?.zone === b.format?.zone && a.format?.whenFalse === b.format?.whenFalse
    && a.format?.zoneOf === b.format?.zoneOf;
}

/** Whether two types are the same; objects of one entity are, without a look at their fields. */
export function sameType(a: Type, b: Type, depth = 0): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || depth > 8) return false;
  switch (a.kind) {
    case 'scalar': return a.name === (b as ScalarType).name;
    case 'literal': return a.of === (b as LiteralType).of && a.text === (b as LiteralType).text;
    case 'array': case 'map': return sameType(a.of, (b as ArrayType).of, depth + 1);
    case 'union': {
      const other = (b as UnionType).members;
      return a.members.length === other.length && a.members.every((member) => other.some((one) => sameType(member, one, depth + 1)));
    }
    case 'object': return sameObject(a, b as ObjectType, depth);
    case 'variable': return a.name === (b as VariableType).name;
    case 'any': case 'never': case 'null': return true;
    default: return false;
  }
}

function sameObject(a: ObjectType, b: ObjectType, depth: number): boolean {
  if (a.entity !== undefined || b.entity !== undefined) return a.entity === b.entity && a.derived === b.derived;
  if (a.open !== b.open || a.fields.size !== b.fields.size) return false;
  for (const field of a.fields.values()) {
    const other = b.fields.get(field.name);
    if (other === undefined || other.optional !== field.optional || !sameType(field.type, other.type, depth + 1)) return false;
  }
  return true;
}

/** Literals become their whole type, also inside of fresh objects and arrays: what an array of `'a'` and `'b'` holds are texts. */
export function widen(type: Type): Type {
  switch (type.kind) {
    case 'literal': return scalar(type.of);
    case 'union': return union(type.members.map(widen));
    default: return type;
  }
}

/** The scalar of a scalar or of a literal. */
export function scalarOf(type: Type): Scalar | undefined {
  return type.kind === 'scalar' ? type.name : type.kind === 'literal' ? type.of : undefined;
}
