import type { At } from '#plan';

// What the runtime needs from outside, and what it tells: the embedder (cli, runner, tests) supplies these.

/** Plain JSON, as it is kept in the state store or sent over a channel. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** An instance as patchbay.json has it, environment applied, `{ "env": … }` settings resolved. Settings are checked by the runtime. */
export interface InstanceConfig {
  name: string;
  connector: string;
  auth?: string;
  settings: Record<string, Json>;
  /** Its origin stands for the connector's own (SECURITY.md 1). */
  baseUrl?: string;
  /** Where the instance is declared, for errors: a workspace-relative path and a line from 1. */
  file?: string;
  line?: number;
}

/** Where the secrets of an instance would go. Bound when they are entered, compared when they are released. */
export interface Destination {
  /** `https://host[:port]`, or `https://*.host` where the connector's `hosts` has a pattern; sorted. */
  origins: string[];
  /** SHA-256 of the connector's name and its lowered auth, base and hosts. */
  hash: string;
}

/** Releases the secrets of an instance, or says why not with a `PatchbayError` (`missing-secret`, `destination-changed`). */
export interface SecretSource {
  secret(request: { instance: string; name: string; optional: boolean; destination: Destination; bundled: boolean }): Promise<string | undefined>;
}

/** Wall clock and timers, so that tests hold the time in their hands. Milliseconds since 1970. */
export interface Clock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** What this machine's owner consented to (SECURITY.md 3). */
export interface NetworkPolicy {
  /** Loopback addresses, and plain http to them. */
  allowLocal: boolean;
  /** Hosts (`host` or `host:port`) for which private addresses and plain http are allowed. */
  trustedHosts: readonly string[];
}

export type RunStatus = 'succeeded' | 'partial' | 'failed' | 'stopped';

/** `read + expanded = filtered + deduplicated + completed + rejected + inDoubt`; `sent` counts calls. */
export interface RunCounts {
  read: number; expanded: number; filtered: number; deduplicated: number; completed: number; rejected: number; inDoubt: number; sent: number;
}

/** An error as people see it: no secret, no stack. `at` is resolved to a file of the workspace and a line and column from 1. */
export interface ReportedError {
  code: string;
  message: string;
  /** What to do, where there is something. */
  remedy?: string;
  flow?: string;
  step?: string;
  /** Where the step stands, if the error lies in another file: in a connector that many flows use. */
  stepPlace?: { file: string; line: number };
  endpoint?: string;
  status?: number;
  attempt?: number;
  file?: string;
  range?: { line: number; column: number; endLine: number; endColumn: number };
}

export type RunEvent =
  | { type: 'run.started'; flow: string; run: string; at: string }
  | { type: 'run.progress'; counts: RunCounts }
  | { type: 'page'; step: string; instance: string; endpoint: string; records: number; text: string }
  | { type: 'log'; level: 'debug' | 'info' | 'warn' | 'error'; text: string; /** What it is about, where the runtime says it itself; kebab-case. */ code?: string; step?: string; line?: number; file?: string }
  | { type: 'track'; value: string }
  | { type: 'send'; step: string; instance: string; endpoint: string; dryRun: true; args: Json; /** The JSON of the arguments with exact digits and order. */ text: string }
  | { type: 'rejected'; error: ReportedError; record: Json; /** The JSON of the record with exact digits and order. */ text: string }
  | ({ type: 'run.finished'; status: RunStatus; flow: string; run: string; durationMs: number; error?: ReportedError } & RunCounts);

export interface Logger { debug(text: string): void; info(text: string): void; warn(text: string): void; error(text: string): void }

/** A promise that a durable engine can await; embedded it is a plain one. */
export type Durable<T> = Promise<T>;

/** The seam to the engine (ENGINE.md): whoever provides it keeps the journal. Steps never name an engine. */
export interface FlowContext {
  readonly runId: string;
  readonly planHash: string;
  step<T>(id: string, work: (scope: StepScope) => Promise<T>, options?: StepOptions): Durable<T>;
  all<T>(thunks: (() => Durable<T>)[], options?: { limit?: number }): Promise<T[]>;
  sleep(id: string, untilMs: number): Durable<void>;
  now(id: string): Durable<number>;
  readonly state: StateStore;
  readonly signal: AbortSignal;
  emit(event: RunEvent): void;
}

/** `key` is the idempotency key: the same for every attempt, and for the same record in the next run. */
export interface StepScope { key: string; attempt: number; signal: AbortSignal; log: Logger }

export interface StepOptions {
  effect?: 'none' | 'read' | 'keyed' | 'upsert' | 'unsafe';
  key?: string;
  onAmbiguous?: 'repeat' | 'verify' | 'park';
}

/** What is kept between steps and runs. Embedded: node:sqlite. All calls of one `commit` are one transaction. */
export interface StateStore {
  /** Tries to hold each of the given ids for `owner`; in the order of `ids`. */
  claim(pool: string, ids: string[], owner: string, keepMs: number | undefined): Promise<ClaimAnswer[]>;
  /** What `claim` would answer, without holding anything: for a dry run. */
  look(pool: string, ids: string[], owner: string): Promise<ClaimAnswer[]>;
  mark(key: string): Promise<Mark | undefined>;
  /** One transaction: what got through, what was rejected, counts. */
  commit(batch: StateBatch): Promise<void>;
  /** Takes `cost` from a limiter shared by all processes of this store; the milliseconds to wait. */
  take(limiter: string, cost: number, capacity: number, perMs: number): Promise<number>;
}

/**
 * `held`: it was free, already held by this owner, or held by a run that died. `done`: its record got through before, or is in doubt until
 * the user settles it. `busy`: another run that is alive has it, so what becomes of it is open.
 */
export type ClaimAnswer = 'held' | 'done' | 'busy';

export interface Mark { value: string; type: string; at: string }

export interface StateBatch {
  run: string;
  counts: RunCounts;
  /** Claims that count from now on: the record got through. */
  done?: { pool: string; ids: string[] }[];
  /** Claims of rejected records, free again. */
  released?: { pool: string; ids: string[] }[];
  /** Claims of records of which nobody knows whether their send took effect: not free until the user settled them. */
  doubtful?: { pool: string; ids: string[] }[];
  /** `values` is the exact JSON text of the names bound so far. */
  rejected?: { step: string; error: ReportedError; values: string; inDoubt: boolean }[];
  tracked?: string[];
  marks?: { key: string; previous: Mark | undefined; next: Mark }[];
  finished?: { status: RunStatus; error?: ReportedError };
}

/** Resolves a position of the plan for an error. */
export type Locate = (at: At) => { file: string; line: number; column: number; endLine: number; endColumn: number };
