import type { Connector, Endpoint, Given, GivenFails, GivenReturns, OnRule, RespondStep, ResponseTrigger, RetryAction } from '../generated/ast.ts';
import { lists, reads } from '../types/endpoints.ts';
import { type CheckTable, declaredHere, type NodeCheck, type Report, type Spot } from './check.ts';
import { jsonOf } from '../workspace/form-fields.ts';

// `on 500..599 retry …`, limits, and statuses elsewhere.

const trigger: NodeCheck<ResponseTrigger> = (node, report) => {
  if (!checkStatus(node.low, { node, property: 'low' }, report) || !checkStatus(node.high, { node, property: 'high' }, report)) return;
  if (node.low !== undefined && node.high !== undefined && node.high < node.low) report('bad-status', { node }, `The range is empty: write \`${node.high}..${node.low}\`.`);
};

/** Statuses of HTTP are 100 to 599. */
function checkStatus(status: number | string | undefined, spot: Spot, report: Report): boolean {
  if (status === undefined) return true;
  const number = Number(status);
  if (Number.isInteger(number) && number >= 100 && number <= 599) return true;
  report('bad-status', spot, `${status} is no status of HTTP: they go from 100 to 599.`);
  return false;
}

const rule: NodeCheck<OnRule> = (node, report, semantics) => {
  const action = node.action;
  const owner = node.$container as Endpoint | Connector | undefined;
  if (action === undefined || owner === undefined) return;
  if (owner.$type === 'Endpoint') {
    if (action.$type === 'EmptyAction') checkEmpty(node, owner, report, semantics);
    return;
  }
  if (action.$type === 'OkAction' && action.value !== undefined) report('bad-value', { node: action }, '`ok with` gives the result of one endpoint: write the rule there.');
};

/** `empty` is "there is no such record". */
function checkEmpty(node: OnRule, endpoint: Endpoint, report: Report, semantics: Parameters<NodeCheck<OnRule>>[2]): void {
  const spot = { node: node.action };
  if (!reads(endpoint)) report('bad-value', spot, `\`empty\` means that there is no record, and \`${endpoint.name}\` writes one. Write \`ok with …\`, or \`reject "…"\`.`);
  else if (endpoint.type !== undefined && lists(endpoint, semantics.types.context) && !endpoint.members.some((member) => member.$type === 'ForEach')) {
    report('bad-value', spot, `\`empty\` is for an endpoint of one record, and \`${endpoint.name}\` lists: an empty list is \`ok with []\`.`, declaredHere(endpoint));
  }
}

const retry: NodeCheck<RetryAction> = (node, report) => {
  if (node.times !== undefined && Number(node.times) < 1) report('bad-value', { node, property: 'times' }, 'To retry zero times is not to retry: leave the rule out, or write `fail "…"`.');
  const from = durationMs(node.backoffFrom);
  const to = durationMs(node.backoffTo);
  if (from !== undefined && to !== undefined && from > to) report('bad-duration', { node: node.backoffFrom! }, 'The pause grows from the first duration to the second, which is shorter here.');
};

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function durationMs(node: RetryAction['backoffFrom']): number | undefined {
  const found = node?.$type === 'DurationLiteral' ? /^(\d+)(ms|s|m|h|d)$/.exec(node.value) : null;
  return found === null ? undefined : Number(found[1]) * units[found[2]!]!;
}

const respond: NodeCheck<RespondStep> = (node, report) => {
  const status = node.status && jsonOf(node.status);
  if (typeof status === 'number') checkStatus(status, { node: node.status! }, report);
};
const outcome: NodeCheck<GivenReturns | GivenFails> = (node, report) => { checkStatus(node.status, { node, property: 'status' }, report); };
const fails: NodeCheck<GivenFails> = (node, report) => {
  if (node.status !== undefined && Number(node.status) < 400 && (node.$container as Given | undefined) !== undefined && Number(node.status) >= 100) report('bad-status', { node, property: 'status' }, `${node.status} is no failure: statuses from 400 on are. Write \`returns ${node.status} …\`.`);
};

export const ruleChecks: CheckTable = {
  ResponseTrigger: [trigger], OnRule: [rule], RetryAction: [retry], RespondStep: [respond], GivenReturns: [outcome], GivenFails: [outcome, fails],
};
