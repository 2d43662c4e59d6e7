import type { Expr } from '#plan';
import type { Expression } from '../generated/ast.ts';
import { type Conversion, conversions, usedType } from '../types/conversion.ts';
import { nonNull, scalarOf, type Type } from '../types/type.ts';
import type { Types } from '../types/types.ts';

// A field's text becomes a date, a time or a boolean where an expression uses it, and stays as it is where it is passed on (LANGUAGE.md
// section 1); which conversions that takes is the checker's to say. A decimal is a number in JSON: it becomes exact where it is used.

/** `value` as an operator, a method or a lambda uses it. */
export function used(value: Expr, node: Expression, types: Types): Expr {
  return exact(chain(value, types.conversionsForUse(node)), node, types);
}

/** `value` where a type is wanted: an argument, a field of a typed map. */
export function asExpected(value: Expr, node: Expression, wanted: Type, types: Types): Expr {
  const converted = chain(value, types.conversionsFor(node, wanted));
  return scalarOf(nonNull(wanted)) === 'decimal' ? exact(converted, node, types) : converted;
}

/**
 * `value` as it goes into a request: a parameter or setting that has a `@format` is written so. A member of a record already is the text
 * that its own field says.
 */
export function written(value: Expr, node: Expression, types: Types): Expr {
  const type = nonNull(types.typeOf(node));
  if (type.kind !== 'scalar' || type.format === undefined || type.stored) return value;
  const { pattern } = type.format;
  const number = pattern === 'epoch' || pattern === 'epochMillis';
  return chain(value, [{ to: number ? 'integer' : 'string', from: type.name, format: type.format }]);
}

/** An array whose elements are what their type says, where they may still be the texts and numbers of a record. */
export function withUsedElements(value: Expr, node: Expression, types: Types): Expr {
  const type = nonNull(types.typeOf(node));
  if (type.kind !== 'array') return value;
  const element = nonNull(type.of);
  const needed: Conversion[] = element.kind === 'scalar' && element.name === 'decimal' ? [{ to: 'decimal', from: 'number' }] : conversions(type.of, usedType(type.of));
  if (needed.length === 0) return value;
  const { at } = value;
  const lambda: Expr = { op: 'lambda', params: ['element'], body: chain({ op: 'name', scope: 'local', name: 'element', at }, needed), at };
  return { op: 'method', on: 'array', name: 'map', of: value, args: [lambda], optional: false, at };
}

function exact(value: Expr, node: Expression, types: Types): Expr {
  const type = nonNull(types.typeOf(node));
  // A method of a scalar (`text.decimal()`) has made an exact one; those of arrays and objects give what they hold.
  const raw = value.op === 'get' || value.op === 'name' || value.op === 'apply' || (value.op === 'method' && (value.on === 'array' || value.on === 'object' || value.on === 'any'));
  return raw && type.kind === 'scalar' && type.name === 'decimal' ? { op: 'convert', to: 'decimal', of: value, at: value.at } : value;
}

/** Conversions one around the other. */
export function chain(value: Expr, steps: readonly Conversion[]): Expr {
  return steps.reduce<Expr>((of, { to, from, format }) => ({
    op: 'convert', to, from, of, at: value.at,
    ...(format !== undefined && { format: { pattern: format.pattern, ...(format.whenFalse !== undefined && { whenFalse: format.whenFalse }), ...(format.zone !== undefined && { zone: format.zone }) } }),
  }), value);
}
