import { createHash } from 'node:crypto';
import { canonicalJson, type Auth, type Connector } from '#plan';
import type { Destination } from '../ports.ts';
import type { Hosts } from './http/hosts.ts';

/** Where the secrets of an instance would go: the hosts, and a hash of the connector's name and of what in it decides how they are used (SECURITY.md 1). */
export function destinationOf(connector: Connector, auth: Auth | undefined, hosts: Hosts): Destination {
  const text = canonicalJson({ connector: connector.name, auth: auth ?? null, base: connector.base, hosts: connector.hosts });
  return { origins: hosts.origins, hash: createHash('sha256').update(text).digest('hex') };
}
