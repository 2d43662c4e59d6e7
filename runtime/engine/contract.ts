import type { Plan } from '#plan';
import type { Clock, InstanceConfig, Json, Logger, NetworkPolicy, RunCounts, RunEvent, RunStatus, ReportedError, SecretSource } from '../ports.ts';

/** Everything that one run needs. */
export interface RunRequest {
  plan: Plan;
  /** Every instance of the workspace that the plan's `uses` name, by name. */
  instances: Readonly<Record<string, InstanceConfig>>;
  /** Names of connectors whose text is that of the bundled marketplace. */
  bundledConnectors: ReadonlySet<string>;
  /** As given by the person: texts (`--input k=v`) or JSON; converted and checked against `flow.inputs`. */
  inputs: Readonly<Record<string, Json>>;
  environment?: string;
  /** Where an incremental first run starts, as given with `--since`. */
  since?: string;
  dryRun: boolean;
  /** The folder of state.db, absolute. */
  stateFolder: string;
  secrets: SecretSource;
  policy: NetworkPolicy;
  clock?: Clock;
  signal: AbortSignal;
  /** A promise where whoever takes the events has enough for now: the run reads and tells no more until it is fulfilled. */
  emit(event: RunEvent): void | Promise<void>;
}

export interface RunResult { run: string; status: RunStatus; counts: RunCounts; durationMs: number; error?: ReportedError }

/** Runs a flow to its end. Rejects only where we are wrong; what goes wrong outside is in the result. */
export type RunFlow = (request: RunRequest) => Promise<RunResult>;

/** Calls one endpoint of one instance (`patchbay call`, checking an instance): records one by one, or the one result. */
export interface CallRequest extends Omit<RunRequest, 'inputs' | 'since' | 'dryRun' | 'stateFolder' | 'emit' | 'environment'> {
  instance: string;
  endpoint: string;
  args: Readonly<Record<string, Json>>;
  limit?: number;
  /** Told of long waits and the like. */
  log?: Logger;
}
export type CallEndpoint = (request: CallRequest) => AsyncGenerator<Json, void, void>;
/** The same as texts of JSON without line breaks, with the order, digits and integers that came. */
export type CallEndpointText = (request: CallRequest) => AsyncGenerator<string, void, void>;
