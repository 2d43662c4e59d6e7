import type { IncomingHttpHeaders } from 'node:http';
import type { Value } from '../expression/contract.ts';
import { DateTime } from '../expression/values.ts';
import { decodeBody, decodeLeniently } from './formats/decode.ts';
import type { Request } from '#plan';
import type { Answer, Outgoing } from './http/exchange.ts';

/** The names that expressions of `on`, `result`, `records`, `paginate` and `expires` see: `status header body request records page offset`. */
export type ResponseScope = Record<string, Value>;

/** The names of one answer. The body is decoded when it is first read, once. */
export function responseScope(answer: Answer, request: Outgoing, decode: Request['decode'], extra: { key: string | undefined; time: number }): ResponseScope {
  let body: Value;
  let decoded = false;
  let header: object | undefined;
  return {
    status: answer.status,
    get header() { return header ??= headerView(answer.headers); },
    get body() {
      if (!decoded) {
        body = answer.status >= 200 && answer.status < 300 ? decodeBody(decode, answer, request.method) : decodeLeniently(answer);
        decoded = true;
      }
      return body;
    },
    request: requestView(request, extra),
  };
}

/** The names where there is no answer: a network error or a timeout. */
export function failureScope(request: Outgoing, extra: { key: string | undefined; time: number }): ResponseScope {
  return { status: null, header: headerView({}), body: null, request: requestView(request, extra) };
}

/** `request`, before it is built: what is known then. */
export function earlyRequest(method: string, { key, time }: { key: string | undefined; time: number }): Record<string, Value> {
  return { method, idempotencyKey: key ?? null, time: new DateTime(time) };
}

function requestView(request: Outgoing, extra: { key: string | undefined; time: number }): Record<string, Value> {
  return {
    ...earlyRequest(request.method, extra),
    get url() { return request.url.href; },
    get path() { return request.url.pathname; },
    get query() { return Object.fromEntries(request.url.searchParams); },
    get header() { return headerView(request.headers); },
    get raw() { return request.body ?? ''; },
  };
}

/** Headers by name in any case; one that was sent several times is joined with `, `. */
function headerView(headers: IncomingHttpHeaders): object {
  const value = (name: string | symbol) => {
    const found = typeof name === 'string' ? headers[name.toLowerCase()] : undefined;
    return Array.isArray(found) ? found.join(', ') : found;
  };
  return new Proxy({}, {
    get: (_target, name) => value(name),
    has: (_target, name) => value(name) !== undefined,
    ownKeys: () => Object.keys(headers),
    getOwnPropertyDescriptor: (_target, name) => {
      const found = value(name);
      return found === undefined ? undefined : { value: found, enumerable: true, configurable: true, writable: false };
    },
  });
}
