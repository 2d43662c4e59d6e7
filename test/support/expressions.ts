import type { At, Expr, Scope } from '#plan';

/** Short spellings of plan expressions, so that a test shows what it means. */
export const at: At = [0, 1, 1, 1, 1];

export const text = (value: string): Expr => ({ op: 'literal', type: 'string', text: value, at });
export const integer = (value: number): Expr => ({ op: 'literal', type: 'integer', text: String(value), at });
export const duration = (value: string): Expr => ({ op: 'literal', type: 'duration', text: value, at });
export const flag = (value: boolean): Expr => ({ op: 'literal', type: 'boolean', text: String(value), at });
export const nothing: Expr = { op: 'literal', type: 'null', text: 'null', at };
const name = (scope: Scope) => (named: string): Expr => ({ op: 'name', scope, name: named, at });
export const setting = name('setting');
export const secret = name('secret');
export const param = name('param');
export const response = name('response');
export const grant = name('grant')('grant');

/** `of.a['x-y']`, or with `?.` where `optional`. */
export function get(of: Expr, ...path: string[]): Expr {
  return path.reduce<Expr>((whole, key) => ({ op: 'get', of: whole, key: text(key), optional: false, at }), of);
}

/** `of?.a?.b` */
export function maybe(of: Expr, ...path: string[]): Expr {
  return path.reduce<Expr>((whole, key) => ({ op: 'get', of: whole, key: text(key), optional: true, at }), of);
}

export function object(members: Record<string, Expr>): Expr {
  return { op: 'object', entries: Object.entries(members).map(([key, value]) => ({ kind: 'pair', key, value, optional: false })), at };
}

export const list = (...items: Expr[]): Expr => ({ op: 'array', items: items.map((value) => ({ spread: false, value })), at });

export function template(use: 'text' | 'message' | 'path' | 'url', ...parts: (string | Expr)[]): Expr {
  return { op: 'template', use, parts, at };
}

export function binary(left: Expr, operator: Extract<Expr, { op: 'binary' }>['operator'], right: Expr): Expr {
  return { op: 'binary', operator, on: 'any', left, right, at };
}

export function method(of: Expr, on: Extract<Expr, { op: 'method' }>['on'], called: string, ...args: Expr[]): Expr {
  return { op: 'method', on, name: called, of, args, optional: false, at };
}

/** `body.a.b` of the answer. */
export const body = (...path: string[]): Expr => get(response('body'), ...path);
