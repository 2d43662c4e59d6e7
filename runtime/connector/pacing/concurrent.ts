import { stopped } from '../http/exchange.ts';
import type { Gate } from './gate.ts';

/** `limit n concurrent`: the others wait in line. */
export function concurrentGate(count: number): Gate {
  let free = count;
  const line: (() => void)[] = [];
  const leave = () => {
    const next = line.shift();
    if (next === undefined) free++;
    else next();
  };
  return {
    async enter(signal) {
      if (free > 0) free--;
      else {
        await new Promise<void>((resolve, reject) => {
          const go = () => {
            signal.removeEventListener('abort', giveUp);
            resolve();
          };
          const giveUp = () => {
            line.splice(line.indexOf(go), 1);
            reject(stopped());
          };
          if (signal.aborted) return reject(stopped());
          signal.addEventListener('abort', giveUp, { once: true });
          line.push(go);
        });
      }
      return leave;
    },
  };
}
