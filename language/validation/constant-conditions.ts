import type { AssertStep, BinaryExpression, Expression, FilterStep, RouteCase, RouteStep } from '../generated/ast.ts';
import { writtenText } from '../references/walk.ts';
import type { Semantics } from '../types/semantics.ts';
import { isNullable, membersOf, sameType, type Type } from '../types/type.ts';
import { type CheckTable, type NodeCheck, type Report } from './check.ts';
import { comparable, distinct, isOpen } from './comparison.ts';
import { isPath, tellContradictions } from './contradictions.ts';
import { quoted, sentence } from './wording.ts';

// Conditions whose answer is known before the run: a filter that lets everything through, a branch that no record takes.

interface Known { value: boolean; why: string }

/** What a condition always is, by what it is made of and by the declared types; undefined where it depends. */
function known(node: Expression | undefined, semantics: Semantics): Known | undefined {
  switch (node?.$type) {
    case 'BooleanLiteral': return { value: node.value, why: '' };
    case 'ParenthesizedExpression': return known(node.inner, semantics);
    case 'UnaryExpression': {
      const inner = node.operator === '!' ? known(node.operand, semantics) : undefined;
      return inner && { value: !inner.value, why: inner.why };
    }
    case 'BinaryExpression': return knownBinary(node, semantics);
    case 'NameReference': case 'MemberAccess': {
      const type = semantics.types.typeOf(node);
      return type.kind === 'literal' && type.of === 'boolean' ? { value: type.text === 'true', why: 'a step or condition before it says so' } : undefined;
    }
    default: return undefined;
  }
}

function knownBinary(node: BinaryExpression, semantics: Semantics): Known | undefined {
  const { left, right, operator } = node;
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case '==': case '!=': return knownEquality(left, right, operator === '==', semantics);
    case '<': case '<=': case '>': case '>=': return knownOrder(left, right, operator);
    case 'in': return right.$type === 'ArrayLiteral' && right.items.length === 0 ? { value: false, why: 'nothing is in an empty list' } : knownMember(left, right, semantics);
    default: return undefined;
  }
}

function knownEquality(left: Expression, right: Expression, equal: boolean, semantics: Semantics): Known | undefined {
  const [subject, other] = left.$type === 'NullLiteral' ? [right, left] : [left, right];
  const type = semantics.types.typeOf(subject);
  if (other.$type === 'NullLiteral') {
    if (type.kind === 'null') return { value: equal, why: `${quoted(subject)} is always null here` };
    // What nobody knows may be null, and a call that goes wrong is no condition.
    if (isUnsure(type) || isNullable(type)) return undefined;
    return { value: !equal, why: `${quoted(subject)} is never null by its type` };
  }
  if (isPath(subject) && isPath(other) && writtenText(subject) === writtenText(other)) return { value: equal, why: 'both sides are the same' };
  const literal = semantics.types.typeOf(other);
  if (isWritten(subject) && isWritten(other) && type.kind === 'literal' && literal.kind === 'literal' && comparable(type, literal)) return { value: distinct(type, literal) !== equal, why: 'both sides are written out' };
  if (type.kind !== 'literal' || literal.kind !== 'literal' || !sameType(type, literal) || !isPath(subject)) return undefined;
  return { value: equal, why: `${quoted(subject)} is nothing else here` };
}

/** `status in ['a', 'b']` where the type has no other members. */
function knownMember(left: Expression, right: Expression, semantics: Semantics): Known | undefined {
  if (right.$type !== 'ArrayLiteral' || right.items.some((item) => item.spread || item.value === undefined)) return undefined;
  const members = membersOf(semantics.types.typeOf(left));
  if (!members.every((member) => member.kind === 'literal')) return undefined;
  const items = right.items.map((item) => semantics.types.typeOf(item.value));
  return members.every((member) => items.some((item) => sameType(member, item))) ? { value: true, why: `${quoted(left)} has no other value` } : undefined;
}

/** `lines.length >= 0`, and the same value on both sides. */
function knownOrder(left: Expression, right: Expression, operator: '<' | '<=' | '>' | '>='): Known | undefined {
  if (isPath(left) && writtenText(left) === writtenText(right)) return { value: operator === '<=' || operator === '>=', why: 'both sides are the same' };
  const isLength = left.$type === 'MemberAccess' && left.member === 'length';
  if (!isLength || right.$type !== 'IntegerLiteral' || Number(right.value) !== 0) return undefined;
  return operator === '>=' || operator === '<' ? { value: operator === '>=', why: 'a length is never below 0' } : undefined;
}

const written: ReadonlySet<string> = new Set<Expression['$type']>(['StringLiteral', 'IntegerLiteral', 'DecimalLiteral', 'BooleanLiteral']);

function isWritten(node: Expression): boolean {
  return written.has(node.$type);
}

function isUnsure(type: Type): boolean {
  return membersOf(type).some((member) => isOpen(member) || member.kind === 'function' || member.kind === 'endpoint' || member.kind === 'alias' || member.kind === 'webhook' || member.kind === 'flow');
}

