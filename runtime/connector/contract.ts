import type { Connector, Endpoint } from '#plan';
import type { Value } from '../expression/contract.ts';
import type { Clock, Destination, InstanceConfig, Logger, NetworkPolicy, SecretSource, StateStore } from '../ports.ts';

/** One page of a reading endpoint. `why` is set on the last page: why paging stopped ("no next link", "last page: 37 of 250"). */
export interface Page {
  records: Value[];
  number: number;
  why?: string;
}

export interface CallOptions {
  signal: AbortSignal;
  /** The idempotency key (`request.idempotencyKey`), the same for every attempt. */
  key?: string;
}

/** What came of one call: the result (for a list endpoint all its records), or nothing (`on … empty`). */
export type CallOutcome = { kind: 'value'; value: Value } | { kind: 'empty' };

/** One instance at work: signs in, paces, retries and pages as its connector says. Throws `PatchbayError`. */
export interface InstanceClient {
  readonly instance: InstanceConfig;
  /** Pages as they are asked for; the next request begins only when the next page is asked for. */
  pages(endpoint: Endpoint, args: Record<string, Value>, options: CallOptions): AsyncGenerator<Page, void, void>;
  call(endpoint: Endpoint, args: Record<string, Value>, options: CallOptions): Promise<CallOutcome>;
  /** Where this instance's secrets would go (SECURITY.md 1). */
  destination(): Destination;
}

/** What all clients of one process share: one undici dispatcher, limiters by credential, tokens in memory. */
export interface Network {
  client(options: ClientOptions): InstanceClient;
  close(): Promise<void>;
}

export interface ClientOptions {
  connector: Connector;
  instance: InstanceConfig;
  /** The connector's text is that of the bundled marketplace (SECURITY.md 1). */
  bundled: boolean;
  files: readonly string[];
}

export interface NetworkOptions {
  secrets: SecretSource;
  clock: Clock;
  policy: NetworkPolicy;
  log: Logger;
  /** For limits that hold across runs and processes; without one they hold in this process. */
  state?: Pick<StateStore, 'take'>;
}
