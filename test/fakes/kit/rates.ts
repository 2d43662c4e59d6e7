import type { Clock } from './clock.ts';

/** A bucket of tokens that fills at a steady rate. A leaky bucket is the same one seen from the other side: used = size − available. */
export interface Bucket {
  readonly size: number;
  available(): number;
  /** Takes `cost` tokens, or none and says false. */
  take(cost?: number): boolean;
  giveBack(cost: number): void;
}

export const bucket = (options: { size: number; perSecond: number; clock: Clock }): Bucket => {
  const { size, perSecond, clock } = options;
  let level = size;
  let at = clock.now();
  const refill = (): void => {
    const now = clock.now();
    level = Math.min(size, level + (Math.max(0, now - at) / 1000) * perSecond);
    at = now;
  };
  return {
    size,
    available: () => {
      refill();
      return level;
    },
    take: (cost = 1) => {
      refill();
      if (level < cost) return false;
      level -= cost;
      return true;
    },
    giveBack: (cost) => {
      level = Math.min(size, level + cost);
    },
  };
};

/** At most `max` at once; `enter` gives the way out, or null when it is full. */
export const concurrencyGate = (max: number): { enter(): (() => void) | null } => {
  let inside = 0;
  return {
    enter: () => {
      if (inside >= max) return null;
      inside += 1;
      let left = false;
      return () => {
        if (!left) inside -= 1;
        left = true;
      };
    },
  };
};
