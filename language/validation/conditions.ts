import type { AstNode } from 'langium';
import type {
  AssertStep, Conditional, EachResult, Expression, FailClause, FilterStep, OnRule, RouteCase, SplitWindow, Trigger, UntilClause, Verify, When, WhileClause,
} from '../generated/ast.ts';
import type { Semantics } from '../types/semantics.ts';
import { membersOf, nonNull } from '../types/type.ts';
import { type CheckTable, declarationOf, type NodeCheck, type Report } from './check.ts';
import { quoted, typeTextAt } from './wording.ts';

/** A condition is true or false; null counts as false. */
export function checkCondition(expression: Expression | undefined, report: Report, semantics: Semantics): void {
  if (expression === undefined) return;
  const type = nonNull(semantics.types.typeOf(expression));
  const fits = membersOf(type).every((member) => member.kind === 'any' || member.kind === 'never' || (member.kind === 'scalar' ? member.name === 'boolean' : member.kind === 'literal' && member.of === 'boolean'));
  if (fits) return;
  const advice = type.kind === 'scalar' && type.name === 'string' ? "`!= ''`" : type.kind === 'scalar' && type.name !== 'boolean' ? '`> 0`' : type.kind === 'array' ? '`.length > 0`' : '`!= null`';
  report('wrong-type', { node: expression }, `A condition is true or false, and ${quoted(expression)} is ${typeTextAt(type, expression, semantics)}. Compare it: ${advice}.`, declarationOf(expression, semantics));
}

function condition<Node extends AstNode & { condition?: Expression }>(): NodeCheck<Node> {
  return (node, report, semantics) => checkCondition(node.condition, report, semantics);
}

function value<Node extends AstNode & { value: Expression }>(): NodeCheck<Node> {
  return (node, report, semantics) => checkCondition(node.value, report, semantics);
}

const verify: NodeCheck<Verify> = (node, report, semantics) => {
  // Of an endpoint it is a call that looks, not a condition.
  if (node.$container?.$type === 'Webhook') checkCondition(node.value, report, semantics);
};

/** Every place where a condition stands. */
export const conditionChecks: CheckTable = {
  FilterStep: [condition<FilterStep>()],
  AssertStep: [condition<AssertStep>()],
  RouteCase: [condition<RouteCase>()],
  OnRule: [condition<OnRule>()],
  SplitWindow: [condition<SplitWindow>()],
  EachResult: [condition<EachResult>()],
  Conditional: [condition<Conditional>()],
  WhileClause: [value<WhileClause>()],
  UntilClause: [value<UntilClause>()],
  FailClause: [value<FailClause>()],
  When: [value<When>()],
  Verify: [verify],
  Trigger: [(node: Trigger, report, semantics) => checkCondition(node.verify, report, semantics)],
};
