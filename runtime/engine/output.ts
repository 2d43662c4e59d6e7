import type { RunEvent } from '../ports.ts';

/** Where the events of a run go. Whoever takes them may be slower than the run: then the run waits. */
export interface Output {
  emit(event: RunEvent): void;
  /** A promise while the taker has not caught up: nothing more is to be told until it has. */
  room(): Promise<void> | undefined;
  /** Waits no more: a run that ends does so however slow its reader is. */
  release(): void;
}

/** `take` gives a promise where it has enough for now. That it fails is its own business, and counts as having caught up. */
export function createOutput(take: (event: RunEvent) => void | Promise<void>): Output {
  let asked: Promise<void> | undefined;
  let full: Promise<void> | undefined;
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  let open = false;

  return {
    emit(event) {
      const wait = take(event);
      if (!(wait instanceof Promise) || wait === asked || open) return;
      asked = wait;
      const caughtUp = (): void => {
        if (asked === wait) asked = full = undefined;
      };
      full = Promise.race([wait.then(caughtUp, caughtUp), released]);
    },
    room: () => full,
    release() {
      open = true;
      asked = full = undefined;
      release();
    },
  };
}
