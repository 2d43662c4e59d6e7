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

/**
 * One instance at work: signs in, paces, retries and pages as its connector says. Throws `PatchbayError`, already redacted; one whose
 * `inDoubt` is true belongs to a write that may have been carried out and must not be repeated unasked.
 */
export interface InstanceClient {
  readonly instance: InstanceConfig;
  /** Pages as they are asked for; the next request begins only when the next page is asked for. */
  pages(endpoint: Endpoint, args: Record<string, Value>, options: CallOptions): AsyncGenerator<Page, void, void>;
  call(endpoint: Endpoint, args: Record<string, Value>, options: CallOptions): Promise<CallOutcome>;
  /**
   * Where this instance's secrets would go (SECURITY.md 1). With a `baseUrl` its origin takes the place of those hosts that stood for the
   * connector's own base.
   */
  destination(): Destination;
}

/** What all clients of one process share: one undici dispatcher, limiters by credential, tokens in memory. */
export interface Network {
  /** Knows every secret and token that was used; whatever leaves the process goes through it. */
  readonly redactor: Redactor;
  client(options: ClientOptions): InstanceClient;
  close(): Promise<void>;
}

/** Takes secrets out of texts. A message is given whole, so that a value cannot hide in two chunks. */
export interface Redactor {
  /** Every spelling of the value: raw, base64 (also inside `user:password`), URL-encoded, hex, JSON-escaped, single PEM lines. */
  add(value: string): void;
  redact(text: string): string;
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
  /** Shared by several networks, or made by whoever embeds this one. */
  redactor?: Redactor;
  /** Stands for DNS and for the way to an address, so that tests can have public hosts; the addresses are checked all the same. */
  names?: Names;
}

export interface Names {
  /** Undefined: ask DNS. */
  lookup(hostname: string): { address: string; family: 4 | 6 }[] | undefined;
  /** Where a connection to a checked address really goes. */
  reach(address: string): string;
  /** A certificate authority beside the system's, in PEM. */
  ca?: string;
}
