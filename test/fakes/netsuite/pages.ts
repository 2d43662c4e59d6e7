import { answer, type FakeRequest, type Json, type Reply } from '../kit/index.ts';
import { refuse } from './problem.ts';

const maxLimit = 1000;
const maxResults = 100_000;

interface Span {
  limit: number;
  offset: number;
}

/** `limit` (1000) and `offset` (0). Refuses a limit over 1000 and an offset that is no multiple of the limit (section_156414087576). */
export const spanOf = (query: URLSearchParams): Span => {
  const whole = (name: string, absent: number): number => {
    const text = query.get(name);
    if (text === null) return absent;
    return /^\d+$/.test(text) ? Number(text) : refuse(400, 'INVALID_PARAMETER', `Invalid value of the query parameter ${name}: ${text}.`, { parameter: name });
  };
  const limit = whole('limit', maxLimit);
  const offset = whole('offset', 0);
  if (limit < 1 || limit > maxLimit) return refuse(400, 'INVALID_PARAMETER', `The limit must be from 1 to ${maxLimit}.`, { parameter: 'limit' });
  if (offset % limit !== 0) return refuse(400, 'INVALID_PARAMETER', `The offset ${offset} must be divisible by the limit ${limit}.`, { parameter: 'offset' });
  if (offset >= maxResults) return refuse(400, 'INVALID_PARAMETER', `No more than ${maxResults} results can be read.`, { parameter: 'offset' });
  return { limit, offset };
};

/**
 * The envelope of lists and SuiteQL. The `next` link drops `q`, as the vendor's own examples do: who follows the link instead of
 * counting on reads something else.
 */
export const pageAnswer = (request: FakeRequest, all: readonly Json[], span: Span): Reply => {
  const { limit, offset } = span;
  const { twist, origin, path } = request;
  const end = offset + limit;
  const past = offset >= all.length;
  const items = twist.endless === 'new' && past ? all.slice(0, limit) : all.slice(offset, end);
  const hasMore = end < all.length || twist.endless !== undefined || (twist.emptyLastPage === true && !past);
  const link = (rel: string, at: number): Json => ({ rel, href: `${origin}${path}?limit=${limit}&offset=${at}` });
  const last = Math.max(0, Math.floor((all.length - 1) / limit) * limit);
  const links = [
    ...(offset > 0 ? [link('previous', Math.max(0, offset - limit)), link('first', 0)] : []),
    ...(hasMore ? [link('next', end), link('last', last)] : []),
    link('self', offset),
  ];
  return answer(200, { links, count: items.length, hasMore, items: [...items], offset, totalResults: all.length }, { 'content-type': 'application/vnd.oracle.resource+json; type=collection; charset=UTF-8' });
};
