import type { Value } from '../../expression/contract.ts';
import { momentOf, numberOf } from '../numbers.ts';
import { waitAsTold, type Gate, type GateContext } from './gate.ts';

/** Without a reset header: how long an exhausted allowance is left alone. */
const pauseMs = 1000;
/** Below this part of what was once left, the rest is spread over the time. */
const lowShare = 0.2;

/** `limit remaining header 'X' reset header 'Y'`: slows down before the server has to refuse. */
export function remainingGate(names: { remaining: string; reset: string | undefined }, { clock, announce }: GateContext): Gate {
  let most = 0;
  let left: number | undefined;
  let resetAt = 0;
  return {
    async enter(signal) {
      const now = clock.now();
      if (left === undefined || now >= resetAt) return undefined;
      const ms = left < 1 ? resetAt - now : left < most * lowShare ? (resetAt - now) / (left + 1) : 0;
      // Those who wait with this one share what is left.
      left = Math.max(0, left - 1);
      if (ms > 0) {
        announce(ms, `\`${names.remaining}\``);
        await waitAsTold(clock, Math.ceil(ms), signal, `The header ${names.reset ?? names.remaining}`);
      }
      return undefined;
    },
    observe(frame, now) {
      const header = frame.response['header'] as Record<string, Value>;
      const value = numberOf(header[names.remaining]);
      if (value === undefined) return;
      left = value;
      most = Math.max(most, value);
      resetAt = (names.reset === undefined ? undefined : resetOf(header[names.reset], now)) ?? now + pauseMs;
    },
  };
}

/** Seconds from now, seconds or milliseconds since 1970, or a date. */
function resetOf(value: Value, now: number): number | undefined {
  const number = numberOf(value);
  if (number === undefined) return momentOf(value);
  return number > 1e12 ? number : number > 1e9 ? number * 1000 : now + number * 1000;
}
