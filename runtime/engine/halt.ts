import { PatchbayError } from '../errors.ts';

/**
 * How a run comes to an end before its source does. The first reason counts. `reading` is aborted at once; sends under way are let
 * finish, because nobody knows what became of one that was cut off.
 */
export interface Halt {
  readonly reading: AbortSignal;
  /** Never aborted: the signal of sends. */
  readonly sending: AbortSignal;
  reason(): HaltReason | undefined;
  /** What is no `PatchbayError` says that we are wrong. */
  fail(error: unknown): void;
  /** Called once, at once where the run is already halted. */
  onHalt(listener: () => void): void;
}

export type HaltReason = { kind: 'failed'; error: PatchbayError } | { kind: 'crashed'; error: unknown } | { kind: 'stopped' };

export function createHalt(signal: AbortSignal): Halt & { dispose(): void } {
  const reading = new AbortController();
  const listeners: (() => void)[] = [];
  let reason: HaltReason | undefined;
  const halt = (why: HaltReason): void => {
    if (reason !== undefined) return;
    reason = why;
    reading.abort();
    for (const listener of listeners) listener();
  };
  const stop = (): void => halt({ kind: 'stopped' });
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return {
    reading: reading.signal,
    sending: new AbortController().signal,
    reason: () => reason,
    fail: (error) => halt(error instanceof PatchbayError ? { kind: 'failed', error } : { kind: 'crashed', error }),
    onHalt(listener) {
      listeners.push(listener);
      if (reason !== undefined) listener();
    },
    dispose: () => signal.removeEventListener('abort', stop),
  };
}
