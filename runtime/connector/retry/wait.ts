import type { Lambda, Wait } from '#plan';
import type { Evaluate, Frame, Value } from '../../expression/contract.ts';
import { compile } from '../../expression/index.ts';
import { millisecondsOf, momentOf, numberOf } from '../numbers.ts';

/** How long an answer asks to wait, in milliseconds from `now`; undefined where it does not say, or not in a way that can be read. */
export type ReadWait = (frame: Frame, now: number) => number | undefined;

export function compileWait(wait: Wait, functions: Readonly<Record<string, Lambda>>): ReadWait {
  const { kind, epoch } = wait;
  const read: Evaluate = 'header' in wait ? (frame) => headerOf(frame, wait.header) : compile(wait.value, functions);
  return (frame, now) => {
    const value = read(frame);
    const ms = kind === 'after' ? afterMs(value, now) : atMs(value, now, epoch);
    return ms === undefined ? undefined : Math.max(0, ms);
  };
}

/** `Retry-After` (RFC 9110 section 10.2.3): seconds, also fractional, or a date. */
export function retryAfterMs(value: Value, now: number): number | undefined {
  const ms = afterMs(value, now);
  return ms === undefined ? undefined : Math.max(0, ms);
}

function afterMs(value: Value, now: number): number | undefined {
  const ms = millisecondsOf(value);
  if (ms !== undefined) return ms;
  const moment = momentOf(value);
  return moment === undefined ? undefined : moment - now;
}

function atMs(value: Value, now: number, epoch: boolean): number | undefined {
  const moment = epoch ? epochOf(value) : momentOf(value) ?? epochOf(value);
  return moment === undefined ? undefined : moment - now;
}

/** Seconds since 1970; what would be the year 33658 is taken as milliseconds. */
function epochOf(value: Value): number | undefined {
  const number = numberOf(value);
  return number === undefined ? undefined : number > 1e12 ? number : number * 1000;
}

function headerOf(frame: Frame, name: string): Value {
  return (frame.response['header'] as Record<string, Value>)[name];
}
