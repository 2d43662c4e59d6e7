import type { BinaryExpression, Expression, UnaryExpression } from '../generated/ast.ts';
import { mismatch } from '../types/assignable.ts';
import { isNumeric } from '../types/operators.ts';
import type { Semantics } from '../types/semantics.ts';
import { typeText } from '../types/text.ts';
import { isNullable, membersOf, nonNull, scalarOf, type Type, widen } from '../types/type.ts';
import { type CheckTable, declarationOf, type NodeCheck, type Report, type ReportDetails } from './check.ts';
import { comparable, distinct, family, isOpen } from './comparison.ts';
import { isAskedAgain } from './constant-conditions.ts';
import { checkCondition } from './conditions.ts';
import { conversionAdvice, described, isLiteral, literalAdvice, quoted, sentence, shortText } from './wording.ts';

// Operators against the types of what stands on both sides. There is no coercion: `1 == '1'` is never true.

const binary: NodeCheck<BinaryExpression> = (node, report, semantics) => {
  const { left, right, operator } = node;
  if (left === undefined || right === undefined) return;
  switch (operator) {
    case '&&': case '||': checkCondition(left, report, semantics); checkCondition(right, report, semantics); return;
    case '??': return;
    case '==': case '!=':
      // That the case above asked the same is told there.
      if (node.$container?.$type !== 'RouteCase' || !isAskedAgain(node.$container)) checkEquality(node, report, semantics);
      return;
    case 'in': checkIn(node, report, semantics); return;
    case '<': case '<=': case '>': case '>=': checkOrder(node, report, semantics); return;
    default: checkArithmetic(node, report, semantics);
  }
};

const unary: NodeCheck<UnaryExpression> = (node, report, semantics) => {
  if (node.operand === undefined) return;
  if (node.operator === '!') { checkCondition(node.operand, report, semantics); return; }
  const type = semantics.types.typeOf(node.operand);
  if (tellNull(node.operand, type, '-', report, semantics)) return;
  if (membersOf(type).every((member) => isOpen(member) || isNumeric(scalarOf(member)) || scalarOf(member) === 'duration')) return;
  report('wrong-type', { node: node.operand }, `\`-\` stands before a number, and ${quoted(node.operand)} is ${typeText(type)}.${conversionAdvice(type, { kind: 'scalar', name: 'decimal' })}`);
};

/** An operator that needs both sides fails the record where one is null. */
function tellNull(side: Expression, type: Type, operator: string, report: Report, semantics: Semantics): boolean {
  if (!isNullable(type)) return false;
  const what = type.kind === 'null' ? `\`${operator}\` needs a value, not null` : `${sentence(quoted(side))} may be null, and \`${operator}\` needs a value. Say what then: \`(${shortText(side)} ?? …)\``;
  report('may-be-null', { node: side }, `${what}.`, declarationOf(side, semantics));
  return true;
}

/** Where what stands on both sides is declared, each by its name where both are. */
function bothDeclared(node: BinaryExpression, semantics: Semantics): Pick<ReportDetails, 'related'> {
  const places = [node.left, node.right].flatMap((side) => declarationOf(side, semantics).related ?? []);
  const named = places.map(({ spot }) => ({ spot, message: `\`${(spot.node as { name?: string }).name ?? ''}\` is declared here` }));
  return places.length === 0 ? {} : { related: places.length > 1 ? named : places };
}

/** The members of a type that are values. */
function values(type: Type): readonly Type[] {
  return membersOf(type).filter((member) => member.kind !== 'null');
}

function checkEquality(node: BinaryExpression, report: Report, semantics: Semantics): void {
  const left = semantics.types.typeOf(node.left);
  const right = semantics.types.typeOf(node.right);
  if (left.kind === 'null' || right.kind === 'null') return;
  const possible = values(left).some((a) => values(right).some((b) => comparable(a, b) && !distinct(a, b)));
  if (possible || values(left).length === 0 || values(right).length === 0) return;
  // What is written out on both sides is known to be true or false, which is told where it is a condition.
  if (left.kind === 'literal' && right.kind === 'literal' && isLiteral(node.left) && isLiteral(node.right) && comparable(left, right)) return;
  const result = node.operator === '==' ? 'false' : 'true';
  const [literal, other, side] = right.kind === 'literal' ? [right, left, node.right] : left.kind === 'literal' ? [left, right, node.left] : [undefined, left, node.right];
  if (literal !== undefined && values(other).every((one) => one.kind === 'literal')) {
    report('wrong-type', { node: side }, `${typeText(literal)} is none of ${typeText(other)}, so this is always ${result}.${literalAdvice(literal, other)}`, { ...declarationOf(side === node.right ? node.left : node.right, semantics), data: { found: typeText(literal), candidates: values(other).map((one) => typeText(one)) } });
    return;
  }
  const advice = mixedAdvice(left, right);
  report('wrong-type', { node }, `${sentence(described(node.left, left, semantics))} and ${described(node.right, right, semantics)}: they are never equal.${advice}`, bothDeclared(node, semantics));
}

