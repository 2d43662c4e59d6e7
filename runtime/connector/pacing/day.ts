import { waitMs, type Gate, type GateContext } from './gate.ts';

const dayMs = 86_400_000;

/** `limit n per day`: a calendar day in UTC; then the first moment of the next one. */
export function dayGate(count: number, { clock, key, take, announce }: GateContext): Gate {
  let day = -1;
  let used = 0;
  return {
    async enter(signal) {
      for (;;) {
        const now = clock.now();
        const today = Math.floor(now / dayMs);
        if (today !== day) [day, used] = [today, 0];
        used++;
        // One limiter a day that is never refilled: what it lacks is only there tomorrow.
        const shared = take === undefined ? 0 : await take(`${key}:${new Date(today * dayMs).toISOString().slice(0, 10)}`, 1, count, Number.MAX_SAFE_INTEGER);
        if (used <= count && shared <= 0) return undefined;
        const ms = (today + 1) * dayMs - now;
        announce(ms, `the limit of ${count} requests a day`);
        await waitMs(clock, ms, signal);
      }
    },
  };
}
