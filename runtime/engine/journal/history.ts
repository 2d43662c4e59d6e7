import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportedError } from '../../ports.ts';
import { openDatabase } from './database.ts';
import { createRuns, type RunRow } from './runs.ts';

/** A record that was set aside. `values` is the exact JSON text of the names bound when that happened. */
export interface RejectRow { run: string; step: string; error: ReportedError; values: string; inDoubt: boolean; atMs: number }

/** What a state folder remembers of runs, for lists, views and tests. Reading declares no run dead. */
export interface History {
  runs(limit?: number): RunRow[];
  rejects(run: string): RejectRow[];
  tracked(run: string): string[];
  marks(): Record<string, string>;
  /** How many ids each pool has, by state. */
  claims(): { pool: string; held: number; done: number; inDoubt: number }[];
  close(): void;
}

/** Opens the history of a state folder; undefined where nothing was ever run. Refuses what `openDatabase` refuses. */
export function openHistory(folder: string): History | undefined {
  if (!existsSync(join(folder, 'state.db'))) return undefined;
  const database = openDatabase(folder, 'normal');
  const runs = createRuns(database);
  return {
    runs: (limit = 100) => runs.list(limit),
    rejects: (run) => database.prepare('SELECT * FROM rejects WHERE run = ? ORDER BY id').all(run).map((row) => ({
      run,
      step: String(row.step),
      error: JSON.parse(String(row.error)) as ReportedError,
      values: String(row.data),
      inDoubt: row.in_doubt === 1,
      atMs: Number(row.at),
    })),
    tracked: (run) => database.prepare('SELECT value FROM tracked WHERE run = ? ORDER BY id').all(run).map((row) => String(row.value)),
    marks: () => Object.fromEntries(database.prepare('SELECT key, value FROM marks').all().map((row) => [String(row.key), String(row.value)])),
    claims: () => database.prepare(`
      SELECT pools.name AS pool, SUM(state = 0) AS held, SUM(state = 1) AS done, SUM(state = 2) AS in_doubt
      FROM claims JOIN pools ON pools.id = claims.pool GROUP BY pools.name ORDER BY pools.name`).all().map((row) => ({
      pool: String(row.pool), held: Number(row.held), done: Number(row.done), inDoubt: Number(row.in_doubt),
    })),
    close: () => database.close(),
  };
}