/** Reports the smallest parts of a condition that decide nothing. */
function tell(node: Expression | undefined, consequence: (value: boolean) => string, report: Report, semantics: Semantics): void {
  if (node?.$type === 'ParenthesizedExpression') { tell(node.inner, consequence, report, semantics); return; }
  if (node?.$type === 'BinaryExpression' && (node.operator === '&&' || node.operator === '||')) {
    for (const side of [node.left, node.right]) tell(side, (value) => ((node.operator === '&&') === value ? 'It can go.' : consequence(value)), report, semantics);
    return;
  }
  const found = known(node, semantics);
  if (found === undefined || node === undefined) return;
  report('constant-condition', { node }, `${sentence(quoted(node))} is always ${found.value}${found.why === '' ? '' : `: ${found.why}`}. ${consequence(found.value)}`, { data: { value: found.value } });
}

/** Tells what is wrong with the condition of a step. */
function check(condition: Expression | undefined, consequence: (value: boolean) => string, report: Report, semantics: Semantics): void {
  tell(condition, consequence, report, semantics);
  tellContradictions(condition, consequence, report, semantics);
}

const filter: NodeCheck<FilterStep> = (node, report, semantics) => {
  check(node.condition, (value) => (value ? 'Every record passes: the step can go.' : 'No record passes.'), report, semantics);
};
const assert: NodeCheck<AssertStep> = (node, report, semantics) => {
  check(node.condition, (value) => (value ? 'Every record passes: the step can go.' : 'Every record is rejected: write `reject`.'), report, semantics);
};
const routeCase: NodeCheck<RouteCase> = (node, report, semantics) => {
  if (node.condition !== undefined && (isAskedAgain(node) || askedIn(node.$container as RouteStep).left.has(node))) return;
  check(node.condition, (value) => (value ? 'Every record that comes here takes this case: write `else`.' : 'No record takes this case.'), report, semantics);
};

/** What the conditions of a route say of one another. */
interface Asked {
  /** Cases that ask what one above them asked, with that one. */
  again: ReadonlyMap<RouteCase, RouteCase>;
  /**
   * Cases that compare a value which one above compared. In `when kind == 'a' {…} when kind == 'b' {…} else {…}` nothing is left for `else` by
   * the declared type, and yet an API may send a value that nobody declared: reading is forgiving. So what the cases above leave over is
   * no reason to call a case, or what follows, superfluous.
   */
  left: ReadonlySet<RouteCase>;
}

const askedBefore = new WeakMap<RouteStep, Asked>();

function askedIn(route: RouteStep): Asked {
  const before = askedBefore.get(route);
  if (before !== undefined) return before;
  const again = new Map<RouteCase, RouteCase>();
  const left = new Set<RouteCase>();
  const texts = new Map<string, RouteCase>();
  const paths = new Set<string>();
  for (const one of route.all ? [] : route.cases) {
    const text = one.condition?.$cstNode?.text.replace(/\s+/g, ' ');
    const first = text === undefined ? undefined : texts.get(text);
    if (first !== undefined) again.set(one, first);
    else if (text !== undefined) texts.set(text, one);
    const path = comparedPath(one.condition);
    if (path === undefined) continue;
    if (paths.has(path)) left.add(one);
    paths.add(path);
  }
  const asked = { again, left };
  askedBefore.set(route, asked);
  return asked;
}

/** The value that a condition compares with what is written out. */
function comparedPath(condition: Expression | undefined): string | undefined {
  if (condition?.$type === 'ParenthesizedExpression') return comparedPath(condition.inner);
  if (condition?.$type !== 'BinaryExpression' || (condition.operator !== '==' && condition.operator !== '!=' && condition.operator !== 'in')) return undefined;
  return writtenText([condition.left, condition.right].find((one) => one !== undefined && isPath(one)));
}

/** Whether a case asks what one above it asked already. */
export function isAskedAgain(node: RouteCase): boolean {
  return askedIn(node.$container as RouteStep).again.has(node);
}

/** Cases below one that takes everything, and those that ask again what was asked above. */
const route: NodeCheck<RouteStep> = (node, report, semantics) => {
  if (node.all) return;
  const asked = askedIn(node);
  for (const [index, one] of node.cases.entries()) {
    const first = asked.again.get(one);
    if (first !== undefined) report('unreachable', { node: one.condition! }, 'No record takes this case: the same is asked above.', { related: [{ spot: { node: first.condition! }, message: 'asked here' }], tag: 'unnecessary' });
    const next = node.cases[index + 1];
    if (next === undefined || asked.left.has(one) || known(one.condition, semantics)?.value !== true) continue;
    report('unreachable', next.isElse ? { node: next, property: 'isElse' } : { node: next.condition ?? next }, 'No record takes this case: the one above takes every record.', { related: [{ spot: { node: one.condition! }, message: 'always true' }], tag: 'unnecessary' });
    return;
  }
};

export const constantConditionChecks: CheckTable = { FilterStep: [filter], AssertStep: [assert], RouteCase: [routeCase], RouteStep: [route] };
