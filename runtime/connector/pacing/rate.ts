import { waitMs, type Gate, type GateContext } from './gate.ts';

/** `limit n per d [burst m]`: counts and milliseconds. */
export interface Rate { count: number; perMs: number; burst: number | undefined }

/**
 * With a burst a token bucket, as most APIs keep it (Shopify's leaky bucket among them). Without one never more than `count` in any window
 * of `perMs`: a bucket would allow nearly twice as many in the first window.
 */
export function rateGate(rate: Rate, { clock, key, take, announce }: GateContext): Gate {
  const reserve = rate.burst === undefined ? slidingWindow(rate) : tokenBucket(rate.burst, rate.perMs / rate.count);
  const capacity = rate.burst ?? rate.count;
  return {
    async enter(signal) {
      const here = reserve(clock.now());
      const shared = take === undefined ? 0 : await take(key, 1, capacity, (capacity * rate.perMs) / rate.count);
      const ms = Math.max(here, shared);
      if (ms > 0) {
        announce(ms, `the limit of ${rate.count} requests in ${rate.perMs / 1000} s`);
        await waitMs(clock, ms, signal);
      }
      return undefined;
    },
  };
}

/** Reserves a place and says how long to wait for it. */
type Reserve = (now: number) => number;

export function slidingWindow({ count, perMs }: Pick<Rate, 'count' | 'perMs'>): Reserve {
  const grants: number[] = [];
  let next = 0;
  return (now) => {
    const oldest = grants[next];
    const at = oldest === undefined ? now : Math.max(now, oldest + perMs);
    grants[next] = at;
    next = (next + 1) % count;
    return at - now;
  };
}

export function tokenBucket(capacity: number, msPerToken: number): Reserve {
  let tokens = capacity;
  let filledAt: number | undefined;
  return (now) => {
    tokens = Math.min(capacity, tokens + (now - (filledAt ?? now)) / msPerToken);
    filledAt = now;
    // Below zero are those who wait already.
    tokens -= 1;
    return tokens >= 0 ? 0 : Math.ceil(-tokens * msPerToken);
  };
}
