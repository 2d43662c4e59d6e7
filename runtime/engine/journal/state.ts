import type { DatabaseSync } from 'node:sqlite';
import { PatchbayError } from '../../errors.ts';
import type { ClaimAnswer, Clock, RunCounts, StateBatch, StateStore } from '../../ports.ts';
import { createClaims } from './claims.ts';
import { openDatabase, temporaryDatabase, transaction } from './database.ts';
import { createLimiters } from './limiters.ts';
import { createMarks } from './marks.ts';
import { createRuns, type NewRun } from './runs.ts';

/** The state store of one process, for one run at a time or several. Everything of one call is one transaction. */
export interface State extends StateStore {
  /** Makes the run's row, ends the rows of runs that died, forgets claims whose time is over. */
  begin(run: NewRun, counts: RunCounts): void;
  /** A sign of life. Throws `lease-lost`. */
  beat(run: string): void;
  close(): void;
}

/** Opens the state of a folder (`database.ts` says what is refused). `clock` is that of marks, claims and limits. */
export function openState(folder: string, clock: Clock): State {
  const database = openDatabase(folder, 'full');
  const fast = openDatabase(folder, 'normal');
  return createState(database, fast, clock, () => {
    database.close();
    fast.close();
  });
}

/** State that is gone with the process. */
export function openTemporaryState(clock: Clock): State {
  const database = temporaryDatabase();
  return createState(database, database, clock, () => database.close());
}

/**
 * `fast` is for what need not survive a power cut, so that no disk is waited for: limits, the counts of a run that goes on, and the holding
 * of claims. A hold that is lost was that of a run that is lost too; what a run that goes on depends on is that the other processes see it.
 */
function createState(database: DatabaseSync, fast: DatabaseSync, clock: Clock, close: () => void): State {
  const claims = createClaims(database);
  const holds = createClaims(fast);
  const limiters = createLimiters(fast, clock);
  const marks = createMarks(database);
  const runs = createRuns(database);
  const progress = createRuns(fast);
  const addReject = database.prepare('INSERT INTO rejects (run, step, error, data, in_doubt, at) VALUES (?, ?, ?, ?, ?, ?)');
  const addTracked = database.prepare('INSERT INTO tracked (run, value, at) VALUES (?, ?, ?)');

  const writeBatch = (batch: StateBatch): void => {
    const now = clock.now();
    if (!runs.update(batch.run, batch.counts, Date.now())) throw leaseLost(batch.run);
    for (const { pool, ids } of batch.done ?? []) claims.settle(pool, ids, batch.run, 'done', now);
    for (const { pool, ids } of batch.released ?? []) claims.settle(pool, ids, batch.run, 'released', now);
    for (const { pool, ids } of batch.doubtful ?? []) claims.settle(pool, ids, batch.run, 'doubtful', now);
    for (const { step, error, values, inDoubt } of batch.rejected ?? []) addReject.run(batch.run, step, JSON.stringify(error), values, Number(inDoubt), now);
    for (const value of batch.tracked ?? []) addTracked.run(batch.run, value, now);
    for (const { key, previous, next } of batch.marks ?? []) marks.move(key, previous, next);
    if (batch.finished === undefined) return;
    claims.releaseAll(batch.run);
    runs.finish(batch.run, batch.finished.status, batch.finished.error, now);
  };

  const claimOnce = (pool: string, ids: readonly string[], owner: string, keepMs: number | undefined): ClaimAnswer[] =>
    transaction(fast, () => holds.claim(pool, ids, owner, keepMs, clock.now()));

  return {
    begin(run, counts) {
      transaction(database, () => {
        runs.reap(Date.now());
        claims.expire(clock.now());
        runs.begin(run, counts);
      });
      transaction(fast, () => limiters.expire());
    },
    beat(run) {
      if (!runs.beat(run, Date.now())) throw leaseLost(run);
    },
    async claim(pool, ids, owner, keepMs) {
      const answers = claimOnce(pool, ids, owner, keepMs);
      const busy = ids.filter((_, index) => answers[index] === 'busy');
      if (busy.length === 0) return answers;
      // Perhaps the other run died a moment ago.
      const died = transaction(database, () => runs.reap(Date.now(), holds.holders(pool, busy, owner)));
      return died.length === 0 ? answers : claimOnce(pool, ids, owner, keepMs);
    },
    async look(pool, ids, owner) {
      return holds.look(pool, ids, owner, clock.now());
    },
    async mark(key) {
      return marks.read(key);
    },
    async commit(batch) {
      if (!hasOnlyCounts(batch)) return transaction(database, () => writeBatch(batch));
      if (!transaction(fast, () => progress.update(batch.run, batch.counts, Date.now()))) throw leaseLost(batch.run);
    },
    async take(limiter, cost, capacity, perMs) {
      return limiters.take(limiter, cost, capacity, perMs);
    },
    close,
  };
}

/** Nothing got through, was set aside or tracked since the last write that a later run would have to know. */
function hasOnlyCounts({ done, released, doubtful, rejected, tracked, marks, finished }: StateBatch): boolean {
  return finished === undefined && [done, released, doubtful, rejected, tracked, marks].every((part) => part === undefined || part.length === 0);
}

function leaseLost(run: string): PatchbayError {
  return new PatchbayError('lease-lost', `Run ${run} was given up by another process because it showed no sign of life; it must not go on.`, {
    remedy: 'Run the flow again.',
  });
}
