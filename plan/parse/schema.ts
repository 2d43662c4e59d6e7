/** A plan, or a file that should be one, is not what this version writes. */
export class PlanError extends Error {
  /** Where in the plan: `flow.steps[2].call.args.email`. */
  readonly path: string;

  constructor(path: string, problem: string) {
    super(`the plan cannot be read: ${path === '' ? '' : `${path}: `}${problem}`);
    this.name = 'PlanError';
    this.path = path;
  }
}

/** Gives the value back where it is a `T`; throws `PlanError` where it is not. Copies nothing. */
export type Parse<T> = (value: unknown, path: string) => T;

/** A member that may be missing. */
export interface Optional<T> { optional: Parse<T> }

/** A parser for every member of `T`, so that a member that is added to a type is missed here. */
type Fields<T> = { [K in keyof T]-?: Record<string, never> extends Pick<T, K> ? Optional<Exclude<T[K], undefined>> : Parse<T[K]> };

/** The members of a union whose tag may be `K`. */
export type Variant<T, D extends keyof T, K extends T[D]> = T extends unknown ? (K extends T[D] ? T : never) : never;

export function refuse(path: string, expected: string, found: unknown): never {
  const text = found === undefined ? 'nothing' : JSON.stringify(found);
  throw new PlanError(path, `expected ${expected}, found ${text.length > 60 ? `${text.slice(0, 59)}…` : text}`);
}

export const text: Parse<string> = (value, path) => (typeof value === 'string' ? value : refuse(path, 'a string', value));
export const flag: Parse<boolean> = (value, path) => (typeof value === 'boolean' ? value : refuse(path, 'true or false', value));
export const count: Parse<number> = (value, path) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : refuse(path, 'a whole number', value));

/** One of these texts. */
export function word<const T extends string | number | boolean>(...allowed: T[]): Parse<T> {
  return (value, path) => allowed.find((one) => one === value) ?? refuse(path, allowed.map((one) => JSON.stringify(one)).join(' or '), value);
}

export function optional<T>(parse: Parse<T>): Optional<T> {
  return { optional: parse };
}

export function list<T>(parse: Parse<T>): Parse<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return refuse(path, 'an array', value);
    value.forEach((item, index) => parse(item, `${path}[${index}]`));
    return value as T[];
  };
}

export function map<T>(parse: Parse<T>): Parse<Record<string, T>> {
  return (value, path) => {
    for (const [key, member] of Object.entries(members(value, path))) parse(member, at(path, key));
    return value as Record<string, T>;
  };
}

export function object<T>(fields: Fields<T>): Parse<T> {
  const table = Object.entries(fields) as [string, Parse<unknown> | Optional<unknown>][];
  const known = new Set(Object.keys(fields));
  return (value, path) => {
    const found = members(value, path);
    for (const key of Object.keys(found)) if (!known.has(key)) throw new PlanError(at(path, key), 'a member that is not known');
    for (const [key, field] of table) {
      const member = Object.hasOwn(found, key) ? found[key] : undefined;
      if (typeof field === 'function') field(member, at(path, key));
      else if (member !== undefined) field.optional(member, at(path, key));
    }
    return value as T;
  };
}

/** Objects that a member tells apart; the table has every tag. */
export function tagged<T, D extends keyof T & string>(tag: D, table: { [K in T[D] & string]: Parse<Variant<T, D, K & T[D]>> }): Parse<T> {
  const parsers: Record<string, Parse<unknown>> = table;
  return (value, path) => {
    const kind = members(value, path)[tag];
    const parse = typeof kind === 'string' && Object.hasOwn(parsers, kind) ? parsers[kind] : undefined;
    if (parse === undefined) return refuse(at(path, tag), `one of ${Object.keys(parsers).join(', ')}`, kind);
    return parse(value, path) as T;
  };
}

/** For what refers to itself. */
export function lazy<T>(make: () => Parse<T>): Parse<T> {
  let parse: Parse<T> | undefined;
  return (value, path) => (parse ??= make())(value, path);
}

function members(value: unknown, path: string): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : refuse(path, 'an object', value);
}

function at(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}
