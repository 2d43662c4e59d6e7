import type { Scalar } from '#plan';
import type { BinaryExpression, UnaryExpression } from '../generated/ast.ts';
import type { TypeContext } from './context.ts';
import { any, type LiteralType, membersOf, nonNull, scalar, scalarOf, type Type, union } from './type.ts';

/** The type of an operator's result. Operands that do not fit are the checker's matter: the result is what the operator would give. */
export function binaryType(node: BinaryExpression, context: TypeContext): Type {
  switch (node.operator) {
    case '==': case '!=': case '<': case '<=': case '>': case '>=': case 'in': case '&&': case '||': return scalar('boolean');
    case '??': return union([nonNull(context.typeOf(node.left)), context.typeOf(node.right)]);
    default: return arithmetic(node.operator, nonNull(context.typeOf(node.left)), nonNull(context.typeOf(node.right)));
  }
}

function arithmetic(operator: '+' | '-' | '*' | '/' | '%', left: Type, right: Type): Type {
  const a = operand(left);
  const b = operand(right);
  if (a === undefined || b === undefined) return any;
  if (a === 'number' || b === 'number') return isNumeric(a) && isNumeric(b) ? scalar('number') : any;
  // A quotient may have a fraction though both are whole.
  if (isNumeric(a) && isNumeric(b)) return scalar(operator === '/' || a === 'decimal' || b === 'decimal' ? 'decimal' : 'integer');
  if (operator === '+' && a === 'string' && b === 'string') return scalar('string');
  if ((operator === '+' || operator === '-') && b === 'duration' && (a === 'datetime' || a === 'date' || a === 'duration')) return scalar(a);
  if (operator === '-' && (a === 'datetime' || a === 'date') && a === b) return scalar('duration');
  if (operator === '*' && ((a === 'duration' && isNumeric(b)) || (b === 'duration' && isNumeric(a)))) return scalar('duration');
  return any;
}

/** The scalar that an operand is, also where its type is a union: of numbers the widest. */
function operand(type: Type): Scalar | undefined {
  const names = new Set(membersOf(type).map(scalarOf));
  if (names.size === 1) return [...names][0];
  if (![...names].every(isNumeric)) return undefined;
  return names.has('number') ? 'number' : 'decimal';
}

/** `-` of a literal is a literal. */
export function unaryType(node: UnaryExpression, context: TypeContext): Type {
  if (node.operator === '!') return scalar('boolean');
  const value = nonNull(context.typeOf(node.operand));
  if (value.kind === 'literal' && value.of !== 'string' && value.of !== 'boolean') return negated(value);
  const name = scalarOf(value);
  return name !== undefined && (isNumeric(name) || name === 'duration') ? scalar(name) : any;
}

function negated(literal: LiteralType): LiteralType {
  return { ...literal, text: literal.text.startsWith('-') ? literal.text.slice(1) : `-${literal.text}` };
}

export function isNumeric(name: string | undefined): boolean {
  return name === 'integer' || name === 'decimal' || name === 'number';
}
