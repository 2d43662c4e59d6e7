import type { Halt } from '../halt.ts';
import type { Row } from '../row.ts';
import type { Operation } from '../steps/operation.ts';
import { createPool } from './pool.ts';
import type { Stage } from './stage.ts';

/** What may stand in a stage of rows. `expand` can only be the last. */
export type RowsOperation = Extract<Operation, { mode: 'sync' | 'row' | 'claim' | 'expand' }>;

export interface RowsStageOptions {
  operations: readonly RowsOperation[];
  next: Stage;
  /** `next` is where rows end: nothing hangs on their order any more. */
  last: boolean;
  /** How many rows are at work outside at a time. */
  limit: number;
  halt: Halt;
  /** See `Output`. */
  room(): Promise<void> | undefined;
}

/** Elements of an `each` go on so many at a time, so that what is told of them can be taken in between. */
const largestSegment = 250;

/**
 * Steps that leave each row a row. Those before the first that waits for the outside work a segment at a time; from there on each row is
 * on its own, in a pool.
 */
export function createRowsStage({ operations, next, last, limit, halt, room }: RowsStageOptions): Stage {
  const firstOutside = operations.findIndex(({ mode }) => mode === 'row' || mode === 'expand');
  const split = firstOutside < 0 ? operations.length : firstOutside;
  const ordered = !last || operations.some((operation) => operation.mode === 'expand' || (operation.mode === 'sync' && operation.multiplies !== undefined));
  const pool = split === operations.length ? undefined : createPool({
    limit, capacity: ordered ? 4 * limit : 2 * limit, ordered, halt, work, next: (rows) => next.push(rows),
  });
  // Segments are put through one after the other even where a claim waits in between; rows that come again have their own way.
  const again = new Set<Promise<void>>();

  function segment(rows: Row[], from: number): Promise<void> | undefined {
    let current = rows;
    for (let index = from; index < split; index++) {
      if (current.length === 0) return undefined;
      const operation = operations[index] as RowsOperation;
      if (operation.mode === 'sync') {
        current = operation.apply(current);
        if (operation.multiplies !== undefined && current.length > largestSegment) return inParts(current, index + 1);
      } else if (operation.mode === 'claim') return operation.apply(current, comeAgain(index)).then((kept) => segment(kept, index + 1));
    }
    if (current.length === 0) return undefined;
    return pool === undefined ? next.push(current) : pool.push(current, split);
  }

  async function inParts(rows: Row[], from: number): Promise<void> {
    for (let start = 0; start < rows.length && halt.reason() === undefined; start += largestSegment) {
      await segment(rows.slice(start, start + largestSegment), from);
      await room();
    }
  }

  async function work(row: Row, from: number, emit: (rows: Row[]) => Promise<void>): Promise<boolean> {
    for (let index = from; index < operations.length; index++) {
      const operation = operations[index] as RowsOperation;
      if (operation.mode === 'expand') {
        await operation.apply(row, emit);
        return false;
      }
      if (operation.mode === 'row') {
        if (!(await operation.apply(row))) return false;
      } else if (operation.mode === 'claim') {
        if ((await operation.apply([row], comeAgain(index))).length === 0) return false;
      } else {
        const rows = operation.apply([row]);
        if (rows.length === 0) return false;
        const full = room();
        if (full !== undefined) await full;
        // An `each` over an array after a step that waited: its elements go on together, in their turn.
        if (operation.multiplies !== undefined) {
          await emit(rows);
          return false;
        }
      }
    }
    return true;
  }

  function comeAgain(index: number): (row: Row) => void {
    return (row) => {
      if (halt.reason() !== undefined) return;
      if (index >= split) {
        void pool?.push([row], index);
        return;
      }
      const way: Promise<void> = Promise.resolve()
        .then(() => segment([row], index))
        .catch((error: unknown) => halt.fail(error))
        .finally(() => again.delete(way));
      again.add(way);
    };
  }

  return {
    push: (rows) => segment(rows, 0),
    async drain() {
      while (again.size > 0) await Promise.all(again);
      await pool?.idle();
    },
  };
}
