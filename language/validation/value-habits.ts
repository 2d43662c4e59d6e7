import type { BinaryExpression, Entity, Expression, Field, Input, LetStep, ObjectType, Parameter, Variable } from '../generated/ast.ts';
import { isoDate } from '../types/literals.ts';
import type { Semantics } from '../types/semantics.ts';
import { membersOf, nonNull, scalarOf, type Type } from '../types/type.ts';
import { type CheckTable, type NodeCheck, type Report, type Spot } from './check.ts';
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
  if (literal === undefined || otherType.kind === 'literal' || isOrdered(other, semantics)) return;
  const method = isoDate(literal.value, 'date') ? 'date' : 'datetime';
  report('time-as-text', { node }, `${sentence(quoted(other))} is a text, and texts are compared letter by letter: a time of another zone or spelling comes out wrong. Compare times: \`${shortText(other)}.${method}()\`${other.$type === 'MemberAccess' ? `, or declare the field as \`${method}\`` : ''}.`, { data: { kind: 'literal', method } });
};

function isTimeText(node: Expression): node is Extract<Expression, { $type: 'StringLiteral' }> {
  return node.$type === 'StringLiteral' && /^\d{4}-\d\d-\d\d/.test(node.value) && (isoDate(node.value, 'date') || isoDate(node.value, 'datetime'));
}

/** `placedAt.iso()`, `day.format('dd.MM.yyyy')`, `"{placedAt}"`: a time written out, in an order that is not that of the letters. */
function spelledTime(node: Expression, semantics: Semantics): { call: Expression; of: Expression } | undefined {
  if (node.$type === 'InterpolatedText') {
    const [part, ...rest] = node.parts;
    const value = rest.length === 0 && part?.$type === 'Interpolation' ? part.value : undefined;
    return value !== undefined && scalarOf(nonNull(semantics.types.typeOf(value))) === 'datetime' ? { call: node, of: value } : undefined;
  }
  const call = timeCall(node, semantics);
  if (call === undefined) return undefined;
  const isSpelled = call.method === 'iso' || call.method === 'string' ? call.type === 'datetime' : call.method === 'format' && !call.fromYear;
  return isSpelled ? { call: node, of: call.of } : undefined;
}

/** `day.format('yyyy-MM-dd')`, `today().iso()`: written from the year down, so that letters are in the order of time. */
function isOrdered(node: Expression, semantics: Semantics): boolean {
  const call = timeCall(node, semantics);
  return call !== undefined && (call.fromYear || (call.type === 'date' && (call.method === 'iso' || call.method === 'string')));
}

function timeCall(node: Expression, semantics: Semantics): { method: string; type: 'date' | 'datetime'; of: Expression; fromYear: boolean } | undefined {
  if (node.$type !== 'Call' || node.callee?.$type !== 'MemberAccess' || node.callee.target === undefined) return undefined;
  const type = scalarOf(nonNull(semantics.types.typeOf(node.callee.target)));
  const pattern = node.args[0]?.value;
  const fromYear = node.callee.member === 'format' && pattern?.$type === 'StringLiteral' && /^[yu]{4}[^A-Za-z]*(?:MM|$)/.test(pattern.value);
  return type === 'date' || type === 'datetime' ? { method: node.callee.member ?? '', type, of: node.callee.target, fromYear } : undefined;
}

const money = /(?:^|[a-z_])(?:prices?|amounts?|totals?|sub_?totals?|costs?|fees?|tax|vat|balance|salary|revenue)$/i;
const beside = /(?:^|[a-z_])(?:value|net|gross|sum|paid|due|discount)$/i;

/** Doubles do not hold 0.10: sums of money are wrong by a cent one day. */
const fields: NodeCheck<Entity | ObjectType> = (node, report, semantics) => {
  const hasCurrency = node.fields.some((field) => /currency/i.test(field.name ?? ''));
  for (const field of node.fields) checkMoney(field, hasCurrency, report, semantics);
};

/** Parameters of endpoints, functions and flows, and inputs. */
const parameter: NodeCheck<Parameter> = (node, report, semantics) => checkMoney(node, false, report, semantics);
const input: NodeCheck<Input> = (node, report, semantics) => { if (node.field !== undefined) checkMoney(node.field, false, report, semantics); };

const typed: NodeCheck<LetStep | Variable> = (node, report, semantics) => {
  if (node.type !== undefined && money.test(node.name ?? '') && isDouble(nonNull(semantics.types.declaredType(node.type)))) tellMoney(node.name, { node: node.type }, report);
};

function checkMoney(field: Field | Parameter, hasCurrency: boolean, report: Report, semantics: Semantics): void {
  if (isMoney(field, hasCurrency) && isDouble(nonNull(semantics.types.fieldType(field).type))) tellMoney(field.name, { node: field.type ?? field }, report);
}

function tellMoney(name: string, spot: Spot, report: Report): void {
  report('money-as-number', spot, `\`${name}\` looks like money, and a \`number\` is a double, which does not hold 0.10. Write \`decimal\`, which is exact.`, { data: { write: 'decimal', replace: 'number' } });
}

function isMoney(field: Field | Parameter, hasCurrency: boolean): boolean {
  const name = field.name ?? '';
  return name !== '' && (money.test(name) || (hasCurrency && beside.test(name)));
}

function isDouble(type: Type): boolean {
  return type.kind === 'array' ? isDouble(nonNull(type.of)) : membersOf(type).some((member) => member.kind === 'scalar' && member.name === 'number');
}

export const valueHabitChecks: CheckTable = { BinaryExpression: [comparison], Entity: [fields], ObjectType: [fields], Parameter: [parameter], Input: [input], LetStep: [typed], Variable: [typed] };
