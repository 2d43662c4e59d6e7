import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Names } from '../../runtime/connector/index.ts';
import { selfSigned } from './certificate.ts';
import { listener, type Handler, type Loopback } from './loopback.ts';

/** Hosts of the public internet for one test: https servers on loopback, reached by made-up names with public addresses. */
export interface Internet {
  names: Names;
  /** A server for this name; its origin has the port it happens to listen on. */
  serve(host: string, handler: Handler): Promise<Loopback>;
  /** Lets a name point anywhere, to an address of this machine too. */
  point(host: string, ...addresses: string[]): void;
}

export function internet(hosts: readonly string[]): Internet {
  const { key, cert } = selfSigned(hosts);
  // 203.0.113.0/24 is for documentation: nothing there answers.
  const addresses = new Map<string, string[]>(hosts.map((host, index) => [host, [`203.0.113.${index + 1}`]]));
  return {
    names: {
      lookup: (hostname) => addresses.get(hostname)?.map((address) => ({ address, family: address.includes(':') ? 6 as const : 4 as const })),
      reach: (address) => (address.startsWith('203.0.113.') ? '127.0.0.1' : address),
      ca: cert,
    },
    point: (host, ...to) => { addresses.set(host, to); },
    async serve(host, handler) {
      const requests: Loopback['requests'] = [];
      let connections = 0;
      const server = createServer({ key, cert }, listener(handler, requests));
      server.on('connection', () => { connections++; });
      await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
      onTestFinished(() => { server.closeAllConnections(); server.close(); });
      const { port } = server.address() as AddressInfo;
      return { origin: `https://${host}:${port}`, host: `${host}:${port}`, port, requests, connections: () => connections };
    },
  };
}
