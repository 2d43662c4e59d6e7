import type { BatchStep, Concurrency, EachStep, EveryClause, Expression, Limit, RestartClause, SizeClause, StopAfter, Timeout, Trigger, WithinClause } from '../generated/ast.ts';
import { jsonOf } from '../workspace/form-fields.ts';
import type { CheckTable, NodeCheck, Report } from './check.ts';

// Numbers and durations that are written out and mean nothing where they stand: batches of no record, a timeout of no time.

function count(node: Expression | undefined, message: string, report: Report): void {
  const number = node && jsonOf(node);
  if (typeof number === 'number' && number < 1) report('bad-value', { node: node! }, message, { data: { found: number } });
}

/** Whether an expression is a duration that is written out and not longer than nothing. */
function isNothing(node: Expression | undefined): boolean {
  switch (node?.$type) {
    case 'ParenthesizedExpression': return isNothing(node.inner);
    case 'UnaryExpression': return node.operator === '-' && node.operand?.$type === 'DurationLiteral';
    case 'DurationLiteral': return /^0+[a-z]/.test(node.value);
    default: return false;
  }
}

function time(node: Expression | undefined, message: string, report: Report): void {
  if (isNothing(node)) report('bad-duration', { node: node! }, message);
}

const batch: NodeCheck<BatchStep> = (node, report) => {
  count(node.size, 'A batch has at least one record: `batch 100 as records`.', report);
  time(node.within, 'A batch waits some time for its records: `within 5s`. Without the word it waits until it is full.', report);
};
const concurrency: NodeCheck<Concurrency> = (node, report) => count(node.count, 'At least one record is in flight: `concurrency 1` takes one after the other.', report);
const each: NodeCheck<EachStep> = (node, report) => count(node.concurrency, 'At least one element is in flight: `concurrency 1` takes one after the other.', report);
const size: NodeCheck<SizeClause> = (node, report) => count(node.value, 'A page has at least one record.', report);
const restart: NodeCheck<RestartClause> = (node, report) => count(node.after, 'Reading begins again after at least one record.', report);
const stopAfter: NodeCheck<StopAfter> = (node, report) => {
  if (node.count !== undefined && Number(node.count) < 1) report('bad-value', { node, property: 'count' }, 'A run that stops after no rejected record does not begin. Write `stop after 1 rejected` to stop at the first.', { data: { write: '1' } });
};
const timeout: NodeCheck<Timeout> = (node, report) => time(node.value, 'A request takes some time: with this timeout each one would fail. Write `timeout 30s`.', report);
const limit: NodeCheck<Limit> = (node, report) => {
  count(node.count, 'Nothing would ever be sent with a limit below 1.', report);
  count(node.burst, 'Nothing would ever be sent with a burst below 1.', report);
  time(node.per, 'A limit holds for a time: `per 1s`.', report);
};
const every: NodeCheck<EveryClause> = (node, report) => time(node.value, 'There is some time between two looks: `every 5s`.', report);
const within: NodeCheck<WithinClause> = (node, report) => time(node.value, 'A job takes some time: `within 30m`.', report);
const trigger: NodeCheck<Trigger> = (node, report) => time(node.every, 'There is some time between two runs: `trigger every 15m`.', report);

export const amountChecks: CheckTable = {
  BatchStep: [batch], Concurrency: [concurrency], EachStep: [each], SizeClause: [size], RestartClause: [restart], StopAfter: [stopAfter], Timeout: [timeout], Limit: [limit],
  EveryClause: [every], WithinClause: [within], Trigger: [trigger],
};
