// The counts of a run.
//
// A unit is one record that somebody is owed an answer about. Units come into being in two ways and end in five:
//   1. `read` counts the records that the source gave.
//   2. `expanded` counts the records that `each` (the form without a block) added: n elements in place of one record add n - 1, the first
//      element carries on the record's own unit. A record without elements ends there and is `filtered`.
//   3. A batch of 100 stands for its 100 units; they all end as the batch ends.
//   4. `filtered` (filter, skip, older than the mark, no elements), `deduplicated`, `completed`, `rejected`, `inDoubt`: each unit ends once.
//   5. `sent` counts the calls of `send` that succeeded; it has no part in the sum.
// Invariant, checked at the end of every run: read + expanded = filtered + deduplicated + completed + rejected + inDoubt, and in a run
// that was carried out to its end no unit is under way.
// 6. A run that failed or was stopped gives back what was under way: those units are taken out of `read` and `expanded`, because the mark
//    stays and the next run reads them again.
import type { RunCounts } from '../ports.ts';
import type { Row } from './row.ts';

/** How a unit ends. */
export type Ending = 'filtered' | 'deduplicated' | 'completed' | 'rejected' | 'inDoubt';

/** Counts units; `current` are live figures, `settled` leaves out what is under way and always adds up. */
export interface Tally {
  read(count: number): void;
  expand(count: number): void;
  end(row: Row, ending: Ending): void;
  sent(): void;
  current(): RunCounts;
  settled(): RunCounts;
  underWay(): number;
  /** Throws, because then we are wrong, where the invariant does not hold. `complete`: the run was carried out to its end. */
  check(complete: boolean): void;
}

export function createTally(): Tally {
  const counts: RunCounts = { read: 0, expanded: 0, filtered: 0, deduplicated: 0, completed: 0, rejected: 0, inDoubt: 0, sent: 0 };
  const open = { read: 0, expanded: 0 };
  const settled = (): RunCounts => ({ ...counts, read: counts.read - open.read, expanded: counts.expanded - open.expanded });
  return {
    read(count) {
      counts.read += count;
      open.read += count;
    },
    expand(count) {
      counts.expanded += count;
      open.expanded += count;
    },
    end(row, ending) {
      counts[ending] += row.units;
      open.expanded -= row.expanded;
      open.read -= row.units - row.expanded;
    },
    sent() {
      counts.sent += 1;
    },
    current: () => ({ ...counts }),
    settled,
    underWay: () => open.read + open.expanded,
    check(complete) {
      const { read, expanded, filtered, deduplicated, completed, rejected, inDoubt } = settled();
      const adds = read + expanded === filtered + deduplicated + completed + rejected + inDoubt;
      const whole = open.read >= 0 && open.expanded >= 0 && (!complete || (open.read === 0 && open.expanded === 0));
      if (!adds || !whole) throw new Error(`The counts of the run do not add up: ${JSON.stringify({ ...counts, underWay: open, complete })}`);
    },
  };
}
