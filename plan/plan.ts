import type { Connector } from './connector.ts';
import type { Expr, Lambda } from './expression.ts';
import type { At, Field, Type } from './type.ts';

/** The version of this format. A plan of another version is refused, never misread. */
export const planVersion = 1;

/**
 * A flow, or one endpoint to call, with everything that it reaches. Plain JSON. Settings, secrets and the clock are bound per run and never
 * written into it.
 */
export interface Plan {
  version: typeof planVersion;
  /** SHA-256, in hex, of the canonical JSON of the plan without `hash`, `files` and every `at`. */
  hash: string;
  /** Workspace-relative paths with `/`; an `At` points into it. */
  files: string[];
  /** By connector name. */
  connectors: Record<string, Connector>;
  /** Entities by `connector.Entity`, for types that name one another. */
  types: Record<string, Type>;
  /** Functions of flow files by the id that `apply` names. */
  functions: Record<string, Lambda>;
  /** Absent where the plan was made to call an endpoint. */
  flow?: Flow;
}

export interface Flow {
  name: string;
  /** Alias → the instances that `use` names; the connector of each is in `connectors`. */
  uses: Record<string, Use>;
  inputs: Field[];
  triggers: Trigger[];
  source: Source;
  steps: Step[];
  /** `stop after n rejected`. */
  stopAfterRejected?: number;
  /** `concurrency n by e` of the whole flow. */
  concurrency?: { count: Expr; by?: Expr };
  at: At;
}

export interface Use { connector: string; instances: string[]; at: At }

/** Shown by editors and served later; a run by hand does not look at it. */
export type Trigger = { at: At } & ({ kind: 'schedule'; cron: string; timezone?: string } | { kind: 'every'; everyMs: number } | { kind: 'webhook' | 'http'; text: string });

export type Source = { as: string; at: At } & (
  | { kind: 'endpoint'; call: Call; incremental?: { starting?: Expr }; /** The field of the record that is its `@key`. */ key?: string }
  | { kind: 'list'; items: Expr }
);

/** A request through an instance. Arguments are by parameter name, already converted to the parameter's type. */
export interface Call { use: string; endpoint: string; args: Record<string, Expr>; at: At }

/** One step. `id` is its place: `4`, `4.when1.0`, stable for one plan hash. */
export type Step = { id: string; at: At } & (
  | { kind: 'bind'; name: string; value: Expr; word: 'map' | 'let' }
  | { kind: 'filter'; condition: Expr }
  | { kind: 'assert'; condition: Expr; message: Expr }
  | { kind: 'skip' }
  | { kind: 'reject' | 'fail'; message: Expr }
  | { kind: 'call' | 'send'; call: Call; as?: string }
  | { kind: 'each'; source: EachSource; as: string; block?: { steps: Step[]; yield: Expr; as: string; concurrency?: Expr } }
  | { kind: 'batch'; size: Expr; within?: Expr; as: string; /** The names bound so far, which each object of the batch has. */ names: string[] }
  | { kind: 'route'; all: boolean; cases: { when?: Expr; steps: Step[] }[] }
  | { kind: 'dedupe'; key: Expr; pool?: string; keep?: Expr }
  | { kind: 'track'; value: Expr }
  | { kind: 'log'; level: 'debug' | 'info' | 'warn' | 'error'; value: Expr }
);

export type EachSource = { kind: 'value'; value: Expr } | { kind: 'endpoint'; call: Call };
