import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as Sqlite from 'node:sqlite';
import type { DatabaseSync } from 'node:sqlite';
import { PatchbayError } from '../../errors.ts';
import { systemReason } from '../../system-reason.ts';
import { createOnce } from './create-once.ts';
import { machineKey } from './machine-key.ts';
import { ensureMarker, foreignState } from './marker.ts';
import { applicationId, migrations, schema, schemaVersion } from './schema.ts';
import { isTrackedByGit } from './tracked-by-git.ts';

/** How long a writer waits for another process, in milliseconds; without it four processes had thousands of "database is locked". */
const lockTimeoutMs = 5000;

/**
 * Opens `state.db` of a folder, making both where they are missing. Refuses, as `PatchbayError`: state that was not made on this machine
 * (`foreign-state`) or is tracked by git (`state-in-git`), of a newer version (`newer-state`), no SQLite in this Node (`no-sqlite`).
 * `full` survives a power cut, `normal` only a crash of the process.
 */
export function openDatabase(folder: string, synchronous: 'full' | 'normal'): DatabaseSync {
  const { DatabaseSync: Database } = sqlite();
  try {
    prepareFolder(folder);
    const id = ensureMarker(folder, machineKey());
    const path = join(folder, 'state.db');
    createOnce(path, (temporary) => {
      const database = new Database(temporary, { timeout: lockTimeoutMs });
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
      createTables(database, id);
      database.close();
      chmodSync(temporary, 0o600);
    });
    const database = new Database(path, { timeout: lockTimeoutMs });
    database.exec(`PRAGMA synchronous = ${synchronous}; PRAGMA foreign_keys = ON`);
    checkVersion(database, folder);
    if (metaId(database) !== id) {
      database.close();
      throw foreignState(folder);
    }
    return database;
  } catch (cause) {
    if (cause instanceof PatchbayError) throw cause;
    throw new PatchbayError('state-unusable', `The state in ${folder} cannot be opened: ${systemReason(cause)}.`, {
      remedy: 'Check that the folder is on a local disk, is yours and has room; or name another one with --state.', cause,
    });
  }
}

/** A database of this process alone, which SQLite spills to a temporary file where it grows: for what a dry run must remember. */
export function temporaryDatabase(): DatabaseSync {
  const { DatabaseSync: Database } = sqlite();
  const database = new Database('');
  createTables(database, 'temporary');
  return database;
}

/** Runs `work` as one transaction that takes the write lock at once. What SQLite refuses (no room, no lock) is `state-unusable`. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  try {
    database.exec('BEGIN IMMEDIATE');
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SQLITE_ERROR') throw error;
    throw new PatchbayError('state-unusable', `The state cannot be written: ${(error as Error).message}`, {
      remedy: 'Check that the disk has room, and that no other program holds state.db.', cause: error,
    });
  }
}

function sqlite(): typeof Sqlite {
  const module = process.getBuiltinModule?.('node:sqlite');
  if (module === undefined) {
    throw new PatchbayError('no-sqlite', `Node ${process.versions.node} has no built-in SQLite, which keeps what runs must remember.`, {
      remedy: 'Use Node 22.13 or later (24 is what Patchbay is tested with).',
    });
  }
  return module;
}

function prepareFolder(folder: string): void {
  const ignore = join(folder, '.gitignore');
  makeFolder(folder);
  // SQLite follows links, and makes what they lead to.
  const link = readdirSync(folder).find((name) => lstatSync(join(folder, name), { throwIfNoEntry: false })?.isSymbolicLink() === true);
  if (link !== undefined) throw foreignState(folder);
  chmodSync(folder, 0o700);
  createOnce(ignore, () => '*\n');
  if (existsSync(join(folder, 'state.db')) && isTrackedByGit(folder)) {
    throw new PatchbayError('state-in-git', `The state in ${folder} is tracked by git, so it may be somebody else's.`, {
      remedy: 'Take it out of the repository: git rm -r --cached on that folder, then commit.',
    });
  }
}

/** Each folder that is missing, one after the other: Node's `recursive` never ends where the system takes none (`/proc`). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !lstatSync(folder).isDirectory()) throw error;
  }
}

function createTables(database: DatabaseSync, id: string): void {
  transaction(database, () => {
    database.exec(schema);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`);
    database.prepare('INSERT INTO meta (name, value) VALUES (?, ?)').run('id', id);
  });
}

function checkVersion(database: DatabaseSync, folder: string): void {
  const application = pragma(database, 'application_id');
  const version = pragma(database, 'user_version');
  if (application === applicationId && version === schemaVersion) return;
  if (application === applicationId && version > 0 && version < schemaVersion) {
    transaction(database, () => {
      for (let from = pragma(database, 'user_version'); from < schemaVersion; from++) database.exec(migrations[from - 1] ?? '');
      database.exec(`PRAGMA user_version = ${schemaVersion}`);
    });
    return;
  }
  database.close();
  if (application !== applicationId) throw foreignState(folder);
  throw new PatchbayError('newer-state', `The state in ${folder} was written by a newer Patchbay (version ${version} of its tables; this one knows ${schemaVersion}).`, {
    remedy: 'Update Patchbay, or name another folder with --state.',
  });
}

function pragma(database: DatabaseSync, name: 'application_id' | 'user_version'): number {
  return Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
}

function metaId(database: DatabaseSync): unknown {
  return database.prepare("SELECT value FROM meta WHERE name = 'id'").get()?.value;
}
