import type { Evaluate, Frame } from '../../expression/contract.ts';
import { numberOf } from '../numbers.ts';
import { waitAsTold, type Gate, type GateContext } from './gate.ts';

/** `limit cost e available e restore e`: points, points left, and points that come back each second, read from each answer. */
export function costGate(read: { cost: Evaluate; available: Evaluate; restore: Evaluate }, { clock, announce }: GateContext): Gate {
  let expected = 0;
  let available = Number.POSITIVE_INFINITY;
  let restore = 1;
  let since = 0;
  return {
    async enter(signal) {
      const now = clock.now();
      available += ((now - since) / 1000) * restore;
      since = now;
      const missing = expected - available;
      available -= expected;
      if (missing > 0 && Number.isFinite(missing)) {
        const ms = Math.ceil((missing / restore) * 1000);
        announce(ms, 'the cost limit');
        await waitAsTold(clock, ms, signal, 'The cost limit');
      }
      return undefined;
    },
    observe(frame, now) {
      const [cost, left, rate] = [read.cost, read.available, read.restore].map((expr) => numberIn(expr, frame)) as [number | undefined, number | undefined, number | undefined];
      if (cost !== undefined) expected = cost;
      if (rate !== undefined && rate > 0) restore = rate;
      if (left !== undefined) [available, since] = [left, now];
    },
  };
}

/** An answer that is an error often lacks these figures. */
function numberIn(expr: Evaluate, frame: Frame): number | undefined {
  try {
    return numberOf(expr(frame));
  } catch {
    return undefined;
  }
}
