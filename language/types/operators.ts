import type { BinaryExpression, UnaryExpression } from '../generated/ast.ts';
import type { TypeContext } from './context.ts';
import { any, type LiteralType, nonNull, scalar, scalarOf, type Type, union } from './type.ts';

/** The type of an operator's result. Operands that do not fit are the checker's matter: the result is what the operator would give. */
export function binaryType(node: BinaryExpression, context: TypeContext): Type {
  switch (node.operator) {
    case '==': case '!=': case '<': case '<=': case '>': case '>=': case 'in': case '&&': case '||': return scalar('boolean');
    case '??': return union([nonNull(context.typeOf(node.left)), context.typeOf(node.right)]);
    default: return arithmetic(node.operator, nonNull(context.typeOf(node.left)), nonNull(context.typeOf(node.right)));
  }
}

function arithmetic(operator: '+' | '-' | '*' | '/' | '%', left: Type, right: Type): Type {
  const a = scalarOf(left);
  const b = scalarOf(right);
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

/** `-` of a literal is a literal. */
export function unaryType(node: UnaryExpression, context: TypeContext): Type {
  if (node.operator === '!') return scalar('boolean');
  const operand = nonNull(context.typeOf(node.operand));
  if (operand.kind === 'literal' && operand.of !== 'string' && operand.of !== 'boolean') return negated(operand);
  const name = scalarOf(operand);
  return name !== undefined && (isNumeric(name) || name === 'duration') ? scalar(name) : any;
}

function negated(literal: LiteralType): LiteralType {
  return { ...literal, text: literal.text.startsWith('-') ? literal.text.slice(1) : `-${literal.text}` };
}

export function isNumeric(name: string | undefined): boolean {
  return name === 'integer' || name === 'decimal' || name === 'number';
}
