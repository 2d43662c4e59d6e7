import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { buildConnector } from 'undici';
import type { NetworkPolicy } from '../../ports.ts';
import type { Names } from '../contract.ts';
import { addressRefused } from './failures.ts';
import { refusal, type Reach } from './addresses.ts';

const connectTimeoutMs = 10_000;

/**
 * How undici opens a connection: the address that is connected to is the one that was checked, so that a name cannot point elsewhere
 * between check and connection.
 */
export function checkedConnect(policy: NetworkPolicy, side: 'own' | 'foreign', names?: Names): buildConnector.connector {
  // One connector for each protocol and port: it keeps TLS sessions, and the lookup hook is told the name only.
  const connectors = new Map<string, buildConnector.connector>();
  return (options, callback) => {
    const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80));
    const reach: Reach = { protocol: options.protocol, hostname: options.hostname, port };
    if (isIP(options.hostname) !== 0) {
      const why = refusal(options.hostname, reach, policy, side);
      if (why !== undefined) return callback(addressRefused(why, reach, side), null);
    }
    const key = `${options.protocol}${port}`;
    let connector = connectors.get(key);
    if (connector === undefined) {
      connector = buildConnector({
        timeout: connectTimeoutMs, allowH2: false, rejectUnauthorized: true, autoSelectFamily: true,
        ...(names?.ca !== undefined && { ca: [...rootCertificates, names.ca] }),
        lookup: checkedLookup({ protocol: options.protocol, port }, policy, side, names),
      } as buildConnector.BuildOptions);
      connectors.set(key, connector);
    }
    connector(options, callback);
  };
}

function checkedLookup(reach: Omit<Reach, 'hostname'>, policy: NetworkPolicy, side: 'own' | 'foreign', names: Names | undefined): LookupFunction {
  return (hostname, options, callback) => {
    const answer = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[], standIn?: Names) => {
      if (error !== null) return callback(error, '', 0);
      const whole = { ...reach, hostname };
      const allowed = addresses.filter(({ address }) => refusal(address, whole, policy, side) === undefined)
        .map((one) => (standIn === undefined ? one : { address: standIn.reach(one.address), family: 4 }));
      const first = allowed[0];
      if (first === undefined) {
        const why = refusal(addresses[0]?.address ?? '', whole, policy, side) ?? 'address';
        return callback(addressRefused(why, whole, side), '', 0);
      }
      if (options.all === true) return callback(null, allowed);
      callback(null, first.address, first.family);
    };
    const known = names?.lookup(hostname);
    if (known !== undefined && names !== undefined) answer(null, known, names);
    else dnsLookup(hostname, { ...options, all: true }, answer);
  };
}
