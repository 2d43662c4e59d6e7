import type { Connector } from '#plan';
import { onTestFinished } from 'vitest';
import { createNetwork, type InstanceClient, type Network, type NetworkOptions } from '../../runtime/connector/index.ts';
import type { Destination, InstanceConfig, Logger } from '../../runtime/ports.ts';
import { handClock, type HandClock } from './hand-clock.ts';

/** A client of one instance against a server of the test, with everything around it in sight. */
export interface Bench {
  client: InstanceClient;
  network: Network;
  clock: HandClock;
  log: string[];
  /** The secrets that were asked for, with where they would have gone. */
  asked: { name: string; destination: Destination; bundled: boolean }[];
  signal: AbortSignal;
}

export interface BenchOptions {
  connector: Connector;
  instance?: Partial<InstanceConfig>;
  secrets?: Record<string, string>;
  bundled?: boolean;
  network?: Partial<NetworkOptions>;
}

export function bench({ connector, instance = {}, secrets = {}, bundled = false, network: options = {} }: BenchOptions): Bench {
  const clock = handClock();
  const log: string[] = [];
  const asked: Bench['asked'] = [];
  const write = (level: string) => (line: string) => { log.push(`${level}: ${line}`); };
  const logger: Logger = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const network = createNetwork({
    secrets: {
      async secret({ name, destination, bundled: unmodified }) {
        asked.push({ name, destination, bundled: unmodified });
        return secrets[name];
      },
    },
    clock, log: logger, policy: { allowLocal: true, trustedHosts: [] }, ...options,
  });
  onTestFinished(() => network.close());
  const client = network.client({ connector, instance: { name: 'main', connector: connector.name, settings: {}, ...instance }, bundled, files: ['shelf.connector'] });
  return { client, network, clock, log, asked, signal: new AbortController().signal };
}

/** All pages of a generator. */
export async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(page);
  return found;
}
