import type { LedgerState } from '../ledger.ts';
import { accountDate, readAccountDate, readByFormat, writeByFormat } from './dates.ts';
import { SuiteqlError, type Query, type Sql } from './parse.ts';
import { rowsOf, type SqlRow, type SqlValue } from './tables.ts';

/** The rows that are looked at together, by alias; null where an outer join found nothing. */
type Scope = ReadonlyMap<string, SqlRow | null>;
type Parameters = readonly (string | number | null)[];

const aggregates = new Set(['COUNT', 'MAX', 'MIN', 'SUM']);

/** Runs a query. Values come as text, names in lower case, and a null column is left out (section_157909186990; the last assumed). */
export const runSuiteql = (query: Query, state: LedgerState, parameters: Parameters): Record<string, string>[] => {
  if (parameters.length !== query.parameters) throw new SuiteqlError(`the query has ${query.parameters} parameters, ${parameters.length} were given`);
  const scopes = sourceOf(query, state, parameters).filter((scope) => query.where === null || truth(query.where, scope, parameters));
  if (query.columns.some(({ value }) => isAggregate(value))) {
    return [rowFrom(query, (value) => (isAggregate(value) ? aggregate(value, scopes, parameters) : null))];
  }
  const keys = query.order.map(({ value, descending }) => ({ read: orderKey(value, query), sign: descending ? -1 : 1 }));
  const sorted = scopes.toSorted((a, b) => keys.reduce((found, { read, sign }) => found || sign * compareForOrder(evaluate(read, a, parameters), evaluate(read, b, parameters)), 0));
  const taken = query.first === null ? sorted : sorted.slice(0, query.first);
  return taken.map((scope) => rowFrom(query, (value) => evaluate(value, scope, parameters), scope));
};

const sourceOf = (query: Query, state: LedgerState, parameters: Parameters): Scope[] => {
  const rows = (table: string): SqlRow[] => rowsOf(table, state) ?? unknown(`Record '${table}' was not found`);
  let scopes: Map<string, SqlRow | null>[] = rows(query.from.table).map((row) => new Map([[query.from.as, row]]));
  for (const { table, as, outer, on } of query.joins) {
    const joined = rows(table);
    scopes = scopes.flatMap((scope) => {
      const found = joined.map((row) => new Map([...scope, [as, row]])).filter((each) => truth(on, each, parameters));
      return found.length === 0 && outer ? [new Map([...scope, [as, null]])] : found;
    });
  }
  return scopes;
};

const unknown = (what: string): never => {
  throw new SuiteqlError(what);
};

const rowFrom = (query: Query, read: (value: Sql) => SqlValue, scope?: Scope): Record<string, string> => {
  const cells = query.columns.flatMap(({ value, as }, at): [string, SqlValue][] => {
    if (value.kind === 'star' && scope !== undefined) return [...scope.values()].flatMap((row) => Object.entries(row?.columns ?? {}));
    return [[(as ?? (value.kind === 'column' ? value.name : `expr${at + 1}`)).toLowerCase(), read(value)]];
  });
  return Object.fromEntries(cells.flatMap(([name, value]) => (value === null ? [] : [[name, value instanceof Date ? accountDate(value) : String(value)]])));
};

/** ORDER BY may name a column of the result by its alias or its number. */
const orderKey = (value: Sql, query: Query): Sql => {
  if (value.kind === 'literal' && typeof value.value === 'number') return query.columns[value.value - 1]?.value ?? unknown(`there is no column ${value.value}`);
  if (value.kind !== 'column' || value.table !== null) return value;
  return query.columns.find(({ as }) => as?.toLowerCase() === value.name.toLowerCase())?.value ?? value;
};

const isAggregate = (value: Sql): value is Sql & { kind: 'call' } => value.kind === 'call' && aggregates.has(value.name);

const aggregate = (call: Sql & { kind: 'call' }, scopes: readonly Scope[], parameters: Parameters): SqlValue => {
  const [of = { kind: 'star' } as const] = call.args;
  if (call.name === 'COUNT' && of.kind === 'star') return scopes.length;
  const values = scopes.map((scope) => evaluate(of, scope, parameters)).filter((value) => value !== null);
  if (call.name === 'COUNT') return values.length;
  if (call.name === 'SUM') return values.reduce<number>((sum, value) => sum + Number(value), 0);
  const sorted = values.toSorted(compareForOrder);
  return (call.name === 'MAX' ? sorted.at(-1) : sorted[0]) ?? null;
};

