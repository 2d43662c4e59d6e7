import { answer, keysetPage, type CursorSeal, type FakeRequest, type Json, type JsonObject, type KeysetPlace, type Reply } from '../kit/index.ts';
import { refuse } from './answers.ts';
import { keeper, type Keep, type ListName } from './filters.ts';
import type { Row } from './table.ts';

export interface Listing {
  list: ListName;
  rows: readonly Row[];
  seal: CursorSeal;
  now: number;
  allOrders: boolean;
  /** Further restriction by the path, as in /customers/{id}/orders.json. */
  only?: Keep;
}

const defaultLimit = 50;
const maxLimit = 250;

/**
 * A page of a list with its `Link` header. Beside `page_info` only `limit` and `fields` may stand: the filters of the first
 * request travel inside the cursor (pagination-rest page). Order: newest id first; with `since_id` oldest first (assumed).
 */
export const listAnswer = (request: FakeRequest, listing: Listing): Reply => {
  const { query, twist } = request;
  const limit = limitOf(query.get('limit'));
  const cursor = query.get('page_info');
  const opened = cursor === null ? null : openCursor(query, cursor, listing.seal);
  const filters = opened?.filters ?? query;
  const keep = keeper(listing.list, filters, listing);
  const page = keysetPage({
    rows: listing.rows,
    keyOf: (row) => row.id,
    keep: (row) => keep(row) && (listing.only?.(row) ?? true),
    limit,
    descending: !filters.has('since_id'),
    place: opened?.place,
  });

  const link = (place: KeysetPlace | undefined, nonce?: string): string => {
    const kept = new URLSearchParams([...filters].filter(([name]) => !linkParameters.has(name)));
    const sealed = listing.seal.seal({ d: place?.direction ?? 'next', k: place?.key ?? null, f: kept.toString(), ...(nonce === undefined ? {} : { n: nonce }) });
    const fields = query.get('fields');
    const next = new URLSearchParams({ limit: String(limit), ...(fields === null ? {} : { fields }), page_info: sealed });
    return `${request.origin}${request.path}?${next}`;
  };
  const [first, last] = [page.rows[0], page.rows.at(-1)];
  const links: string[] = [];
  if (page.before && first !== undefined) links.push(`<${link({ direction: 'prev', key: first.id })}>; rel="previous"`);
  if (page.after && last !== undefined) links.push(`<${link({ direction: 'next', key: last.id })}>; rel="next"`);
  else if (twist.endless === 'same') links.push(`<${cursor === null ? link(undefined) : request.origin + request.path + withCursor(query)}>; rel="next"`);
  else if (twist.endless === 'new') links.push(`<${link(opened?.place, String(request.id))}>; rel="next"`);
  else if (twist.emptyLastPage === true && last !== undefined) links.push(`<${link({ direction: 'next', key: last.id })}>; rel="next"`);

  const wanted = query.get('fields');
  const records = page.rows.map((row): Json => (wanted === null ? row.wire : onlyFields(row.wire, wanted)));
  return answer(200, { [listing.list]: records }, links.length > 0 ? { link: links.join(', ') } : {});
};

const linkParameters = new Set(['limit', 'fields', 'page_info']);

const withCursor = (query: URLSearchParams): string => `?${query}`;

const limitOf = (text: string | null): number => {
  if (text === null || text === '') return defaultLimit;
  if (!/^[1-9]\d*$/.test(text)) return refuse(400, { limit: ['must be a number from 1 to 250'] });
  return Math.min(Number(text), maxLimit);
};

const openCursor = (query: URLSearchParams, cursor: string, seal: CursorSeal): { filters: URLSearchParams; place: KeysetPlace | undefined } => {
  const other = [...query.keys()].find((name) => !linkParameters.has(name));
  if (other !== undefined) return refuse(400, { page_info: `${other} cannot be passed when page_info is present` });
  const held = seal.open(cursor);
  if (held === null) return refuse(400, { page_info: 'Invalid value.' });
  const filters = new URLSearchParams(String(held['f']));
  // Ids that fit a double come back out of the cursor as numbers.
  const key = held['k'];
  return { filters, place: key === null ? undefined : { direction: held['d'] === 'prev' ? 'prev' : 'next', key: BigInt(key as bigint | number) } };
};

/** The named top-level fields of a record; unknown names are left out without a word. */
export const onlyFields = (wire: JsonObject, fields: string): JsonObject => {
  const names = new Set(fields.split(',').map((each) => each.trim()));
  return Object.fromEntries(Object.entries(wire).filter(([name]) => names.has(name)));
};
