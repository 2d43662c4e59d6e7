import type { Auth, Connector, Endpoint, Expr, Field, Paginate, Rule, Select, Type } from '#plan';
import { at, body, text } from './expressions.ts';

const anything: Type = { kind: 'any' };

/** A field of a setting, secret or parameter; required unless said otherwise. */
export function field(name: string, details: Partial<Field> = {}): Field {
  return { name, type: { kind: 'scalar', name: 'string' }, optional: false, at, ...details };
}

export function connector(details: Partial<Connector> = {}): Connector {
  return { name: 'shelf', version: '1.0.0', settings: [], hosts: [], base: text('https://api.shelf.example'), auths: {}, endpoints: {}, functions: {}, at, ...details };
}

export function auth(details: Partial<Auth> = {}): Auth {
  return { name: 'key', settings: [], secrets: [], placements: [], at, ...details };
}

type RequestDetails = Partial<Endpoint['request']>;

/** A GET of `/things` whose whole body is the result. */
export function endpoint(details: Partial<Omit<Endpoint, 'request'>> & { request?: RequestDetails } = {}): Endpoint {
  const { request, ...others } = details;
  return {
    name: 'things', effect: 'read', params: [], select: result(body()), rules: [], limits: [], authenticated: true, repeat: { kind: 'safe' }, at, ...others,
    request: { method: 'GET', path: text('/things'), headers: [], query: [], redirect: 'follow', decode: 'json', ...request },
  };
}

export const result = (value: Expr): Select => ({ kind: 'result', value, type: anything, at });
export const records = (value: Expr): Select => ({ kind: 'records', value, type: anything, at });

type Distributed<Union> = Union extends unknown ? Omit<Union, 'at'> : never;
export const paginate = (details: Distributed<Paginate>): Paginate => ({ ...details, at }) as Paginate;
export const rule = (on: Rule['on'] | number, action: Rule['action'], when?: Expr): Rule => (
  { on: typeof on === 'number' ? [{ low: on, high: on }] : on, action, at, ...(when !== undefined && { when }) });
