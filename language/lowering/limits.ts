import type { Limit as PlanLimit } from '#plan';
import type { Limit } from '../generated/ast.ts';
import { given, type Lowering } from './lowering.ts';

/** One `limit` of a connector or an endpoint. */
export function lowerLimit(node: Limit, lowering: Lowering): PlanLimit {
  const shared = { at: lowering.at(node), ...given('by', node.by && lowering.expr(node.by)) };
  if (node.remainingHeader !== undefined) {
    return { ...shared, kind: 'remaining', remaining: node.remainingHeader, ...given('reset', node.resetHeader) };
  }
  if (node.cost !== undefined) {
    return { ...shared, kind: 'cost', cost: lowering.expr(node.cost), available: lowering.expr(node.available!), restore: lowering.expr(node.restore!) };
  }
  const count = lowering.expr(node.count!);
  if (node.concurrent) return { ...shared, kind: 'concurrent', count };
  if (node.perDay) return { ...shared, kind: 'day', count };
  return { ...shared, kind: 'rate', count, per: lowering.expr(node.per!), ...given('burst', node.burst && lowering.expr(node.burst)) };
}
