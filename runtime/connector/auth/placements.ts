import type { Auth, Lambda } from '#plan';
import type { Frame, Value } from '../../expression/contract.ts';
import { compile } from '../../expression/index.ts';
import type { Outgoing } from '../http/exchange.ts';
import { noHeaders, setHeader, type Headers } from '../http/headers.ts';
import { textOf } from '../text.ts';

/** What signing in puts on every request. */
export interface Credentials { headers: Headers; query: [string, string][] }

type Place = (frame: Frame, credentials: Credentials) => void;

/** Compiles `header`, `query` and `basic` of an auth; an OAuth 2 token without any of them goes as a bearer token (RFC 6750). */
export function compilePlacements(auth: Auth, functions: Readonly<Record<string, Lambda>>): (frame: Frame) => Credentials {
  const places = auth.placements.map((placement): Place => {
    if (placement.kind === 'basic') {
      const username = compile(placement.username, functions);
      const password = compile(placement.password, functions);
      return (frame, { headers }) => {
        // RFC 7617, in UTF-8.
        const pair = `${textOf(username(frame), 'The user name')}:${textOf(password(frame), 'The password')}`;
        setHeader(headers, 'Authorization', `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`);
      };
    }
    const { kind, name } = placement;
    const value = compile(placement.value, functions);
    return (frame, { headers, query }) => {
      const given = value(frame);
      if (given === null || given === undefined) return;
      if (kind === 'header') setHeader(headers, name, textOf(given, `The header ${name}`));
      else query.push([name, textOf(given, `The query's ${name}`)]);
    };
  });
  if (auth.token !== undefined && places.length === 0) {
    places.push((frame, { headers }) => setHeader(headers, 'Authorization', `Bearer ${textOf((frame.grant as Record<string, Value>)['token'], 'The token')}`));
  }
  return (frame) => {
    const credentials: Credentials = { headers: noHeaders(), query: [] };
    for (const place of places) place(frame, credentials);
    return credentials;
  };
}

/** The request with credentials on it; they win over what the endpoint says. */
export function withCredentials(request: Outgoing, { headers, query }: Credentials): Outgoing {
  const sent = noHeaders();
  Object.assign(sent, request.headers, headers);
  if (query.length === 0) return { ...request, headers: sent };
  const url = new URL(request.url);
  const names = new Set(query.map(([name]) => name));
  const kept = url.search.slice(1).split('&').filter((pair) => pair !== '' && !names.has(decode(pair.split('=', 1)[0] ?? '')));
  url.search = [...kept, ...query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)].join('&');
  return { ...request, url, headers: sent };
}

/** The request for a host that is not the connector's: nothing on it that says who we are. */
export function withoutCredentials(request: Outgoing): Outgoing {
  const { authorization: _authorization, cookie: _cookie, 'proxy-authorization': _proxy, ...headers } = request.headers;
  return { ...request, headers };
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}
