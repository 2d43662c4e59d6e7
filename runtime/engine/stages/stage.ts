import type { Row } from '../row.ts';

/**
 * A part of the pipeline. `push` takes rows, whose array is the stage's from then on, and gives a promise where the giver must wait before
 * it gives more: that is the back-pressure, all the way to the source.
 */
export interface Stage {
  push(rows: Row[]): Promise<void> | undefined;
  /** Sends on what is held back, and waits until nothing is under way in this stage. */
  drain(): Promise<void>;
}
