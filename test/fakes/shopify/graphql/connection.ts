import { isObject, readJson, type Json } from '../../kit/index.ts';
import { readMoment } from '../shop-time.ts';
import type { Row } from '../table.ts';
import type { Args } from './schema.ts';

/** The nodes of one page, with the cursor of each. */
export interface Page {
  nodes: { source: unknown; cursor: string }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

type Key = [sort: number, id: bigint];

/** A page of a connection: `first` after `after`, records of the shop filtered by `query` and sorted by `sortKey` and id. */
export const pageOf = (sources: readonly unknown[], args: Args): Page => {
  const first = Number(args['first']);
  const listed = isRows(sources) ? sortedRows(sources, args) : sources.map((source, at) => ({ source, key: [at, 0n] as Key }));
  const after = typeof args['after'] === 'string' ? openCursor(args['after']) : null;
  const start = after === null ? 0 : firstBehind(listed, after, args['reverse'] === true);
  const nodes = listed.slice(start, start + first).map(({ source, key }) => ({ source, cursor: cursorOf(key) }));
  return { nodes, hasNextPage: start + first < listed.length, hasPreviousPage: start > 0 };
};

const isRows = (sources: readonly unknown[]): sources is readonly Row[] => sources.length > 0 && typeof sources[0] === 'object' && sources[0] !== null && 'wire' in sources[0];

const compare = (a: Key, b: Key): number => a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0);

const sortedRows = (rows: readonly Row[], args: Args): { source: Row; key: Key }[] => {
  const key = args['sortKey'];
  const value = (row: Row): number => (key === 'UPDATED_AT' ? row.updatedAt : key === 'ID' ? 0 : row.createdAt);
  const keep = searchOf(String(args['query'] ?? ''));
  const kept = rows.filter(keep).map((row) => ({ source: row, key: [value(row), row.id] as Key }));
  kept.sort((a, b) => compare(a.key, b.key));
  return args['reverse'] === true ? kept.toReversed() : kept;
};

const firstBehind = (listed: readonly { key: Key }[], after: Key, reverse: boolean): number => {
  const at = listed.findIndex(({ key }) => (reverse ? compare(key, after) < 0 : compare(key, after) > 0));
  return at < 0 ? listed.length : at;
};

const cursorOf = ([sort, id]: Key): string => Buffer.from(`{"last_value":${sort},"last_id":"${id}"}`).toString('base64');

/** Null for what is no cursor; the vendor then answers an error, which the caller makes. */
export const openCursor = (cursor: string): Key | null => {
  try {
    const held = readJson(Buffer.from(cursor, 'base64').toString());
    return isObject(held) ? [Number(held['last_value']), BigInt(held['last_id'] as string)] : null;
  } catch {
    return null;
  }
};

const term = /(\w+):\s*(>=|<=|>|<)?\s*(?:'([^']*)'|"([^"]*)"|([^\s)]+))/g;

/** The search language as far as sync jobs use it: `field:op'value'` joined by AND. What it does not know it ignores, as the vendor does. */
const searchOf = (query: string): ((row: Row) => boolean) => {
  const tests = [...query.matchAll(term)].flatMap(([, field = '', operator, single, double, bare]) => {
    const test = termTest(field, operator ?? '=', single ?? double ?? bare ?? '');
    return test === null ? [] : [test];
  });
  return (row) => tests.every((test) => test(row));
};

const text = (read: Json | undefined): string => String(read ?? '').toLowerCase();

const termTest = (field: string, operator: string, value: string): ((row: Row) => boolean) | null => {
  const wanted = value.toLowerCase();
  if (field === 'updated_at' || field === 'created_at' || field === 'processed_at') {
    const at = readMoment(value);
    if (at === null) return null;
    return (row) => compared(field === 'updated_at' ? row.updatedAt : row.createdAt, operator, at);
  }
  if (field === 'id' && /^\d+$/.test(value)) return (row) => compared(row.id, operator, BigInt(value));
  if (field === 'financial_status') return ({ wire }) => wanted === 'any' || text(wire['financial_status']) === wanted;
  if (field === 'status' && wanted === 'open') return ({ wire }) => wire['cancelled_at'] === null && wire['closed_at'] === null;
  if (field === 'status') return ({ wire }) => wanted === 'any' || !(`${wanted}_at` in wire) || wire[`${wanted}_at`] !== null;
  if (field === 'tag') return ({ wire }) => text(wire['tags']).split(', ').includes(wanted);
  if (field === 'email' || field === 'name' || field === 'vendor') return ({ wire }) => text(wire[field]) === wanted;
  return null;
};

const compared = <T extends number | bigint>(a: T, operator: string, b: T): boolean => {
  if (operator === '>=') return a >= b;
  if (operator === '<=') return a <= b;
  if (operator === '>') return a > b;
  return operator === '<' ? a < b : a === b;
};
