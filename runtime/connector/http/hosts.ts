import { isIP } from 'node:net';
import type { Expr } from '#plan';
import { PatchbayError } from '../../errors.ts';

/** One entry of `hosts`: an origin, or with `wildcard` every host below it (`*.example.com`, the name itself not). */
interface HostPattern { protocol: 'https:' | 'http:'; host: string; port: string; wildcard: boolean; literal: boolean }

/** Which hosts are the connector's own (SECURITY.md 2). */
export interface Hosts {
  /** `base` as requests use it, with the instance's `baseUrl`; its path has no slash at the end. */
  readonly base: URL;
  /** `base` as the connector names it. */
  readonly vendorBase: URL;
  /** Puts the instance's own origin in the place of the vendor's. Every URL passes here, whether declared or from data. */
  rehome(url: URL): URL;
  covers(url: URL): boolean;
  /** Where credentials may go, sorted: `https://host`, `https://*.host`, with the port where it is not the usual one. */
  readonly origins: string[];
  /** Every origin stands in the connector's text: no setting and no `baseUrl` names one. */
  readonly literal: boolean;
}

export interface HostsOptions {
  connector: string;
  instance: string;
  /** The values of `hosts`, each with whether it stands in the text. */
  entries: readonly { value: unknown; literal: boolean }[];
  base: string;
  baseIsLiteral: boolean;
  baseUrl: string | undefined;
}

/** Reads `hosts`, `base` and `baseUrl`. Throws `PatchbayError` where they are no hosts or `base` is not covered. */
export function readHosts(options: HostsOptions): Hosts {
  const vendorBase = parseBase(options.base, `\`base\` of ${options.connector}`, 'Check the settings of the instance.');
  const own = options.baseUrl === undefined ? vendorBase : parseBase(options.baseUrl, `\`baseUrl\` of the instance ${options.instance}`, 'It must begin with https:// or http://.');
  const patterns = options.entries.flatMap(({ value, literal }) => (Array.isArray(value) ? value : [value]).map((entry) => parsePattern(entry, literal, options.connector)));
  const patternOfBase = patterns.find((pattern) => fits(pattern, vendorBase));
  if (patternOfBase === undefined && patterns.length > 0 && !options.baseIsLiteral) {
    throw new PatchbayError('host-not-allowed', `${vendorBase.host} is not one of the hosts of ${options.connector}.`, {
      remedy: `A setting of the instance ${options.instance} leads to another host than \`hosts\` allows: ${patterns.map(originOf).join(', ')}.`,
    });
  }
  const moved = own.origin !== vendorBase.origin;
  const base = rehomeTo(vendorBase, vendorBase, own);
  const accepted = moved ? patterns.filter((pattern) => !fits(pattern, vendorBase)) : patterns;
  const origins = [...new Set([base.origin, ...accepted.map(originOf)])].sort();
  return {
    base, vendorBase, origins,
    literal: !moved && patterns.every((pattern) => pattern.literal) && (options.baseIsLiteral || patternOfBase !== undefined),
    rehome: (url) => (moved ? rehomeTo(url, vendorBase, own) : url),
    covers: (url) => url.origin === base.origin || accepted.some((pattern) => fits(pattern, url)),
  };
}

/** True where the expression is a plain text, so that no setting has a say in it. */
export function isLiteral(expr: Expr): boolean {
  if (expr.op === 'literal') return true;
  if (expr.op === 'template') return expr.parts.every((part) => typeof part === 'string' || isLiteral(part));
  return expr.op === 'array' && expr.items.every((item) => isLiteral(item.value));
}

function rehomeTo(url: URL, vendor: URL, own: URL): URL {
  if (url.origin !== vendor.origin || vendor.origin === own.origin) return url;
  return new URL(url.pathname + url.search + url.hash, own.origin);
}

function parseBase(text: string, what: string, remedy: string): URL {
  let url;
  try {
    url = new URL(text);
  } catch {
    throw new PatchbayError('invalid-url', `${what} is no URL: ${text}`, { remedy });
  }
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '') {
    throw new PatchbayError('invalid-url', `${what} must be an http or https URL without user and password.`, { remedy });
  }
  return url;
}

function parsePattern(entry: unknown, literal: boolean, connector: string): HostPattern {
  const text = typeof entry === 'string' ? entry.trim() : '';
  const wildcard = text.startsWith('*.');
  const rest = wildcard ? text.slice(2) : text;
  const url = URL.canParse(rest.includes('://') ? rest : `https://${rest}`) ? new URL(rest.includes('://') ? rest : `https://${rest}`) : undefined;
  const host = url?.hostname ?? '';
  const broad = wildcard && (!host.includes('.') || isIP(host) !== 0);
  if (url === undefined || text === '' || host.includes('*') || broad || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new PatchbayError('invalid-host', `\`hosts\` of ${connector} has an entry that is no host: ${JSON.stringify(entry) ?? 'nothing'}`, {
      remedy: 'An entry is a host (`api.example.com`), a pattern (`*.example.com`), or a setting that holds a host or a URL.',
    });
  }
  return { protocol: url.protocol, host, port: url.port, wildcard, literal };
}

function fits(pattern: HostPattern, url: URL): boolean {
  return url.protocol === pattern.protocol && url.port === pattern.port
    && (pattern.wildcard ? url.hostname.endsWith(`.${pattern.host}`) : url.hostname === pattern.host);
}

function originOf({ protocol, host, port, wildcard }: HostPattern): string {
  return `${protocol}//${wildcard ? '*.' : ''}${host}${port === '' ? '' : `:${port}`}`;
}
