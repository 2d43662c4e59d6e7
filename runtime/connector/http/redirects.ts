import { PatchbayError } from '../../errors.ts';
import type { Answer, Outgoing, Transport } from './exchange.ts';
import type { Failure } from './failures.ts';
import type { Hosts } from './hosts.ts';

const most = 5;

export interface FollowOptions {
  transport: Transport;
  hosts: Hosts;
  redirect: 'follow' | 'manual';
  timeoutMs: number;
  signal: AbortSignal;
  /** The request with credentials on it (own hosts), or with nothing that says who we are (others). */
  prepare(request: Outgoing, side: 'own' | 'foreign'): Outgoing;
}

/**
 * What came in the end, and the request that brought it, without credentials: expressions of an endpoint see it, and what they see may go
 * anywhere (SECURITY.md 1).
 */
export type Followed = ({ answer: Answer } | { failure: Failure }) & { request: Outgoing };

/**
 * Sends a request and follows redirects by hand (RFC 9110 section 15.4): 307 and 308 keep method and body, 303 becomes a GET. A 301 or 302 of a
 * write is not followed, since clients turn it into a GET and the write is lost unseen. Another host gets no credentials, and no body.
 */
export async function sendFollowing(first: Outgoing, { transport, hosts, redirect, timeoutMs, signal, prepare }: FollowOptions): Promise<Followed> {
  let request = first;
  for (let count = 0; ; count++) {
    const side = hosts.covers(request.url) ? 'own' : 'foreign';
    if (side === 'foreign' && request.body !== undefined) {
      throw new PatchbayError('host-not-allowed', `${request.url.host} is not one of the connector's hosts, so no data was sent to it.`, {
        remedy: 'If this host belongs to the system, add it to `hosts` of the connector.',
      });
    }
    const prepared = prepare(request, side);
    const sent = await transport.send(side, prepared, { timeoutMs, signal });
    if ('failure' in sent) return { failure: sent.failure, request };
    const location = redirect === 'follow' ? redirectTarget(sent.answer) : undefined;
    if (location === undefined) return { answer: { ...sent.answer, url: request.url }, request };
    if (count === most) {
      throw new PatchbayError('too-many-redirects', `${first.url.host} redirects in a circle: ${most} redirects were followed.`, { remedy: 'Check the address of the instance and the connector\'s `base`.' });
    }
    request = redirected(request, sent.answer, hosts.rehome(location));
  }
}

function redirectTarget({ status, headers, url }: Answer): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || headers.location === undefined) return undefined;
  if (!URL.canParse(headers.location, url.href)) return undefined;
  const target = new URL(headers.location, url.href);
  target.hash = '';
  return target.protocol === 'https:' || target.protocol === 'http:' ? target : undefined;
}

function redirected(request: Outgoing, { status, url }: Answer, target: URL): Outgoing {
  const reading = request.method === 'GET' || request.method === 'HEAD';
  if (reading || status === 307 || status === 308) return { ...request, url: target };
  if (status !== 303) {
    throw new PatchbayError('unexpected-redirect', `${request.method} ${url.host}${url.pathname} was redirected to ${target.host}${target.pathname} (${status}), where it would have become a GET.`, {
      status, remedy: 'Check `base`: the API has moved, or wants https. Where the redirect is the answer, write `redirect manual` in the endpoint.',
    });
  }
  const { 'content-type': _type, ...headers } = request.headers;
  return { url: target, method: 'GET', headers, body: undefined };
}
