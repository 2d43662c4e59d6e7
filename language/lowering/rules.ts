import type { Action, Rule, Wait } from '#plan';
import { isEmptyAction, isOkAction, isRefreshAction, isRetryAction, type OnRule, type ResponseAction, type ResponseTrigger, type RetryAction } from '../generated/ast.ts';
import { given, type Lowering } from './lowering.ts';

/** One `on … action`. */
export function lowerRule(node: OnRule, lowering: Lowering): Rule {
  return {
    on: node.triggers.map(lowerTrigger),
    ...given('when', node.condition && lowering.expr(node.condition)),
    action: lowerAction(node.action, lowering),
    at: lowering.at(node),
  };
}

function lowerTrigger(node: ResponseTrigger): Rule['on'][number] {
  if (node.event !== undefined) return node.event;
  const low = Number(node.low);
  return { low, high: node.high === undefined ? low : Number(node.high) };
}

function lowerAction(node: ResponseAction, lowering: Lowering): Action {
  if (isRetryAction(node)) return lowerRetry(node, lowering);
  if (isRefreshAction(node)) return { kind: 'refresh' };
  if (isEmptyAction(node)) return { kind: 'empty' };
  if (isOkAction(node)) return { kind: 'ok', ...given('value', node.value && lowering.expr(node.value, { written: true })) };
  return { kind: node.kind, message: lowering.expr(node.message, { template: 'message' }) };
}

function lowerRetry(node: RetryAction, lowering: Lowering): Action {
  const backoff = node.backoffFrom && node.backoffTo && { from: lowering.expr(node.backoffFrom), to: lowering.expr(node.backoffTo) };
  return {
    kind: 'retry',
    ...given('times', node.times),
    ...given('backoff', backoff),
    ...given('wait', lowerWait(node, lowering)),
  };
}

function lowerWait(node: RetryAction, lowering: Lowering): Wait | undefined {
  const epoch = node.epoch;
  if (node.afterHeader !== undefined) return { kind: 'after', epoch, header: node.afterHeader };
  if (node.after !== undefined) return { kind: 'after', epoch, value: lowering.expr(node.after) };
  if (node.atHeader !== undefined) return { kind: 'at', epoch, header: node.atHeader };
  if (node.at !== undefined) return { kind: 'at', epoch, value: lowering.expr(node.at) };
  return undefined;
}
