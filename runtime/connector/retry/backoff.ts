/** Bounds of the wait before a repetition, in milliseconds. */
export interface Backoff { fromMs: number; toMs: number }

export const defaultBackoff: Backoff = { fromMs: 500, toMs: 30_000 };

/**
 * Exponential backoff with full jitter: a random time up to a bound that doubles with each attempt, so that clients that failed together do
 * not come back together. `attempt` counts from 1.
 */
export function backoffMs({ fromMs, toMs }: Backoff, attempt: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(toMs, fromMs * 2 ** Math.min(attempt - 1, 30)));
}
