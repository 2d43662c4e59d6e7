import type { Expr, Lambda } from './expression.ts';
import type { At, Field, Type } from './type.ts';

/** One connector as a plan needs it: what all its requests share, and the endpoints that are reached. */
export interface Connector {
  name: string;
  version: string;
  settings: Field[];
  /** Host patterns as texts (`*.myshopify.com`), or expressions over settings that name a host or a URL. Empty: only the host of `base`. */
  hosts: Expr[];
  base: Expr;
  auths: Record<string, Auth>;
  endpoints: Record<string, Endpoint>;
  /** The endpoint that tries an instance. */
  check?: string;
  /** Functions of the connector and of what it imports, by the id that `apply` names. */
  functions: Record<string, Lambda>;
  at: At;
}

/** A way of signing in: what the user must supply, how a token is got, what goes on each request. */
export interface Auth {
  name: string;
  settings: Field[];
  secrets: Field[];
  token?: OAuth2ClientCredentials;
  /** Without one an OAuth 2 token goes as `Authorization: Bearer` (RFC 6750). */
  placements: Placement[];
  at: At;
}

export type Placement = { at: At } & (
  | { kind: 'header' | 'query'; name: string; value: Expr }
  | { kind: 'basic'; username: Expr; password: Expr }
);

/** RFC 6749 section 4.4. */
export interface OAuth2ClientCredentials {
  kind: 'oauth2';
  grant: 'clientCredentials';
  tokenUrl: Expr;
  /** A list of texts, joined with `separator`. */
  scopes?: Expr;
  separator: string;
  audience?: Expr;
  /** Objects whose members are added to the token request. */
  params?: Expr;
  headers?: Expr;
  clientId?: Expr;
  clientSecret?: Expr;
  clientAuth: ClientAuth;
  /** The token and its life (seconds, a duration or a datetime) in the answer; `access_token` and `expires_in` unless given. */
  token?: Expr;
  expires?: Expr;
  at: At;
}

/** RFC 6749 section 2.3.1; `jwt` is RFC 7523 section 2.2. Claims that are not given: iss and sub the client id, aud the token URL, iat, exp, jti. */
export type ClientAuth =
  | { kind: 'basic' | 'body' | 'json' }
  | { kind: 'jwt'; alg: Expr; key: Expr; kid?: Expr; claims?: Expr };

/** `write` is what a dry run leaves out. */
export type Effect = 'read' | 'write';

export interface Endpoint {
  name: string;
  effect: Effect;
  params: Field[];
  request: Request;
  select: Select;
  paginate?: Paginate;
  incremental?: Incremental;
  /** The endpoint's rules, then the connector's; the first that fits decides. */
  rules: Rule[];
  limits: Limit[];
  /** A duration. */
  timeout?: Expr;
  /** False where the endpoint says `auth none`. */
  authenticated: boolean;
  repeat: Repeat;
  at: At;
}

/** Whether a request may be sent again: by its method or declaration, with a key in a slot, or not. */
export type Repeat = { kind: 'safe' } | { kind: 'key'; slot: Slot } | { kind: 'unsafe' };

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  /** A path, appended to `base`, or a whole URL. */
  path: Expr;
  /** Objects, the connector's first; a later one wins, header names in any case. Null values are not sent. */
  headers: Expr[];
  /** Objects, the connector's first. Null values are not sent, an array is repeated. */
  query: Expr[];
  body?: { format: 'json' | 'form' | 'raw'; value: Expr } | { format: 'graphql'; document: Expr; variables?: Expr };
  /** `manual` makes 3xx an answer. */
  redirect: 'follow' | 'manual';
  decode: 'json' | 'ndjson' | 'text';
}

/** How the answer becomes records or a result. `type` is that of one record, or of the result. */
export type Select = { at: At } & (
  | { kind: 'records' | 'result'; value: Expr; type: Type; key?: string }
  | { kind: 'none' }
);

/** Where a value goes into the request: `query.after`, `query['page[after]']`, `body.page.after`, `header['X-Cursor']`, `path.day`. */
export interface Slot { in: 'query' | 'body' | 'variables' | 'header' | 'path'; path: string[] }

export type Paginate = { at: At; while?: Expr; until?: Expr; total?: Expr } & (
  | { kind: 'link' }
  | { kind: 'next'; url: Expr }
  | { kind: 'cursor'; slot: Slot; value: Expr }
  | { kind: 'page' | 'offset'; slot: Slot; from?: Expr; size?: { slot?: Slot; value: Expr } }
);

/** `by` reads the mark from the name `record` of scope `response`, or is absent where the mark is the time of the request. */
export interface Incremental {
  param?: string;
  by?: Expr;
  /** The type in which marks are compared and kept. */
  type: 'datetime' | 'date' | 'integer' | 'decimal' | 'number' | 'string';
  /** A duration. */
  overlap?: Expr;
  starting?: Expr;
  newestFirst: boolean;
  at: At;
}

export interface Rule {
  on: ({ low: number; high: number } | 'network' | 'timeout')[];
  when?: Expr;
  action: Action;
  at: At;
}

export type Action =
  | { kind: 'retry'; times?: number; backoff?: { from: Expr; to: Expr }; wait?: Wait }
  | { kind: 'refresh' | 'empty' }
  | { kind: 'ok'; value?: Expr }
  | { kind: 'reject' | 'fail'; message: Expr };

/** `after`: seconds (also fractional), a duration, or an HTTP date; `at`: a datetime, or seconds since 1970 where `epoch`. */
export type Wait = { kind: 'after' | 'at'; epoch: boolean } & ({ header: string } | { value: Expr });

export type Limit = { at: At; by?: Expr } & (
  | { kind: 'rate'; count: Expr; per: Expr; burst?: Expr }
  | { kind: 'concurrent'; count: Expr }
  | { kind: 'day'; count: Expr }
  | { kind: 'remaining'; remaining: string; reset?: string }
  | { kind: 'cost'; cost: Expr; available: Expr; restore: Expr }
);
