import type { DatabaseSync } from 'node:sqlite';
import type { ReportedError, RunCounts, RunStatus } from '../../ports.ts';
import { isAlive, ownIdentity, type ProcessIdentity } from './lease.ts';

/** A run as it begins. */
export interface NewRun { id: string; flow: string; environment: string; planHash: string; startedMs: number }

/** A run as it was kept. Times are milliseconds since 1970. */
export interface RunRow {
  id: string;
  flow: string;
  environment: string;
  planHash: string;
  status: RunStatus | 'running';
  startedMs: number;
  finishedMs: number | undefined;
  counts: RunCounts;
  error: ReportedError | undefined;
}

/** The rows of runs. None of these opens a transaction. */
export interface Runs {
  begin(run: NewRun, counts: RunCounts): void;
  /** False where the lease was lost: the run was declared dead by another process, or finished. */
  update(id: string, counts: RunCounts, nowMs: number): boolean;
  beat(id: string, nowMs: number): boolean;
  finish(id: string, status: RunStatus, error: ReportedError | undefined, nowMs: number): void;
  /** Ends those running rows whose process is gone, all or the given ones; gives their ids. */
  reap(nowMs: number, only?: readonly string[]): string[];
  list(limit: number): RunRow[];
}

const lost = (row: Record<string, unknown>): ReportedError => ({
  code: 'run-lost',
  message: 'The process that carried out this run ended before the run did.',
  remedy: 'Run the flow again: what got through is not repeated, the rest is.',
  flow: String(row.flow),
});

export function createRuns(database: DatabaseSync): Runs {
  const identity = JSON.stringify(ownIdentity());
  const insert = database.prepare(`
    INSERT INTO runs (id, flow, environment, plan, status, started, counts, epoch, heartbeat, process)
    VALUES (?, ?, ?, ?, 'running', ?, ?, 1, ?, ?)`);
  const update = database.prepare("UPDATE runs SET counts = ?, heartbeat = ? WHERE id = ? AND epoch = 1 AND process = ? AND status = 'running'");
  const beat = database.prepare("UPDATE runs SET heartbeat = ? WHERE id = ? AND epoch = 1 AND process = ? AND status = 'running'");
  const finish = database.prepare('UPDATE runs SET status = ?, error = ?, finished = ?, heartbeat = ? WHERE id = ?');
  // A new epoch: the old process, should it wake again, is refused at its next write.
  const end = database.prepare("UPDATE runs SET status = 'failed', error = ?, finished = ?, epoch = epoch + 1 WHERE id = ? AND status = 'running'");
  const running = database.prepare("SELECT id, flow, heartbeat, process FROM runs WHERE status = 'running'");
  const list = database.prepare('SELECT * FROM runs ORDER BY started DESC, id DESC LIMIT ?');

  return {
    begin(run, counts) {
      insert.run(run.id, run.flow, run.environment, run.planHash, run.startedMs, JSON.stringify(counts), Date.now(), identity);
    },
    update: (id, counts, now) => Number(update.run(JSON.stringify(counts), now, id, identity).changes) === 1,
    beat: (id, now) => Number(beat.run(now, id, identity).changes) === 1,
    finish(id, status, error, now) {
      finish.run(status, error === undefined ? null : JSON.stringify(error), now, now, id);
    },
    reap(now, only) {
      const dead = running.all().filter((row) => (only === undefined || only.includes(String(row.id))) && !lives(row, now));
      for (const row of dead) end.run(JSON.stringify(lost(row)), now, String(row.id));
      return dead.map((row) => String(row.id));
    },
    list: (limit) => list.all(limit).map(runRow),
  };
}

function lives(row: Record<string, unknown>, now: number): boolean {
  return isAlive(JSON.parse(String(row.process)) as ProcessIdentity, Number(row.heartbeat), now);
}

function runRow(row: Record<string, unknown>): RunRow {
  return {
    id: String(row.id),
    flow: String(row.flow),
    environment: String(row.environment),
    planHash: String(row.plan),
    status: String(row.status) as RunRow['status'],
    startedMs: Number(row.started),
    finishedMs: row.finished === null ? undefined : Number(row.finished),
    counts: JSON.parse(String(row.counts)) as RunCounts,
    error: row.error === null ? undefined : (JSON.parse(String(row.error)) as ReportedError),
  };
}