/** A text beside a number is most likely one that holds a number. */
function mixedAdvice(left: Type, right: Type): string {
  const decimal: Type = { kind: 'scalar', name: 'decimal' };
  if (isNumeric(scalarOf(nonNull(right)))) return conversionAdvice(left, decimal);
  if (isNumeric(scalarOf(nonNull(left)))) return conversionAdvice(right, decimal);
  return conversionAdvice(left, nonNull(right)) || conversionAdvice(right, nonNull(left));
}

function checkIn(node: BinaryExpression, report: Report, semantics: Semantics): void {
  const right = semantics.types.typeOf(node.right);
  if (tellNull(node.right, right, 'in', report, semantics)) return;
  for (const member of membersOf(right)) {
    const name = scalarOf(member);
    if (isOpen(member) || member.kind === 'array' || member.kind === 'object' || member.kind === 'map' || name === 'string') continue;
    report('wrong-type', { node: node.right }, `\`in\` looks for an element of an array or a key of an object, and ${described(node.right, right, semantics)}.`, declarationOf(node.right, semantics));
    return;
  }
  const left = nonNull(semantics.types.typeOf(node.left));
  if (right.kind !== 'array') return;
  const items = node.right.$type === 'ArrayLiteral' ? node.right.items : [];
  for (const item of items) {
    if (item.spread || item.value === undefined) continue;
    const type = semantics.types.typeOf(item.value);
    if (membersOf(left).some((a) => comparable(a, type) && !distinct(a, type)) || type.kind === 'null') continue;
    report('wrong-type', { node: item.value }, `${sentence(described(node.left, left, semantics))}, so it is never ${quoted(item.value)}.${node.left?.$type === 'StringLiteral' ? '' : literalAdvice(type, left)}`, declarationOf(node.left, semantics));
  }
}

const ordered: ReadonlySet<string | undefined> = new Set(['number', 'string', 'time', 'duration', undefined]);

function checkOrder(node: BinaryExpression, report: Report, semantics: Semantics): void {
  const left = semantics.types.typeOf(node.left);
  const right = semantics.types.typeOf(node.right);
  const null1 = tellNull(node.left, left, node.operator, report, semantics);
  if (tellNull(node.right, right, node.operator, report, semantics) || null1) return;
  for (const [side, type] of [[node.left, left], [node.right, right]] as const) {
    if (membersOf(type).every((member) => isOpen(member) || (ordered.has(family(member)) && family(member) !== undefined))) continue;
    report('wrong-type', { node: side }, `\`${node.operator}\` compares numbers, texts, times or durations, and ${described(side, type, semantics)}.`, declarationOf(side, semantics));
    return;
  }
  if (membersOf(left).some((a) => membersOf(right).some((b) => comparable(a, b))) && !hasOddLiteral(left, right) && !hasOddLiteral(right, left)) { checkSpelling(node, left, right, report); return; }
  const advice = mixedAdvice(left, right);
  report('wrong-type', { node }, `${sentence(described(node.left, left, semantics))} and ${described(node.right, right, semantics)}: they cannot be compared.${advice}`, bothDeclared(node, semantics));
}

/** `(discount ?? 'none') > 1`: a literal that stands in for a value and is of another kind than what it is compared with. */
function hasOddLiteral(type: Type, other: Type): boolean {
  return membersOf(type).some((one) => one.kind === 'literal' && membersOf(other).every((b) => !comparable(one, b)));
}

/** `placedAt > 'yesterday'`: a text beside a time must be one. */
function checkSpelling(node: BinaryExpression, left: Type, right: Type, report: Report): void {
  for (const [side, literal, time] of [[node.left, left, right], [node.right, right, left]] as const) {
    if (literal.kind !== 'literal' || literal.of !== 'string') continue;
    const found = mismatch(literal, time.kind === 'scalar' ? { kind: 'scalar', name: time.name } : time);
    if (found?.kind === 'spelling') report('wrong-type', { node: side }, `'${literal.text}' is no ${found.to.name === 'date' ? 'date such as 2026-01-31' : 'time such as 2026-01-31T10:00:00Z'}.`);
  }
}

