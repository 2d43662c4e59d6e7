import type {
  Action, Auth, ClientAuth, Connector, Endpoint, Incremental, Limit, OAuth2ClientCredentials, Paginate, Placement, Repeat, Request, Rule, Select, Slot, Wait,
} from '../connector.ts';
import type { Expr } from '../expression.ts';
import { expr, lambda } from './expression.ts';
import { at } from './scalar.ts';
import { count, flag, list, map, object, optional, refuse, tagged, text, word, type Parse, type Variant } from './schema.ts';
import { field, type } from './type.ts';

const placement: Parse<Placement> = tagged<Placement, 'kind'>('kind', {
  header: object<Variant<Placement, 'kind', 'header'>>({ kind: word('header', 'query'), name: text, value: expr, at }),
  query: object<Variant<Placement, 'kind', 'query'>>({ kind: word('header', 'query'), name: text, value: expr, at }),
  basic: object<Variant<Placement, 'kind', 'basic'>>({ kind: word('basic'), username: expr, password: expr, at }),
});

const bareClientAuth = object<Variant<ClientAuth, 'kind', 'basic'>>({ kind: word('basic', 'body', 'json') });
const clientAuth: Parse<ClientAuth> = tagged<ClientAuth, 'kind'>('kind', {
  basic: bareClientAuth, body: bareClientAuth, json: bareClientAuth,
  jwt: object<Variant<ClientAuth, 'kind', 'jwt'>>({ kind: word('jwt'), alg: expr, key: expr, kid: optional(expr), claims: optional(expr) }),
});

const token: Parse<OAuth2ClientCredentials> = object<OAuth2ClientCredentials>({
  kind: word('oauth2'), grant: word('clientCredentials'), tokenUrl: expr, scopes: optional(expr), separator: text, audience: optional(expr), params: optional(expr),
  headers: optional(expr), clientId: optional(expr), clientSecret: optional(expr), clientAuth, token: optional(expr), expires: optional(expr), at,
});

const auth: Parse<Auth> = object<Auth>({ name: text, settings: list(field), secrets: list(field), token: optional(token), placements: list(placement), at });

const slot: Parse<Slot> = object<Slot>({ in: word('query', 'body', 'variables', 'header', 'path'), path: list(text) });

const repeat: Parse<Repeat> = tagged<Repeat, 'kind'>('kind', {
  safe: object<Variant<Repeat, 'kind', 'safe'>>({ kind: word('safe') }),
  key: object<Variant<Repeat, 'kind', 'key'>>({ kind: word('key'), slot }),
  unsafe: object<Variant<Repeat, 'kind', 'unsafe'>>({ kind: word('unsafe') }),
});

type Body = NonNullable<Request['body']>;
const plainBody = object<Variant<Body, 'format', 'json'>>({ format: word('json', 'form', 'raw'), value: expr });
const body: Parse<Body> = tagged<Body, 'format'>('format', {
  json: plainBody, form: plainBody, raw: plainBody,
  graphql: object<Variant<Body, 'format', 'graphql'>>({ format: word('graphql'), document: expr, variables: optional(expr) }),
});

const request: Parse<Request> = object<Request>({
  method: word('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'), path: expr, headers: list(expr), query: list(expr), body: optional(body),
  redirect: word('follow', 'manual'), decode: word('json', 'ndjson', 'text'),
});

const selected = object<Variant<Select, 'kind', 'records'>>({ kind: word('records', 'result'), value: expr, type, key: optional(text), at });
const select: Parse<Select> = tagged<Select, 'kind'>('kind', {
  records: selected, result: selected,
  none: object<Variant<Select, 'kind', 'none'>>({ kind: word('none'), at }),
});

