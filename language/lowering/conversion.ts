import type { Expr, Scalar } from '#plan';
import { isBinaryExpression, isCall, isConditional, isIndexAccess, isMemberAccess, isNameReference, isParenthesizedExpression, type Expression } from '../generated/ast.ts';
import { nonNull, scalarOf, type Type } from '../types/type.ts';
import { formatOf } from './type.ts';

// A field's text becomes a datetime, a decimal, … where an expression uses it, and not where it is passed on (LANGUAGE.md section 1). What an
// expression has computed is converted already; converting it again would be harmless.

const fromText: ReadonlySet<Scalar> = new Set<Scalar>(['date', 'datetime', 'decimal', 'duration']);

/** `value`, converted to what its type says it is, where it may still be the text or the number that JSON held. */
export function converted(value: Expr, node: Expression, type: Type): Expr {
  const scalar = scalarOf(nonNull(type));
  if (scalar === undefined || !mayBeRaw(node)) return value;
  const own = formatOf(nonNull(type));
  if (!fromText.has(scalar) && own.format === undefined) return value;
  return { op: 'convert', to: scalar, ...own, of: value, at: value.at };
}

/** `value` for a place where a scalar is wanted: an argument, a comparison with a datetime. */
export function convertedTo(value: Expr, node: Expression, type: Type, wanted: Scalar): Expr {
  const own = scalarOf(nonNull(type));
  if (own === wanted) return converted(value, node, type);
  if (!fromText.has(wanted) || (own !== undefined && own !== 'string' && own !== 'integer' && own !== 'number' && own !== 'date')) return value;
  return { op: 'convert', to: wanted, ...(own !== undefined && { from: own }), of: value, at: value.at };
}

/** `value` for a parameter: what the endpoint's expressions see is what the parameter's type says. */
export function argumentConverted(value: Expr, node: Expression, type: Type, parameter: Type): Expr {
  const wanted = scalarOf(nonNull(parameter));
  return wanted === undefined ? value : convertedTo(value, node, type, wanted);
}

/** `value` as its own field's `@format` writes it: for query, headers, path and body of a request. */
export function written(value: Expr, node: Expression, type: Type): Expr {
  const own = nonNull(type);
  const { format } = formatOf(own);
  const scalar = scalarOf(own);
  if (format === undefined || scalar === undefined || value.op === 'convert') return value;
  const epoch = format.pattern === 'epoch' || format.pattern === 'epochMillis';
  return { op: 'convert', to: epoch ? 'integer' : 'string', from: scalar, format, of: mayBeRaw(node) ? { op: 'convert', to: scalar, format, of: value, at: value.at } : value, at: value.at };
}

function mayBeRaw(node: Expression): boolean {
  if (isParenthesizedExpression(node)) return mayBeRaw(node.inner);
  if (isConditional(node)) return mayBeRaw(node.then) || mayBeRaw(node.otherwise);
  if (isBinaryExpression(node)) return node.operator === '??' && (mayBeRaw(node.left) || mayBeRaw(node.right));
  return isMemberAccess(node) || isIndexAccess(node) || isNameReference(node) || isCall(node);
}
