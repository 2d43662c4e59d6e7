import type { Clock } from '../../runtime/ports.ts';

/** A clock that stands still but for its sleepers: each sleep moves it on and is written down. */
export interface HandClock extends Clock { sleeps: number[]; advance(ms: number): void }

export function handClock(start = Date.parse('2026-01-05T10:00:00Z')): HandClock {
  let now = start;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    advance(ms) { now += ms; },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      sleeps.push(ms);
      now += ms;
    },
  };
}