const paging = { while: optional(expr), until: optional(expr), total: optional(expr), at };
const size = object<{ slot?: Slot; value: Expr }>({ slot: optional(slot), value: expr });
const counted = object<Variant<Paginate, 'kind', 'page'>>({ ...paging, kind: word('page', 'offset'), slot, from: optional(expr), size: optional(size) });
const paginate: Parse<Paginate> = tagged<Paginate, 'kind'>('kind', {
  link: object<Variant<Paginate, 'kind', 'link'>>({ ...paging, kind: word('link') }),
  next: object<Variant<Paginate, 'kind', 'next'>>({ ...paging, kind: word('next'), url: expr }),
  cursor: object<Variant<Paginate, 'kind', 'cursor'>>({ ...paging, kind: word('cursor'), slot, value: expr }),
  page: counted, offset: counted,
});

const incremental: Parse<Incremental> = object<Incremental>({
  param: optional(text), by: optional(expr), type: word('datetime', 'date', 'integer', 'decimal', 'number', 'string'), overlap: optional(expr), starting: optional(expr),
  newestFirst: flag, at,
});

const wait: Parse<Wait> = (value, path) => {
  const fromHeader = typeof value === 'object' && value !== null && 'header' in value;
  return (fromHeader
    ? object<Extract<Wait, { header: string }>>({ kind: word('after', 'at'), epoch: flag, header: text })
    : object<Extract<Wait, { value: Expr }>>({ kind: word('after', 'at'), epoch: flag, value: expr }))(value, path);
};

type Retry = Variant<Action, 'kind', 'retry'>;
const bareAction = object<Variant<Action, 'kind', 'refresh'>>({ kind: word('refresh', 'empty') });
const ending = object<Variant<Action, 'kind', 'fail'>>({ kind: word('reject', 'fail'), message: expr });
const action: Parse<Action> = tagged<Action, 'kind'>('kind', {
  retry: object<Retry>({ kind: word('retry'), times: optional(count), backoff: optional(object<NonNullable<Retry['backoff']>>({ from: expr, to: expr })), wait: optional(wait) }),
  refresh: bareAction, empty: bareAction, reject: ending, fail: ending,
  ok: object<Variant<Action, 'kind', 'ok'>>({ kind: word('ok'), value: optional(expr) }),
});

const status = object<{ low: number; high: number }>({ low: count, high: count });
const trigger: Parse<Rule['on'][number]> = (value, path) => {
  if (value === 'network' || value === 'timeout') return value;
  return typeof value === 'string' ? refuse(path, 'a status range, "network" or "timeout"', value) : status(value, path);
};
const rule: Parse<Rule> = object<Rule>({ on: list(trigger), when: optional(expr), action, at });

const by = { by: optional(expr), at };
const limit: Parse<Limit> = tagged<Limit, 'kind'>('kind', {
  rate: object<Variant<Limit, 'kind', 'rate'>>({ ...by, kind: word('rate'), count: expr, per: expr, burst: optional(expr) }),
  concurrent: object<Variant<Limit, 'kind', 'concurrent'>>({ ...by, kind: word('concurrent'), count: expr }),
  day: object<Variant<Limit, 'kind', 'day'>>({ ...by, kind: word('day'), count: expr }),
  remaining: object<Variant<Limit, 'kind', 'remaining'>>({ ...by, kind: word('remaining'), remaining: text, reset: optional(text) }),
  cost: object<Variant<Limit, 'kind', 'cost'>>({ ...by, kind: word('cost'), cost: expr, available: expr, restore: expr }),
});

const endpoint: Parse<Endpoint> = object<Endpoint>({
  name: text, effect: word('read', 'write'), params: list(field), request, select, paginate: optional(paginate), incremental: optional(incremental), rules: list(rule),
  limits: list(limit), timeout: optional(expr), authenticated: flag, repeat, at,
});

export const connector: Parse<Connector> = object<Connector>({
  name: text, version: text, settings: list(field), hosts: list(expr), base: expr, auths: map(auth), endpoints: map(endpoint), check: optional(text),
  functions: map(lambda), at,
});
