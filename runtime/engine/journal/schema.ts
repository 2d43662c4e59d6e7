/** Raised with every change of the tables; a step that leads there from the version before goes into `migrations`. */
export const schemaVersion = 1;

/** `PRAGMA application_id`: 'Pbay'. Another program's database is refused. */
export const applicationId = 0x50626179;

/**
 * Times are milliseconds since 1970. A claim is held by a run (state 0), done (1) or in doubt (2). Ids of claims are SHA-256, so that
 * no personal data lies in them and rows are small.
 */
export const schema = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE runs (
    id TEXT PRIMARY KEY, flow TEXT NOT NULL, environment TEXT NOT NULL, plan TEXT NOT NULL, status TEXT NOT NULL,
    started INTEGER NOT NULL, finished INTEGER, counts TEXT NOT NULL, error TEXT,
    epoch INTEGER NOT NULL, heartbeat INTEGER NOT NULL, process TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX running ON runs (status) WHERE status = 'running';
  CREATE INDEX runs_by_start ON runs (started);
  CREATE TABLE pools (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE claims (
    pool INTEGER NOT NULL, id BLOB NOT NULL, owner TEXT NOT NULL, state INTEGER NOT NULL, keep INTEGER, until INTEGER,
    PRIMARY KEY (pool, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX claims_held ON claims (owner) WHERE state = 0;
  CREATE INDEX claims_expiring ON claims (until) WHERE until IS NOT NULL;
  CREATE TABLE marks (key TEXT PRIMARY KEY, value TEXT NOT NULL, type TEXT NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE rejects (
    id INTEGER PRIMARY KEY, run TEXT NOT NULL, step TEXT NOT NULL, error TEXT NOT NULL, data TEXT NOT NULL,
    in_doubt INTEGER NOT NULL, at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX rejects_by_run ON rejects (run);
  CREATE TABLE tracked (id INTEGER PRIMARY KEY, run TEXT NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE INDEX tracked_by_value ON tracked (value);
  CREATE TABLE limiters (name TEXT PRIMARY KEY, tokens REAL NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

/** SQL from version n to n + 1, at index n - 1. */
export const migrations: readonly string[] = [];
