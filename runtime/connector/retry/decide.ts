import type { Repeat } from '#plan';
import type { Frame, Value } from '../../expression/contract.ts';
import type { Failure } from '../http/failures.ts';
import { backoffMs, defaultBackoff } from './backoff.ts';
import { mayRepeat } from './repeatable.ts';
import type { CompiledRule, Outcome } from './rules.ts';
import { retryAfterMs } from './wait.ts';

/** How often each rule has been used for this request; `built-in` is those that every endpoint has. */
export type Used = Map<CompiledRule | 'built-in', number>;

const builtInStatuses = new Set<Outcome>([408, 425, 429, 500, 502, 503, 504, 'network', 'timeout']);
const builtInTimes = 3;
/** For a rule without a count that waits as long as the server says: it knows when it will be ready. */
const timesWhenTold = 10;

export interface RetryQuestion {
  /** The rule that fits, if any. */
  rule: CompiledRule | undefined;
  outcome: Outcome;
  failure: Failure | undefined;
  repeat: Repeat;
  frame: Frame;
  now: number;
  used: Used;
  attempt: number;
}

/** Whether to send again, and after how long; undefined where not. */
export function retryDecision({ rule, outcome, failure, repeat, frame, now, used, attempt }: RetryQuestion): { waitMs: number } | undefined {
  const action = rule?.action.kind === 'retry' ? rule.action : undefined;
  if (rule !== undefined && action === undefined) return undefined;
  if (rule === undefined && !builtInStatuses.has(outcome)) return undefined;
  if (failure?.lasting === true) return undefined;
  const asked = retryAfterMs((frame.response['header'] as Record<string, Value>)['retry-after'], now);
  if (!mayRepeat(repeat, outcome, { reached: failure?.reached ?? true, retryAfter: asked !== undefined })) return undefined;
  const key = rule ?? 'built-in';
  const times = action?.times ?? (action?.wait === undefined ? builtInTimes : timesWhenTold);
  const before = used.get(key) ?? 0;
  if (before >= times) return undefined;
  used.set(key, before + 1);
  const jittered = backoffMs(action?.backoff?.(frame) ?? defaultBackoff, Math.min(attempt, before + 1));
  if (action?.wait === undefined) return { waitMs: Math.max(asked ?? 0, jittered) };
  return { waitMs: toldMs(() => action.wait?.(frame, now)) ?? jittered };
}

/** An answer that lacks what the rule reads (a proxy's 429) is waited for as any other. */
function toldMs(read: () => number | undefined): number | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
