import type { Lambda, Limit } from '#plan';
import { PatchbayError } from '../../errors.ts';
import type { Frame, Value } from '../../expression/contract.ts';
import { canonicalValue, compile } from '../../expression/index.ts';
import { countOf, millisecondsOf } from '../numbers.ts';
import { concurrentGate } from './concurrent.ts';
import { costGate } from './cost.ts';
import { dayGate } from './day.ts';
import type { Gate, GateContext } from './gate.ts';
import { rateGate } from './rate.ts';
import { remainingGate } from './remaining.ts';

/** All limits of one endpoint. */
export interface Pacer {
  enter(signal: AbortSignal): Promise<() => void>;
  observe(frame: Frame): void;
}

export interface PacerOptions {
  limits: readonly Limit[];
  functions: Readonly<Record<string, Lambda>>;
  files: readonly string[];
  /** What the limits hold for unless they say `by`. */
  credential: string;
  /** Of the connector, for limits that are shared by `by` across instances. */
  connector: string;
  /** Gates of the whole process, by key. */
  gates: Map<string, Gate>;
  context: Omit<GateContext, 'key'>;
  /** A frame with the settings of the instance. */
  frame: Frame;
}

/** Compiles the limits; those of the connector are found again by their place in its text, so that endpoints share them. */
export function createPacer({ limits, functions, files, credential, connector, gates, context, frame }: PacerOptions): Pacer {
  const mine = limits.map((limit) => {
    const [file, line, column] = limit.at;
    const by = limit.by === undefined ? credential : `${connector}#${canonicalValue(compile(limit.by, functions)(frame))}`;
    const key = `${by}|${files[file] ?? file}:${line}:${column}`;
    let gate = gates.get(key);
    if (gate === undefined) {
      gate = makeGate(limit, functions, frame, { ...context, key });
      gates.set(key, gate);
    }
    return gate;
  });
  // Who waits for a turn should not hold a place meanwhile.
  const ordered = limits.map((limit, index) => ({ limit, gate: mine[index] as Gate })).sort((a, b) => Number(a.limit.kind === 'concurrent') - Number(b.limit.kind === 'concurrent')).map(({ gate }) => gate);
  const observers = mine.filter((gate) => gate.observe !== undefined);
  return {
    async enter(signal) {
      const leaves: (() => void)[] = [];
      const leave = () => leaves.splice(0).forEach((one) => one());
      try {
        for (const gate of ordered) {
          const one = await gate.enter(signal);
          if (one !== undefined) leaves.push(one);
        }
      } catch (error) {
        leave();
        throw error;
      }
      return leave;
    },
    observe(response) {
      for (const gate of observers) gate.observe?.(response, context.clock.now());
    },
  };
}

function makeGate(limit: Limit, functions: Readonly<Record<string, Lambda>>, frame: Frame, context: GateContext): Gate {
  const value = (expr: Parameters<typeof compile>[0]): Value => compile(expr, functions)(frame);
  switch (limit.kind) {
    case 'rate': {
      const perMs = millisecondsOf(value(limit.per));
      if (perMs === undefined || perMs <= 0) throw new PatchbayError('invalid-value', 'The time of a `limit` must be a duration above zero.', { at: limit.at });
      return rateGate({ count: countOf(value(limit.count), 'The count of a `limit`'), perMs, burst: limit.burst && countOf(value(limit.burst), 'The `burst` of a `limit`') }, context);
    }
    case 'concurrent': return concurrentGate(countOf(value(limit.count), 'The count of a `limit`'));
    case 'day': return dayGate(countOf(value(limit.count), 'The count of a `limit`'), context);
    case 'remaining': return remainingGate({ remaining: limit.remaining, reset: limit.reset }, context);
    case 'cost': {
      const read = (expr: Parameters<typeof compile>[0]) => compile(expr, functions);
      return costGate({ cost: read(limit.cost), available: read(limit.available), restore: read(limit.restore) }, context);
    }
  }
}
