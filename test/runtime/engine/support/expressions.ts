import type { At, Expr, TypeName } from '#plan';

// Expressions as lowering writes them, short enough to read in a test.

export const at: At = [0, 1, 1, 1, 10];
/** A place on a line of the first file. */
export const line = (number: number): At => [0, number, 3, number, 20];

export const text = (value: string): Expr => ({ op: 'literal', type: 'string', text: value, at });
export const integer = (value: number): Expr => ({ op: 'literal', type: 'integer', text: String(value), at });
export const duration = (value: string): Expr => ({ op: 'literal', type: 'duration', text: value, at });
/** `order.customer.id` over the names of the record; `body.items` and the like with another scope. */
export const path = (dotted: string, scope: 'record' | 'response' | 'param' | 'setting' | 'input' | 'local' | 'use' = 'record'): Expr => {
  const [name = '', ...keys] = dotted.split('.');
  return keys.reduce<Expr>((of, key) => ({ op: 'get', of, key: text(key), optional: false, at }), { op: 'name', scope, name, at });
};
export const object = (members: Record<string, Expr>): Expr => ({
  op: 'object', at, entries: Object.entries(members).map(([key, value]) => ({ kind: 'pair', key, value, optional: false })),
});
export const method = (of: Expr, on: TypeName, name: string, ...args: Expr[]): Expr => ({ op: 'method', on, name, of, args, optional: false, at });
export const binary = (left: Expr, operator: Extract<Expr, { op: 'binary' }>['operator'], right: Expr, on: TypeName = 'any'): Expr => ({ op: 'binary', operator, on, left, right, at });
export const template = (use: Extract<Expr, { op: 'template' }>['use'], ...parts: (string | Expr)[]): Expr => ({ op: 'template', use, parts, at });
export const lambda = (params: string[], body: Expr): Expr => ({ op: 'lambda', params, body, at });
export const rejecting = (message: string): Expr => ({ op: 'reject', message: text(message), at });
export const conditional = (condition: Expr, yes: Expr, no: Expr): Expr => {
  // oxlint-disable-next-line unicorn/no-thenable -- the plan's own name
  return { op: 'conditional', condition, then: yes, else: no, at };
};
