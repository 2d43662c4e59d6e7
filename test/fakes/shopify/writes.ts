import { answer, isObject, readJson, type Clock, type FakeRequest, type JsonObject, type Reply } from '../kit/index.ts';
import { notFound, refuse } from './answers.ts';
import type { ShopState } from './shop.ts';
import type { Row, Table } from './table.ts';

/** The object under its singular name: `{"order":{…}}`. Refuses anything else with 400. */
export const wrapped = (request: FakeRequest, name: string): JsonObject => {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) return refuse(415, 'Unsupported Media Type');
  let body;
  try {
    body = readJson(request.body);
  } catch {
    return refuse(400, 'Bad Request');
  }
  const inner = isObject(body) ? body[name] : undefined;
  return isObject(inner) ? inner : refuse(400, { [name]: 'Required parameter missing or invalid' });
};

/** The row that an id in a path names. Refuses with 404. */
export const rowAt = (rows: Table, id: string | undefined): Row => {
  const row = id !== undefined && /^\d+$/.test(id) ? rows.get(BigInt(id)) : undefined;
  return row ?? refuse(404, 'Not Found');
};

// What a client cannot set is ignored, as the vendor ignores it.
const readOnly = new Set(['id', 'created_at', 'updated_at', 'name', 'order_number', 'orders_count', 'total_spent', 'last_order_id', 'line_items', 'financial_status', 'total_price']);

const writable = (body: JsonObject): JsonObject => Object.fromEntries(Object.entries(body).filter(([name]) => !readOnly.has(name)));

const emailPattern = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

const checkCustomer = (state: ShopState, body: JsonObject, own: bigint | null): void => {
  const email = body['email'];
  if (email === undefined || email === null || email === '') return;
  if (typeof email !== 'string' || !emailPattern.test(email)) refuse(422, { email: ['is invalid'] });
  const taken = state.customers.rows.some((row) => row.id !== own && String(row.wire['email']).toLowerCase() === String(email).toLowerCase());
  if (taken) refuse(422, { email: ['has already been taken'] });
};

const arrive = (state: ShopState, clock: Clock, what: string, row: Row, body: JsonObject): void => {
  state.arrived.push({ at: clock.now(), what, id: row.id, body });
};

/** PUT on an order, a customer or a product. */
export const updateAnswer = (request: FakeRequest, state: ShopState, clock: Clock, options: { table: Table; name: string; id: string | undefined }): Reply => {
  const row = rowAt(options.table, options.id);
  const body = wrapped(request, options.name);
  if (options.name === 'customer') checkCustomer(state, body, row.id);
  state.change(row, writable(body));
  arrive(state, clock, `${options.name} updated`, row, body);
  return answer(200, { [options.name]: row.wire });
};

export const createCustomer = (request: FakeRequest, state: ShopState, clock: Clock): Reply => {
  const body = wrapped(request, 'customer');
  const names = ['email', 'phone', 'first_name', 'last_name'];
  if (names.every((name) => (body[name] ?? '') === '')) refuse(422, { customer: ['must have a name, phone number or email address'] });
  checkCustomer(state, body, null);
  const at = Math.floor(clock.now() / 1000) * 1000;
  const times = { created_at: state.time(at), updated_at: state.time(at) };
  const blank = { email: null, first_name: null, last_name: null, phone: null, state: 'disabled', note: null, tags: '', addresses: [] };
  const id = state.nextId('customer');
  const counted = { orders_count: 0, total_spent: '0.00', last_order_id: null, currency: state.currency };
  const row: Row = { id, createdAt: at, updatedAt: at, wire: { ...blank, ...writable(body), ...counted, ...times, id } };
  state.customers.add(row);
  arrive(state, clock, 'customer created', row, body);
  return answer(201, { customer: row.wire });
};

export const deleteCustomer = (state: ShopState, clock: Clock, id: string | undefined): Reply => {
  const row = rowAt(state.customers, id);
  if (Number(row.wire['orders_count']) > 0) return answer(422, { errors: { base: ['Cannot delete: customer has associated orders'] } });
  state.customers.remove(row.id);
  arrive(state, clock, 'customer deleted', row, {});
  return answer(200, {});
};

/** `POST /orders/{id}/close.json`, `open.json`, `cancel.json`. */
export const moveOrder = (state: ShopState, clock: Clock, id: string | undefined, move: 'close' | 'open' | 'cancel'): Reply => {
  const row = rowAt(state.orders, id);
  const now = state.time(clock.now());
  if (move === 'cancel' && row.wire['cancelled_at'] !== null) return answer(422, { errors: { base: ['Order has already been cancelled'] } });
  const changes: JsonObject = move === 'close' ? { closed_at: now } : move === 'open' ? { closed_at: null } : { cancelled_at: now, cancel_reason: 'other' };
  state.change(row, changes);
  const said = { close: 'closed', open: 'opened', cancel: 'cancelled' }[move];
  arrive(state, clock, `order ${said}`, row, {});
  return answer(200, { order: row.wire });
};

/** PUT on a variant: it lives inside its product, whose `updated_at` moves with it. */
export const updateVariant = (request: FakeRequest, state: ShopState, clock: Clock, id: string | undefined): Reply => {
  const found = id !== undefined && /^\d+$/.test(id) ? state.variants.get(BigInt(id)) : undefined;
  if (found === undefined) return notFound();
  const body = wrapped(request, 'variant');
  const price = body['price'];
  if (price !== undefined && !/^\d+(\.\d{1,2})?$/.test(String(price))) refuse(422, { price: ['is not a number'] });
  Object.assign(found.variant, writable(body), price === undefined ? {} : { price: Number(price).toFixed(2) }, { updated_at: state.time(clock.now()) });
  state.change(found.product, {});
  arrive(state, clock, 'variant updated', found.product, body);
  return answer(200, { variant: found.variant });
};
