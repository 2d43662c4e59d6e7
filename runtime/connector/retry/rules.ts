import type { Action, Lambda, Rule } from '#plan';
import type { Evaluate, Frame } from '../../expression/contract.ts';
import { compile } from '../../expression/index.ts';
import { isTrue, millisecondsOf } from '../numbers.ts';
import type { Backoff } from './backoff.ts';
import { compileWait, type ReadWait } from './wait.ts';

/** What happened to an attempt: a status, or no answer. */
export type Outcome = number | 'network' | 'timeout';

export type CompiledAction =
  | { kind: 'retry'; times: number | undefined; backoff: ((frame: Frame) => Backoff) | undefined; wait: ReadWait | undefined }
  | { kind: 'refresh' | 'empty' }
  | { kind: 'ok'; value: Evaluate | undefined }
  | { kind: 'reject' | 'fail'; message: Evaluate };

export interface CompiledRule { rule: Rule; fits(outcome: Outcome, frame: Frame): boolean; action: CompiledAction }

/** Compiles the `on` rules of an endpoint; the first that fits decides. */
export function compileRules(rules: readonly Rule[], functions: Readonly<Record<string, Lambda>>): CompiledRule[] {
  return rules.map((rule) => {
    const when = rule.when === undefined ? undefined : compile(rule.when, functions);
    return {
      rule,
      fits: (outcome, frame) => rule.on.some((on) => (typeof on === 'string' ? on === outcome : typeof outcome === 'number' && outcome >= on.low && outcome <= on.high))
        && (when === undefined || isTrue(when(frame), 'The condition after `when`')),
      action: compileAction(rule.action, functions),
    };
  });
}

function compileAction(action: Action, functions: Readonly<Record<string, Lambda>>): CompiledAction {
  switch (action.kind) {
    case 'retry': {
      const { backoff } = action;
      const from = backoff && compile(backoff.from, functions);
      const to = backoff && compile(backoff.to, functions);
      return {
        kind: 'retry', times: action.times,
        backoff: from && to && ((frame) => ({ fromMs: millisecondsOf(from(frame)) ?? 0, toMs: millisecondsOf(to(frame)) ?? 0 })),
        wait: action.wait && compileWait(action.wait, functions),
      };
    }
    case 'ok':
      return { kind: 'ok', value: action.value && compile(action.value, functions) };
    case 'reject':
    case 'fail':
      return { kind: action.kind, message: compile(action.message, functions) };
    default:
      return action as { kind: 'refresh' | 'empty' };
  }
}
