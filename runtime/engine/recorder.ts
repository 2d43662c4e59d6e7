import type { ReportedError, RunStatus, StateBatch, StateStore } from '../ports.ts';
import type { Claim } from './row.ts';
import type { Tally } from './tally.ts';

/** What became of a claim. */
export type ClaimEnd = 'done' | 'released' | 'doubtful';

/**
 * Gathers what a run has to keep and writes it in one transaction, off the path of the records: many times a second, not once a record.
 * What is lost by a crash between two writes is done again by the next run, with the same idempotency keys.
 */
export interface Recorder {
  settle(claim: Claim, end: ClaimEnd): void;
  /** How a claim was settled that is not yet written, if it is such. */
  unwritten(claim: Claim): ClaimEnd | undefined;
  rejected(reject: NonNullable<StateBatch['rejected']>[number]): void;
  tracked(value: string): void;
  /** Writes what is there. Rejects with the store's error. */
  flush(): Promise<void>;
  /** The last write: the run's end and its marks. */
  finish(end: { status: RunStatus; error?: ReportedError; marks: NonNullable<StateBatch['marks']> }): Promise<void>;
}

export interface RecorderOptions {
  run: string;
  state: StateStore;
  tally: Tally;
  /** Called for each claim when the store has it. */
  written(claim: Claim): void;
}

export function createRecorder({ run, state, tally, written }: RecorderOptions): Recorder {
  let claims = new Map<Claim, ClaimEnd>();
  let writing = new Map<Claim, ClaimEnd>();
  let rejected: NonNullable<StateBatch['rejected']> = [];
  let tracked: string[] = [];
  let last: Promise<void> = Promise.resolve();

  const write = async (extra: Partial<StateBatch>): Promise<void> => {
    writing = claims;
    const batch: StateBatch = { run, counts: tally.settled(), ...byPool(writing), rejected, tracked, ...extra };
    claims = new Map();
    rejected = [];
    tracked = [];
    await state.commit(batch);
    const finished = writing;
    writing = new Map();
    for (const claim of finished.keys()) written(claim);
  };
  // One write after the other, so that a claim's release never overtakes its hold.
  const enqueue = (extra: Partial<StateBatch>): Promise<void> => {
    const next = last.then(() => write(extra));
    last = next.catch(() => undefined);
    return next;
  };

  return {
    settle: (claim, end) => void claims.set(claim, end),
    unwritten: (claim) => claims.get(claim) ?? writing.get(claim),
    rejected: (reject) => void rejected.push(reject),
    tracked: (value) => void tracked.push(value),
    flush: () => enqueue({}),
    finish: ({ status, error, marks }) => enqueue({ marks, finished: { status, ...(error !== undefined && { error }) } }),
  };
}

function byPool(claims: ReadonlyMap<Claim, ClaimEnd>): Pick<StateBatch, 'done' | 'released' | 'doubtful'> {
  const ids: Record<ClaimEnd, Map<string, string[]>> = { done: new Map(), released: new Map(), doubtful: new Map() };
  for (const [claim, end] of claims) {
    const pools = ids[end];
    const pool = pools.get(claim.pool);
    if (pool === undefined) pools.set(claim.pool, [claim.id]);
    else pool.push(claim.id);
  }
  return { done: listed(ids.done), released: listed(ids.released), doubtful: listed(ids.doubtful) };
}

function listed(pools: ReadonlyMap<string, string[]>): { pool: string; ids: string[] }[] {
  return [...pools].map(([pool, ids]) => ({ pool, ids }));
}
