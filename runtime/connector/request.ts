import type { Endpoint, Lambda } from '#plan';
import { PatchbayError } from '../errors.ts';
import { compile } from '../expression/index.ts';
import type { Evaluate, Frame, Value } from '../expression/contract.ts';
import { formBody, jsonBody, queryText, rawBody, type EncodedBody } from './formats/encode.ts';
import { acceptedEncodings } from './http/body.ts';
import type { Outgoing } from './http/exchange.ts';
import { noHeaders, setHeader, setHeaders } from './http/headers.ts';
import type { Hosts } from './http/hosts.ts';
import { withSlot, type Filled } from './slots.ts';
import { sentEntries, textOf } from './text.ts';

type Functions = Readonly<Record<string, Lambda>>;

/** Makes the request of an endpoint, without credentials. `followed` is a whole URL that an answer gave: it replaces path and query. */
export type BuildRequest = (frame: Frame, filled: readonly Filled[], followed?: URL) => Outgoing;

/** Compiles the parts of a request once. */
export function compileRequest({ request, repeat }: Endpoint, functions: Functions, hosts: Hosts): BuildRequest {
  const path = compile(request.path, functions);
  const headers = request.headers.map((expr) => compile(expr, functions));
  const query = request.query.map((expr) => compile(expr, functions));
  const body = request.body === undefined ? undefined : compileBody(request.body, functions);
  const accept = request.decode === 'text' ? '*/*' : request.decode === 'ndjson' ? 'application/x-ndjson, application/json' : 'application/json';
  const key = repeat.kind === 'key' ? repeat.slot : undefined;

  return (frame, filled, followed) => {
    if (key !== undefined) {
      const value = (frame.response['request'] as Record<string, Value>)['idempotencyKey'];
      if (typeof value === 'string') filled = [...filled, { slot: key, value }];
    }
    const sent = noHeaders();
    sent['accept'] = accept;
    sent['accept-encoding'] = acceptedEncodings;
    sent['user-agent'] = 'patchbay';
    for (const part of headers) setHeaders(sent, part(frame));
    for (const { slot, value } of filled) {
      if (slot.in === 'header' && value !== null && value !== undefined) setHeader(sent, slot.path[0] ?? '', textOf(value, `The header ${slot.path[0]}`));
    }
    const content = body?.(frame, filled);
    if (content !== undefined && sent['content-type'] === undefined) sent['content-type'] = content.type;
    const url = followed ?? declaredUrl(frame, filled);
    return { url, method: request.method, headers: sent, body: content?.content };
  };

  function declaredUrl(frame: Frame, filled: readonly Filled[]): URL {
    const inPath = filled.filter(({ slot }) => slot.in === 'path');
    const scope = inPath.length === 0 ? frame
      : { ...frame, param: inPath.reduce<Record<string, Value>>((param, { slot, value }) => withSlot(param, slot.path, value) as Record<string, Value>, { ...frame.param }) };
    const text = textOf(path(scope), 'The path');
    const url = resolvePath(text, hosts);
    const pairs = new Map<string, Value>();
    for (const part of query) for (const [name, value] of Object.entries((part(frame) ?? {}) as object)) pairs.set(name, value);
    for (const { slot, value } of filled) if (slot.in === 'query') pairs.set(slot.path.join('.'), value);
    const added = queryText([...pairs]);
    if (added !== '') url.search = url.search.length > 1 ? `${url.search}&${added}` : added;
    return url;
  }
}

/** A whole URL, or a path below `base`. */
function resolvePath(text: string, hosts: Hosts): URL {
  if (/^https?:\/\//i.test(text)) {
    if (!URL.canParse(text)) throw new PatchbayError('invalid-url', `The endpoint's address is no URL: ${text}`, { scope: 'record' });
    return hosts.rehome(new URL(text));
  }
  const folder = hosts.base.pathname.replace(/\/+$/, '');
  return new URL(`${hosts.base.origin}${folder}${text === '' || /^[/?]/.test(text) ? text : `/${text}`}`);
}

function compileBody(body: NonNullable<Endpoint['request']['body']>, functions: Functions): (frame: Frame, filled: readonly Filled[]) => EncodedBody {
  if (body.format === 'graphql') return compileGraphql(body, functions);
  const value = compile(body.value, functions);
  const encode = { json: jsonBody, form: formBody, raw: rawBody }[body.format];
  return (frame, filled) => encode(fill(value(frame), filled, 'body'));
}

/** A GraphQL request over HTTP: `{ "query": …, "variables": … }`. */
function compileGraphql(body: { document: Parameters<typeof compile>[0]; variables?: Parameters<typeof compile>[0] }, functions: Functions): (frame: Frame, filled: readonly Filled[]) => EncodedBody {
  const document = compile(body.document, functions);
  const variables: Evaluate = body.variables === undefined ? () => undefined : compile(body.variables, functions);
  return (frame, filled) => {
    const given = variables(frame);
    const values = fill(given === undefined ? undefined : Object.fromEntries(sentEntries(given, '`variables`')), filled, 'variables');
    return jsonBody(fill({ query: document(frame), ...(values !== undefined && { variables: values }) }, filled, 'body'));
  };
}

function fill(value: Value, filled: readonly Filled[], place: 'body' | 'variables'): Value {
  return filled.reduce((whole, { slot, value: part }) => (slot.in === place && part !== null && part !== undefined ? withSlot(whole, slot.path, part) : whole), value);
}
