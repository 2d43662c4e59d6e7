import type { Scalar } from '#plan';
import { any, type FieldFormat, membersOf, nonNull, sameStorage, scalar, scalarOf, type ScalarType, type Type, union } from './type.ts';

/** One step of a conversion, as `convert` of the plan: read `from` a text with `format`, or write a value as one. */
export interface Conversion { to: Scalar; from: Scalar; format?: FieldFormat }

const temporal = (name: Scalar | undefined): name is 'date' | 'datetime' => name === 'date' || name === 'datetime';

/**
 * What must be done with a value of type `from` where `to` is wanted, in order; none where it is passed on as it is. Members of records
 * stay the text that they are where a member of a record with the same format is wanted; elsewhere dates, times and booleans with a
 * format are values. `to` may be a union with null: null is never converted.
 */
export function conversions(from: Type, to: Type): Conversion[] {
  const source = onlyScalar(from);
  const target = onlyScalar(to);
  if (source === undefined || target === undefined) return [];
  const name = source.name;
  if (name === target.name) return sameScalar(source, target);
  if (temporal(target.name) && name === 'string') {
    // A text goes into a record as it is; elsewhere it is read, as the parameter's own format says if it has one.
    return target.stored ? [] : [convert(target.name, 'string', target.format)];
  }
  if (target.name === 'datetime' && name === 'date') return [...reading(source), convert('datetime', 'date'), ...writing(target)];
  if (name === 'integer' && (target.name === 'decimal' || target.name === 'number')) return [convert(target.name, 'integer')];
  if (name === 'decimal' && target.name === 'number') return [convert('number', 'decimal')];
  return [];
}

/** The type of a value once an expression uses it: texts of records have become dates, times and booleans. */
export function usedType(type: Type): Type {
  if (type.kind === 'scalar') return type.stored ? scalar(type.name) : type;
  return type.kind === 'union' ? union(type.members.map(usedType)) : type;
}

function sameScalar(source: ScalarType, target: ScalarType): Conversion[] {
  if (!formatted(source) && !formatted(target)) return [];
  if (source.stored && target.stored && sameStorage(source, target)) return [];
  return [...reading(source), ...writing(target)];
}

/** Kept in a record as something else than the value. */
function formatted(type: ScalarType): boolean {
  return temporal(type.name) || (type.name === 'boolean' && type.format !== undefined);
}

function reading(source: ScalarType): Conversion[] {
  return source.stored && formatted(source) ? [convert(source.name, 'string', source.format)] : [];
}

function writing(target: ScalarType): Conversion[] {
  return target.stored && formatted(target) ? [convert('string', target.name, target.format)] : [];
}

function convert(to: Scalar, from: Scalar, format?: FieldFormat): Conversion {
  return format === undefined ? { to, from } : { to, from, format };
}

/** The one scalar of a type, literals as their whole type and null left out; undefined where there are several, or none. */
function onlyScalar(type: Type): ScalarType | undefined {
  const value = nonNull(type);
  if (value.kind === 'scalar') return value;
  if (value.kind === 'any' || value === any) return undefined;
  const names = new Set(membersOf(value).map(scalarOf));
  const [name] = names;
  if (names.size !== 1 || name === undefined) return undefined;
  const whole = membersOf(value).find((member) => member.kind === 'scalar');
  return whole ?? scalar(name);
}
