import { BlockList, isIP } from 'node:net';
import type { NetworkPolicy } from '../../ports.ts';

/** What an IP address leads to. `metadata` answers with a machine's credentials in a cloud. */
export type AddressKind = 'public' | 'loopback' | 'private' | 'link-local' | 'metadata' | 'reserved';

const ranges: [AddressKind, (list: BlockList) => void][] = [
  ['metadata', (list) => { list.addAddress('169.254.169.254'); list.addAddress('100.100.100.200'); list.addAddress('fd00:ec2::254', 'ipv6'); }],
  ['loopback', (list) => { list.addSubnet('127.0.0.0', 8); list.addAddress('::1', 'ipv6'); }],
  ['link-local', (list) => { list.addSubnet('169.254.0.0', 16); list.addSubnet('fe80::', 10, 'ipv6'); }],
  ['private', (list) => {
    for (const [net, bits] of [['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['100.64.0.0', 10]] as const) list.addSubnet(net, bits);
    list.addSubnet('fc00::', 7, 'ipv6');
    list.addSubnet('fec0::', 10, 'ipv6');
  }],
  // RFC 6890: "this network", protocol assignments, benchmarks, multicast, future use. Tests use the documentation networks as public.
  ['reserved', (list) => {
    for (const [net, bits] of [['0.0.0.0', 8], ['192.0.0.0', 24], ['198.18.0.0', 15], ['224.0.0.0', 4], ['240.0.0.0', 4]] as const) list.addSubnet(net, bits);
    list.addAddress('::', 'ipv6');
    list.addSubnet('ff00::', 8, 'ipv6');
    list.addSubnet('100::', 64, 'ipv6');
  }],
];
const lists = ranges.map(([kind, fill]) => {
  const list = new BlockList();
  fill(list);
  return { kind, list };
});

/** Classifies an address; IPv4 inside IPv6 (mapped, NAT64, 6to4) is judged as the IPv4 address it is. */
export function addressKind(address: string): AddressKind {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const family = isIP(plain);
  if (family === 0) return 'reserved';
  const inner = family === 6 ? embeddedIPv4(plain) : undefined;
  if (inner !== undefined) return addressKind(inner);
  return lists.find(({ list }) => list.check(plain, family === 6 ? 'ipv6' : 'ipv4'))?.kind ?? 'public';
}

/** `::ffff:a.b.c.d`, `::a.b.c.d`, `64:ff9b::a.b.c.d`, `2002:aabb:ccdd::`; not `::` and `::1`. */
function embeddedIPv4(address: string): string | undefined {
  const groups = expand(address);
  const zeros = (from: number, to: number) => groups.slice(from, to).every((group) => group === 0);
  if (groups[0] === 0x2002) return dotted(groups[1], groups[2]);
  if (groups[0] === 0x64 && groups[1] === 0xff9b && zeros(2, 6)) return dotted(groups[6], groups[7]);
  if (!zeros(0, 5)) return undefined;
  if (groups[5] === 0xffff) return dotted(groups[6], groups[7]);
  return groups[5] === 0 && groups[6] !== 0 ? dotted(groups[6], groups[7]) : undefined;
}

function dotted(high = 0, low = 0): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight 16-bit groups of a valid IPv6 address. */
function expand(address: string): number[] {
  // The URL parser writes a dotted tail as two groups.
  const text = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = text.split('::');
  const left = groupsOf(head);
  const right = groupsOf(tail ?? '');
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right];
}

function groupsOf(part: string): number[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
}

export interface Reach { protocol: string; hostname: string; port: number }

/** True where the machine's owner trusts this host (`host` or `host:port`). */
export function isTrusted(policy: NetworkPolicy, { hostname, port }: Pick<Reach, 'hostname' | 'port'>): boolean {
  const name = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return policy.trustedHosts.some((trusted) => {
    const host = trusted.toLowerCase().replace(/^\[|\]$/g, '');
    return host === name || host === `${name}:${port}` || host === `[${name}]:${port}` || trusted.toLowerCase() === `[${name}]:${port}`;
  });
}

/**
 * Why a connection to this address is refused, or undefined. `own` are the connector's hosts; `foreign` is a host that came from data, to which
 * consents do not apply (SECURITY.md 2).
 */
export function refusal(address: string, reach: Reach, policy: NetworkPolicy, side: 'own' | 'foreign'): 'address' | 'plain-http' | undefined {
  const kind = addressKind(address);
  const plain = reach.protocol === 'http:';
  if (side === 'foreign') return kind !== 'public' ? 'address' : plain ? 'plain-http' : undefined;
  if (kind === 'loopback' && policy.allowLocal) return undefined;
  const trusted = isTrusted(policy, reach);
  // A name may be pointed at the metadata service later: only the address itself can be trusted.
  if (kind === 'metadata' || kind === 'link-local') return trusted && isIP(reach.hostname) !== 0 ? undefined : 'address';
  if (kind !== 'public' && !trusted) return 'address';
  return plain && !trusted ? 'plain-http' : undefined;
}
