import type { Repeat } from '#plan';
import type { Outcome } from './rules.ts';

/**
 * Whether sending again could carry a request out twice. Where it could, only an answer that says it was not taken allows a repetition:
 * 4xx (429 and 425 among them), a 503 that names its time, a success that the connector's own rule calls busy, or no connection at all.
 */
export function mayRepeat(repeat: Repeat, outcome: Outcome, details: { reached: boolean; retryAfter: boolean }): boolean {
  if (repeat.kind !== 'unsafe') return true;
  if (typeof outcome === 'string') return !details.reached;
  if (outcome === 408) return false;
  return outcome < 500 || (outcome === 503 && details.retryAfter);
}
