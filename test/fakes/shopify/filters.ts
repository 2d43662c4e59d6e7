import type { JsonObject } from '../kit/index.ts';
import { refuse } from './answers.ts';
import { readMoment } from './shop-time.ts';
import type { Row } from './table.ts';

export type Keep = (row: Row) => boolean;
/** Makes the test for one query parameter; a parameter without one is ignored, as the vendor ignores it. */
export type Filter = (value: string, now: number) => Keep;

/** A moment out of a parameter. Refuses with 400 what is none. */
const moment = (name: string, value: string): number => readMoment(value) ?? refuse(400, { [name]: [`'${value}' is not a valid date`] });

const timeFilter = (name: string, read: (row: Row) => number): Record<string, Filter> => ({
  [`${name}_min`]: (value) => {
    const from = moment(`${name}_min`, value);
    return (row) => read(row) >= from;
  },
  [`${name}_max`]: (value) => {
    const to = moment(`${name}_max`, value);
    return (row) => read(row) <= to;
  },
});

const equals = (field: string): Filter => (value) => (row) => row.wire[field] === value;

const ids: Filter = (value) => {
  const wanted = new Set(value.split(',').map((each) => each.trim()));
  return (row) => wanted.has(String(row.id));
};

const sinceId: Filter = (value) => {
  const after = /^\d+$/.test(value) ? BigInt(value) : refuse(400, { since_id: ['must be a number'] });
  return (row) => row.id > after;
};

const everywhere: Record<string, Filter> = {
  ids,
  since_id: sinceId,
  ...timeFilter('created_at', (row) => row.createdAt),
  ...timeFilter('updated_at', (row) => row.updatedAt),
};

const orderStatus: Filter = (value) => {
  if (value === 'any') return () => true;
  if (value === 'cancelled') return ({ wire }) => wire['cancelled_at'] !== null;
  if (value === 'closed') return ({ wire }) => wire['closed_at'] !== null;
  if (value === 'open') return isOpen;
  return refuse(400, { status: ['must be open, closed, cancelled or any'] });
};

const isOpen: Keep = ({ wire }) => wire['cancelled_at'] === null && wire['closed_at'] === null;

const status = (wire: JsonObject): unknown => wire['fulfillment_status'];

const fulfillment: Filter = (value) => {
  if (value === 'any') return () => true;
  if (value === 'shipped' || value === 'fulfilled') return ({ wire }) => status(wire) === 'fulfilled';
  if (value === 'partial') return ({ wire }) => status(wire) === 'partial';
  if (value === 'unshipped') return ({ wire }) => status(wire) === null;
  if (value === 'unfulfilled') return ({ wire }) => status(wire) === null || status(wire) === 'partial';
  return refuse(400, { fulfillment_status: ['is not known'] });
};

/** The filters of each list, by query parameter. */
export const listFilters = {
  orders: {
    ...everywhere,
    ...timeFilter('processed_at', (row) => row.createdAt),
    status: orderStatus,
    name: (value) => (row) => row.wire['name'] === value || row.wire['name'] === `#${value}`,
    financial_status: (value) => (value === 'any' ? () => true : (row) => row.wire['financial_status'] === value),
    fulfillment_status: fulfillment,
  },
  customers: { ...everywhere },
  products: {
    ...everywhere,
    title: equals('title'),
    vendor: equals('vendor'),
    handle: equals('handle'),
    product_type: equals('product_type'),
    status: (value) => (row) => value.split(',').includes(String(row.wire['status'])),
  },
} satisfies Record<string, Record<string, Filter>>;

export type ListName = keyof typeof listFilters;

const sixtyDaysMs = 60 * 86_400_000;

/** All tests of a request on a list; orders that are not open, and without `read_all_orders` those over 60 days old, have to be asked for. */
export const keeper = (list: ListName, query: URLSearchParams, options: { now: number; allOrders: boolean }): Keep => {
  const known: Record<string, Filter> = listFilters[list];
  const tests: Keep[] = [...query].flatMap(([name, value]) => {
    const filter = known[name];
    return filter === undefined || value === '' ? [] : [filter(value, options.now)];
  });
  if (list === 'orders' && !query.has('status') && !query.has('ids')) tests.push(isOpen);
  if (list === 'orders' && !options.allOrders) tests.push((row) => row.createdAt >= options.now - sixtyDaysMs);
  return (row) => tests.every((test) => test(row));
};
