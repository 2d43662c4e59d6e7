import { PatchbayError } from '../../errors.ts';
import { stopped } from '../http/exchange.ts';
import type { Frame } from '../../expression/contract.ts';
import type { Clock } from '../../ports.ts';

/** One `limit` at work. What is over the limit waits. */
export interface Gate {
  /** Resolves when a request may go; the function given back is called when its answer is there. */
  enter(signal: AbortSignal): Promise<(() => void) | undefined>;
  /** Learns from an answer. */
  observe?(frame: Frame, now: number): void;
}

export interface GateContext {
  clock: Clock;
  /** Shared by all requests that the limit holds for. */
  key: string;
  /** Takes from a limiter that other processes share; the milliseconds to wait. */
  take: ((limiter: string, cost: number, capacity: number, perMs: number) => Promise<number>) | undefined;
  /** Says that a wait will be long. */
  announce(ms: number, why: string): void;
}

/** Node's timers hold no more than 2^31 milliseconds. */
const longestSleepMs = 2 ** 31 - 1;

/** A server that asks for more than a day has another trouble, or is none: a run that waits for years is one that hangs. */
const longestToldMs = 25 * 60 * 60_000;

/** Waits as long as `host` said. Throws `wait-too-long` where that is more than a day, and `stopped`. */
export async function waitAsTold(clock: Clock, ms: number, signal: AbortSignal, host: string): Promise<void> {
  if (ms > longestToldMs) {
    throw new PatchbayError('wait-too-long', `${host} asks to wait ${Math.ceil(ms / 86_400_000)} days before the next request.`, {
      remedy: 'Nothing waits longer than a day. Look into the target system, and run again when it is ready.',
    });
  }
  return waitMs(clock, ms, signal);
}

/** Waits so long, however long it is. Throws `stopped` where `signal` says so. */
export async function waitMs(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    for (let rest = ms; rest > 0; rest -= longestSleepMs) await clock.sleep(Math.min(rest, longestSleepMs), signal);
  } catch (error) {
    throw signal.aborted ? stopped() : error;
  }
}
