import { builtins } from '../builtins/index.ts';
import type { Entry, Expr, Lambda, Scope } from '../expression.ts';
import { flag, lazy, list, object, optional, PlanError, refuse, tagged, text, word, type Parse, type Variant } from './schema.ts';
import { at, format, scalar, typeName } from './scalar.ts';

type Of<K extends Expr['op']> = Variant<Expr, 'op', K>;

const scope: Parse<Scope> = word('record', 'local', 'input', 'setting', 'secret', 'param', 'response', 'grant', 'use');

/** How the text of a literal is spelled, by its type. */
const spellings: Record<Of<'literal'>['type'], RegExp> = {
  string: /^/, integer: /^-?\d+$/, decimal: /^-?\d+(?:\.\d+)?$/, number: /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/, boolean: /^(?:true|false)$/,
  duration: /^\d+(?:ms|s|m|h|d)$/, null: /^/,
};

const literalShape = object<Of<'literal'>>({ op: word('literal'), type: word('string', 'integer', 'decimal', 'number', 'boolean', 'duration', 'null'), text, at });
const literal: Parse<Of<'literal'>> = (value, path) => {
  const parsed = literalShape(value, path);
  return spellings[parsed.type].test(parsed.text) ? parsed : refuse(`${path}.text`, `a literal of type ${parsed.type}`, parsed.text);
};

const globals = new Set(builtins.filter((builtin) => builtin.on === undefined).map((builtin) => builtin.name));
const methods = new Set(builtins.filter((builtin) => builtin.on !== undefined).flatMap((builtin) => [`${builtin.on}.${builtin.name}`, `any.${builtin.name}`]));
const common = new Set(builtins.filter((builtin) => builtin.on === 'any').map((builtin) => builtin.name));

const methodShape = lazy(() => object<Of<'method'>>({ op: word('method'), on: typeName, name: text, of: expr, args: list(expr), optional: flag, at }));
const method: Parse<Of<'method'>> = (value, path) => {
  const parsed = methodShape(value, path);
  if (!methods.has(`${parsed.on}.${parsed.name}`) && !common.has(parsed.name)) throw new PlanError(`${path}.name`, `${parsed.on} has no method \`${parsed.name}\``);
  return parsed;
};

const globalShape = lazy(() => object<Of<'global'>>({ op: word('global'), name: text, args: list(expr), at }));
const global: Parse<Of<'global'>> = (value, path) => {
  const parsed = globalShape(value, path);
  return globals.has(parsed.name) ? parsed : refuse(`${path}.name`, 'a built-in function', parsed.name);
};

const part: Parse<string | Expr> = (value, path) => (typeof value === 'string' ? value : expr(value, path));

const entry: Parse<Entry> = lazy(() => tagged<Entry, 'kind'>('kind', {
  pair: object<Variant<Entry, 'kind', 'pair'>>({ kind: word('pair'), key: text, value: expr, optional: flag }),
  spread: object<Variant<Entry, 'kind', 'spread'>>({ kind: word('spread'), value: expr }),
}));

const patterns: Parse<Expr[] | null> = (value, path) => (value === null ? null : list(expr)(value, path));
const operator = word('*', '/', '%', '+', '-', '<', '<=', '>', '>=', 'in', '==', '!=', '&&', '||', '??');

/** An expression, with everything in it. */
export const expr: Parse<Expr> = lazy(() => tagged<Expr, 'op'>('op', {
  literal,
  name: object<Of<'name'>>({ op: word('name'), scope, name: text, at }),
  template: object<Of<'template'>>({ op: word('template'), use: word('text', 'message', 'path', 'url'), parts: list(part), at }),
  get: object<Of<'get'>>({ op: word('get'), of: expr, key: expr, optional: flag, at }),
  method,
  global,
  apply: object<Of<'apply'>>({ op: word('apply'), function: text, args: list(expr), at }),
  convert: object<Of<'convert'>>({ op: word('convert'), to: scalar, from: optional(scalar), format: optional(format), of: expr, at }),
  unary: object<Of<'unary'>>({ op: word('unary'), operator: word('!', '-'), of: expr, at }),
  binary: object<Of<'binary'>>({ op: word('binary'), operator, on: typeName, left: expr, right: expr, at }),
  conditional: object<Of<'conditional'>>({ op: word('conditional'), condition: expr, then: expr, else: expr, at }),
  array: object<Of<'array'>>({ op: word('array'), items: list(object<{ spread: boolean; value: Expr }>({ spread: flag, value: expr })), at }),
  object: object<Of<'object'>>({ op: word('object'), entries: list(entry), at }),
  match: object<Of<'match'>>({ op: word('match'), subject: expr, cases: list(object<{ patterns: Expr[] | null; value: Expr }>({ patterns, value: expr })), at }),
  lambda: object<Of<'lambda'>>({ op: word('lambda'), params: list(text), body: expr, at }),
  reject: object<Of<'reject'>>({ op: word('reject'), message: expr, at }),
}));

export const lambda: Parse<Lambda> = lazy(() => object<Lambda>({ params: list(text), body: expr, at }));