function checkArithmetic(node: BinaryExpression, report: Report, semantics: Semantics): void {
  const left = semantics.types.typeOf(node.left);
  const right = semantics.types.typeOf(node.right);
  const null1 = tellNull(node.left, left, node.operator, report, semantics);
  if (tellNull(node.right, right, node.operator, report, semantics) || null1) return;
  const odd = oddLiteral(node, left, right) ?? oddLiteral(node, right, left, true);
  if (odd !== undefined) { report('wrong-type', { node }, odd, bothDeclared(node, semantics)); return; }
  const one = onlyFamily(left);
  const other = onlyFamily(right);
  if (one === undefined || other === undefined) { checkKinds(node, left, right, report, semantics); return; }
  if (isArithmetic(node.operator, one, other)) return;
  report('wrong-type', { node }, arithmeticText(node, left, right, one, other, semantics), bothDeclared(node, semantics));
}

function oneKindAdvice(node: BinaryExpression, side: Expression | undefined, kinds: readonly Type[]): string {
  if (side === undefined || !kinds.every((one) => family(one) === 'number' || family(one) === 'string')) return '';
  return ` Make it one kind before: \`${shortText(side)}.${node.operator === '+' && kinds.some((one) => scalarOf(one) === 'string') && isText(node) ? 'string' : 'decimal'}()\`.`;
}

/** Whether one side of a `+` is a text that is written out. */
function isText(node: BinaryExpression): boolean {
  return [node.left, node.right].some((side) => side?.$type === 'StringLiteral' || side?.$type === 'InterpolatedText');
}

/** A value that may be of several kinds, one of which the operator cannot take. */
function checkKinds(node: BinaryExpression, left: Type, right: Type, report: Report, semantics: Semantics): void {
  for (const a of membersOf(left)) {
    for (const b of membersOf(right)) {
      const [one, other] = [isOpen(a) ? undefined : family(a) ?? a.kind, isOpen(b) ? undefined : family(b) ?? b.kind];
      if (one === undefined || other === undefined || isArithmetic(node.operator, one, other)) continue;
      const [side, type, kind, beside] = left.kind === 'union' ? [node.left, left, a, right.kind === 'union' ? b : right] : [node.right, right, b, left];
      report('wrong-type', { node }, `${sentence(quoted(side))} is ${typeText(type)}: \`${node.operator}\` has no meaning for ${typeText(widen(kind))} and ${typeText(widen(beside))}.${oneKindAdvice(node, side, membersOf(type))}`, declarationOf(side, semantics));
      return;
    }
  }
}

/** `price - (discount ?? 'none')`: a literal that stands in for a value and is of a kind that the operator cannot take. */
function oddLiteral(node: BinaryExpression, type: Type, other: Type, turned = false): string | undefined {
  const second = onlyFamily(other);
  if (type.kind !== 'union' || second === undefined) return undefined;
  const odd = type.members.find((one) => one.kind === 'literal' && family(one) !== undefined && !(turned ? isArithmetic(node.operator, second, family(one)!) : isArithmetic(node.operator, family(one)!, second)));
  return odd === undefined ? undefined : `${sentence(quoted(turned ? node.right : node.left))} may be ${typeText(odd)}, and \`${node.operator}\` has no meaning for that and ${typeText(other)}.`;
}

function onlyFamily(type: Type): string | undefined {
  const families = new Set(membersOf(type).map((member) => (isOpen(member) ? undefined : family(member) ?? member.kind)));
  return families.size === 1 ? [...families][0] : undefined;
}

function isArithmetic(operator: string, left: string, right: string): boolean {
  if (left === 'number' && right === 'number') return true;
  switch (operator) {
    case '+': return (left === 'string' && right === 'string') || (right === 'duration' && (left === 'time' || left === 'duration'));
    case '-': return (right === 'duration' && (left === 'time' || left === 'duration')) || (left === 'time' && right === 'time');
    case '*': return (left === 'duration' && right === 'number') || (left === 'number' && right === 'duration');
    default: return false;
  }
}

function arithmeticText(node: BinaryExpression, left: Type, right: Type, one: string, other: string, semantics: Semantics): string {
  const start = `${sentence(described(node.left, left, semantics))} and ${described(node.right, right, semantics)}: \`${node.operator}\` has no meaning for them.`;
  if (node.operator === '+' && (one === 'string' || other === 'string')) return `${start} A text is put together with interpolation: \`"{…} {…}"\`.`;
  const advice = one === 'string' ? conversionAdvice(left, { kind: 'scalar', name: 'decimal' }) : other === 'string' ? conversionAdvice(right, { kind: 'scalar', name: 'decimal' }) : '';
  return `${start}${advice}`;
}

export const operatorChecks: CheckTable = { BinaryExpression: [binary], UnaryExpression: [unary] };
