import type { Clock, FlowContext, Logger, RunEvent, StateStore, StepScope } from '../ports.ts';
import type { Halt } from './halt.ts';

export interface EmbeddedContextOptions {
  runId: string;
  planHash: string;
  state: StateStore;
  clock: Clock;
  halt: Halt;
  /** Aborted when the run is over: ends what still sleeps. */
  over: AbortSignal;
  log: Logger;
  emit(event: RunEvent): void;
}

/**
 * `FlowContext` in one process. A step is carried out once, as it comes; what makes it safe to run the flow again after a crash is kept
 * by the state store (claims, marks) and sent along (idempotency keys). Reads end when the run halts, writes are let finish.
 */
export function createEmbeddedContext({ runId, planHash, state, clock, halt, over, log, emit }: EmbeddedContextOptions): FlowContext {
  const reading: StepScope = { key: runId, attempt: 1, signal: halt.reading, log };
  const writing: StepScope = { key: runId, attempt: 1, signal: halt.sending, log };
  return {
    runId,
    planHash,
    state,
    signal: halt.reading,
    emit,
    step(_id, work, options) {
      const scope = options?.effect === 'read' || options?.effect === 'none' ? reading : writing;
      return work(options?.key === undefined ? scope : { ...scope, key: options.key });
    },
    all: inParallel,
    async sleep(_id, untilMs) {
      try {
        await clock.sleep(Math.max(0, untilMs - clock.now()), over);
      } catch (error) {
        if (!over.aborted) throw error;
      }
    },
    now: () => Promise.resolve(clock.now()),
  };
}

/** Results in the order of the thunks. After a failure none begins any more, and those under way are waited for before it is thrown. */
async function inParallel<T>(thunks: (() => Promise<T>)[], { limit = thunks.length }: { limit?: number } = {}): Promise<T[]> {
  const results: T[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < thunks.length && failures.length === 0) {
      const index = next++;
      try {
        results[index] = await (thunks[index] as () => Promise<T>)();
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, thunks.length) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