const columnOf = (column: Sql & { kind: 'column' }, scope: Scope): { row: SqlRow | null; name: string } => {
  const name = column.name.toLowerCase();
  const table = column.table?.toLowerCase();
  const rows = [...scope].filter(([alias]) => table === undefined || alias === table);
  const found = rows.find(([, row]) => row !== null && name in row.columns) ?? (table === undefined ? undefined : rows.find(([, row]) => row === null));
  return { row: found === undefined ? unknown(`Field '${column.name}' was not found`) : found[1], name };
};

const evaluate = (value: Sql, scope: Scope, parameters: Parameters): SqlValue => {
  if (value.kind === 'literal') return value.value;
  if (value.kind === 'parameter') return parameters[value.at] ?? null;
  if (value.kind === 'column') {
    const { row, name } = columnOf(value, scope);
    return row?.columns[name] ?? null;
  }
  if (value.kind === 'concat') return textOf(evaluate(value.left, scope, parameters)) + textOf(evaluate(value.right, scope, parameters));
  if (value.kind === 'call') return call(value, scope, parameters);
  if (value.kind === 'star') return unknown('* has no place here');
  return truth(value, scope, parameters) ? 'T' : 'F';
};

const textOf = (value: SqlValue): string => (value === null ? '' : value instanceof Date ? accountDate(value) : String(value));

const call = ({ name, args }: Sql & { kind: 'call' }, scope: Scope, parameters: Parameters): SqlValue => {
  if (name === 'BUILTIN.DF' && args[0]?.kind === 'column') {
    const { row, name: column } = columnOf(args[0], scope);
    return row?.display[column] ?? textOf(row?.columns[column] ?? null);
  }
  const [first = null, second = null] = args.map((each) => evaluate(each, scope, parameters));
  if (name === 'NVL' || name === 'COALESCE') return first ?? second;
  if (first === null) return null;
  if (name === 'LOWER') return textOf(first).toLowerCase();
  if (name === 'UPPER') return textOf(first).toUpperCase();
  if (name === 'TRIM') return textOf(first).trim();
  if (name === 'TO_NUMBER') return Number(first);
  if (name === 'TO_DATE' || name === 'TO_TIMESTAMP') return second === null ? readAccountDate(textOf(first)) : readByFormat(textOf(first), textOf(second));
  if (name === 'TO_CHAR') return first instanceof Date ? writeByFormat(first, textOf(second)) : textOf(first);
  return unknown(`the function ${name} is not known`);
};

/** Null is never equal, less or greater; `NOT` of such a test stays false, as three-valued logic wants it. */
const truth = (test: Sql, scope: Scope, parameters: Parameters): boolean => logic(test, scope, parameters) === true;

const logic = (test: Sql, scope: Scope, parameters: Parameters): boolean | null => {
  if (test.kind === 'and' || test.kind === 'or') {
    const decides = test.kind === 'or';
    const left = logic(test.left, scope, parameters);
    if (left === decides) return decides;
    const right = logic(test.right, scope, parameters);
    return right === decides ? decides : left === null || right === null ? null : !decides;
  }
  if (test.kind === 'not') {
    const inner = logic(test.of, scope, parameters);
    return inner === null ? null : !inner;
  }
  if (test.kind === 'is-null') return evaluate(test.of, scope, parameters) === null;
  if (test.kind === 'compare') return compared(test.operator, evaluate(test.left, scope, parameters), evaluate(test.right, scope, parameters));
  if (test.kind === 'in') {
    const value = evaluate(test.of, scope, parameters);
    return value === null ? null : test.list.some((each) => compared('=', value, evaluate(each, scope, parameters)) === true);
  }
  if (test.kind === 'like') {
    const value = evaluate(test.of, scope, parameters);
    if (value === null) return null;
    const pattern = textOf(evaluate(test.pattern, scope, parameters)).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`^${pattern.replaceAll('%', '.*').replaceAll('_', '.')}$`, 's').test(textOf(value));
  }
  return evaluate(test, scope, parameters) === 'T';
};

const compared = (operator: string, left: SqlValue, right: SqlValue): boolean | null => {
  if (left === null || right === null) return null;
  const order = ordered(left, right);
  if (operator === '=') return order === 0;
  if (operator === '<>' || operator === '!=') return order !== 0;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
};

/** Without TO_DATE a text is read the way the account writes dates. */
const momentOf = (value: SqlValue): number => (value instanceof Date ? value : readAccountDate(String(value))).getTime();

const ordered = (left: SqlValue, right: SqlValue): number => {
  if (left instanceof Date || right instanceof Date) return momentOf(left) - momentOf(right);
  if (typeof left === 'number' || typeof right === 'number') return Number(left) - Number(right);
  return left === right ? 0 : String(left) < String(right) ? -1 : 1;
};

/** Nulls come last, as Oracle sorts them. */
const compareForOrder = (left: SqlValue, right: SqlValue): number =>
  left === null || right === null ? Number(left === null) - Number(right === null) : ordered(left, right);
