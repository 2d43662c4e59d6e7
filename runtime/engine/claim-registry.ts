// What a run holds of the dedupe pools.
//   1. An id is claimed in the store before anything is done with its record, and held by this run until its record has ended.
//   2. It counts (`done`) only when a record of it completed and none of its parts was rejected; else it is free again: a record that was
//      filtered or rejected after `dedupe` has not got through.
//   3. While it is not known what becomes of a record, others of the same id wait beside the flow and take no place in it: if the first is
//      rejected, the next one has its chance.
//   4. A row that carries an id already (its own, or that of the record it is a part of) is not kept waiting by it.
//   5. An id is forgotten here only when the store has its end, so that the store is never asked about what it does not know yet.
import type { ClaimAnswer, StateStore } from '../ports.ts';
import type { ClaimEnd, Recorder } from './recorder.ts';
import type { Claim, Row } from './row.ts';
import type { Place } from './sink.ts';
import type { Ending } from './tally.ts';

/** `askAgain` is called for a row that waited, when what it waited for has ended. `place` is the step that asks. */
export interface ClaimRequest { pool: string; keepMs: number | undefined; place: Place; askAgain(row: Row): void }

export interface ClaimRegistry {
  /** Asks for the id of each row. `held`: the row goes on and carries the claim. `waits`: it hangs on another one and will ask again. */
  claim(how: ClaimRequest, rows: readonly Row[], ids: readonly string[]): Promise<(ClaimAnswer | 'waits')[]>;
  /** A row ended. */
  ended(row: Row, ending: Ending): void;
  /** The store has the end of a claim. */
  written(claim: Claim): void;
  /**
   * Takes one of the rows that wait. Where nothing moves any more two wait for each other, which takes two `dedupe` on one pool: then one
   * of them has to be set aside.
   */
  takeWaiting(): { row: Row; place: Place } | undefined;
  /** How many records were left out because another run has them: until that is settled the mark must stay. */
  busy(): number;
}

/** `claimIn` is the store's `claim`, bound to this run. */
export interface ClaimRegistryOptions {
  claimIn(pool: string, ids: string[], keepMs: number | undefined): ReturnType<StateStore['claim']>;
  recorder(): Recorder;
}

export function createClaimRegistry({ claimIn, recorder }: ClaimRegistryOptions): ClaimRegistry {
  const pools = new Map<string, Map<string, Claim>>();
  let busy = 0;

  const poolOf = (name: string): Map<string, Claim> => {
    let pool = pools.get(name);
    if (pool === undefined) pools.set(name, (pool = new Map()));
    return pool;
  };
  const settle = (claim: Claim): void => {
    recorder().settle(claim, endOf(claim));
    wake(claim);
  };

  return {
    async claim({ pool: poolName, keepMs, place, askAgain }, rows, ids) {
      const pool = poolOf(poolName);
      while (ids.some((id) => released(pool.get(id), recorder()))) await recorder().flush();
      const answers: (ClaimAnswer | 'waits')[] = [];
      const asked: { index: number; claim: Claim }[] = [];
      for (const [index, row] of rows.entries()) {
        const id = ids[index] as string;
        const known = pool.get(id);
        if (known === undefined) {
          const claim: Claim = { pool: poolName, id, open: 1, outcome: 'none', waiting: [] };
          pool.set(id, claim);
          asked.push({ index, claim });
        } else if (known.open === 0) {
          answers[index] = 'done';
        } else if (row.claims?.includes(known) === true) {
          answers[index] = 'held';
        } else {
          known.waiting.push({ row, place, askAgain });
          answers[index] = 'waits';
        }
      }
      if (asked.length === 0) return answers;
      const given = await claimIn(poolName, asked.map(({ claim }) => claim.id), keepMs);
      for (const [position, { index, claim }] of asked.entries()) {
        const answer = given[position] as ClaimAnswer;
        answers[index] = answer;
        if (answer === 'held') {
          const row = rows[index] as Row;
          row.claims = row.claims === undefined ? [claim] : [...row.claims, claim];
        } else {
          if (answer === 'busy') busy += 1;
          pool.delete(claim.id);
          wake(claim);
        }
      }
      return answers;
    },
    ended(row, ending) {
      for (const claim of row.claims ?? []) {
        claim.open -= 1;
        claim.outcome = worse(claim.outcome, ending);
        if (claim.open === 0) settle(claim);
      }
    },
    written(claim) {
      pools.get(claim.pool)?.delete(claim.id);
    },
    takeWaiting() {
      for (const pool of pools.values()) for (const claim of pool.values()) if (claim.waiting.length > 0) return claim.waiting.shift();
      return undefined;
    },
    busy: () => busy,
  };
}

function wake(claim: Claim): void {
  const askers = claim.waiting;
  claim.waiting = [];
  for (const { row, askAgain } of askers) askAgain(row);
}

function released(claim: Claim | undefined, recorder: Recorder): boolean {
  return claim !== undefined && claim.open === 0 && recorder.unwritten(claim) === 'released';
}

const severity = { none: 0, completed: 1, rejected: 2, inDoubt: 3 } as const;

function worse(before: Claim['outcome'], ending: Ending): Claim['outcome'] {
  const now = ending === 'completed' || ending === 'rejected' || ending === 'inDoubt' ? ending : 'none';
  return severity[now] > severity[before] ? now : before;
}

function endOf(claim: Claim): ClaimEnd {
  if (claim.outcome === 'inDoubt') return 'doubtful';
  return claim.outcome === 'completed' ? 'done' : 'released';
}
