import type { BinaryExpression, Entity, Expression, Field, ObjectType } from '../generated/ast.ts';
import { isoDate } from '../types/literals.ts';
import type { Semantics } from '../types/semantics.ts';
import { membersOf, nonNull, scalarOf, type Type } from '../types/type.ts';
import { type CheckTable, type NodeCheck } from './check.ts';
import { quoted, sentence, shortText } from './wording.ts';

// Values that fit and go wrong one day: times that are ordered as texts, money that is reckoned with as a double.

const comparison: NodeCheck<BinaryExpression> = (node, report, semantics) => {
  const { left, right, operator } = node;
  if (left === undefined || right === undefined || (operator !== '<' && operator !== '<=' && operator !== '>' && operator !== '>=')) return;
  const types = [semantics.types.typeOf(left), semantics.types.typeOf(right)] as const;
  if (!types.every((type) => membersOf(nonNull(type)).every((member) => scalarOf(member) === 'string'))) return;
  const spelled = spelledTime(left, semantics) ?? spelledTime(right, semantics);
  if (spelled !== undefined) {
    report('time-as-text', { node }, `${sentence(quoted(spelled.call))} is a text, and texts are compared letter by letter: times of two zones, or days before months, come out wrong. Compare the times themselves: ${quoted(spelled.of)}.`, { data: { kind: 'spelled' } });
    return;
  }
  const [literal, other, otherType] = isTimeText(right) ? [right, left, types[0]] : isTimeText(left) ? [left, right, types[1]] : [undefined, left, types[0]];
  if (literal === undefined || otherType.kind === 'literal') return;
  const method = isoDate(literal.value, 'date') ? 'date' : 'datetime';
  report('time-as-text', { node }, `${sentence(quoted(other))} is a text, and texts are compared letter by letter: a time of another zone or spelling comes out wrong. Compare times: \`${shortText(other)}.${method}()\`, or declare the field as \`${method}\`.`, { data: { kind: 'literal', method } });
};

function isTimeText(node: Expression): node is Extract<Expression, { $type: 'StringLiteral' }> {
  return node.$type === 'StringLiteral' && /^\d{4}-\d\d-\d\d/.test(node.value) && (isoDate(node.value, 'date') || isoDate(node.value, 'datetime'));
}

/** `placedAt.iso()`, `day.format('dd.MM.yyyy')`: a time written out, in an order that is not that of the letters. */
function spelledTime(node: Expression, semantics: Semantics): { call: Expression; of: Expression } | undefined {
  if (node.$type !== 'Call' || node.callee?.$type !== 'MemberAccess' || node.callee.target === undefined) return undefined;
  const name = scalarOf(nonNull(semantics.types.typeOf(node.callee.target)));
  const isSpelled = node.callee.member === 'iso' ? name === 'datetime'
    : node.callee.member === 'format' && (name === 'datetime' || name === 'date') && !(node.args[0]?.value?.$type === 'StringLiteral' && /^[yu]{4}[^A-Za-z]*(?:MM|$)/.test(node.args[0].value.value));
  return isSpelled ? { call: node, of: node.callee.target } : undefined;
}

const money = /(?:^|[a-z_])(?:prices?|amounts?|totals?|sub_?totals?|costs?|fees?|tax|vat|balance|salary|revenue)$/i;
const beside = /(?:^|[a-z_])(?:value|net|gross|sum|paid|due|discount)$/i;

/** Doubles do not hold 0.10: sums of money are wrong by a cent one day. */
const fields: NodeCheck<Entity | ObjectType> = (node, report, semantics) => {
  const hasCurrency = node.fields.some((field) => /currency/i.test(field.name ?? ''));
  for (const field of node.fields) if (isMoney(field, hasCurrency) && isDouble(nonNull(semantics.types.fieldType(field).type))) tell(field);

  function tell(field: Field): void {
    report('money-as-number', { node: field.type ?? field }, `\`${field.name}\` looks like money, and a \`number\` is a double, which does not hold 0.10. Write \`decimal\`, which is exact.`, { data: { write: 'decimal', replace: 'number' } });
  }
};

function isMoney(field: Field, hasCurrency: boolean): boolean {
  const name = field.name ?? '';
  return name !== '' && (money.test(name) || (hasCurrency && beside.test(name)));
}

function isDouble(type: Type): boolean {
  return type.kind === 'array' ? isDouble(nonNull(type.of)) : membersOf(type).some((member) => member.kind === 'scalar' && member.name === 'number');
}

export const valueHabitChecks: CheckTable = { BinaryExpression: [comparison], Entity: [fields], ObjectType: [fields] };
