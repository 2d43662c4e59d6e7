import { afterEach, beforeEach, expect, test } from 'vitest';
import { handClock, readJson, type FakeServer, type HandClock, type JsonObject } from '../fakes/kit/index.ts';
import { startShopify, type ShopifyOptions, type ShopState } from '../fakes/shopify/index.ts';

const api = '/admin/api/2026-07';
const secrets = { clientId: 'client-1', clientSecret: 'secret-of-the-app', accessToken: 'static-token-of-the-app' };
let clock: HandClock;
let shop: FakeServer<ShopState>;

const start = (options: Partial<ShopifyOptions> = {}): Promise<FakeServer<ShopState>> =>
  startShopify({ shop: 'acme', orders: 120, customers: 20, products: 8, clock, ...secrets, ...options });

beforeEach(async () => {
  clock = handClock('2026-04-10T12:00:00Z');
  shop = await start();
});
afterEach(() => shop.close());

interface Got {
  status: number;
  headers: Headers;
  body: JsonObject;
}

const call = async (path: string, init: { method?: string; body?: unknown; token?: string; headers?: Record<string, string> } = {}): Promise<Got> => {
  const response = await fetch(path.startsWith('http') ? path : shop.url + path, {
    method: init.method ?? 'GET',
    headers: { 'x-shopify-access-token': init.token ?? secrets.accessToken, ...(init.body === undefined ? {} : { 'content-type': 'application/json' }), ...init.headers },
    ...(init.body === undefined ? {} : { body: typeof init.body === 'string' ? init.body : JSON.stringify(init.body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : (readJson(text) as JsonObject) };
};
const get = (path: string): Promise<Got> => call(api + path);
const askToken = (body: URLSearchParams | string, type = 'application/x-www-form-urlencoded'): Promise<Response> =>
  fetch(`${shop.url}/admin/oauth/access_token`, { method: 'POST', body, headers: { 'content-type': type } });
const wires = (server: FakeServer<ShopState>): JsonObject[] => server.state.orders.rows.map((row) => row.wire);
const records = (got: Got, name: string): JsonObject[] => got.body[name] as JsonObject[];
const linkTo = (got: Got, rel: string): string | undefined => new RegExp(`<([^<]+)>; rel="${rel}"`).exec(got.headers.get('link') ?? '')?.[1];

/** Follows `rel="next"` to the end. */
const walk = async (path: string, name: string): Promise<{ pages: JsonObject[][]; last: Got }> => {
  const pages: JsonObject[][] = [];
  for (let next: string | undefined = shop.url + api + path; ; ) {
    clock.advance(1000);
    const last = await call(next);
    expect(last.status).toBe(200);
    pages.push(records(last, name));
    next = linkTo(last, 'next');
    if (next === undefined) return { pages, last };
  }
};

test('a request without the right token is refused as the vendor refuses it', async () => {
  const got = await call(`${api}/shop.json`, { token: 'wrong' });
  expect(got.status).toBe(401);
  expect(got.body).toEqual({ errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' });
  expect((await call(`${api}/shop.json`, { token: '', headers: { authorization: `Bearer ${secrets.accessToken}` } })).status).toBe(401);
  expect((await get('/shop.json')).body['shop']).toMatchObject({ myshopify_domain: 'acme.myshopify.com' });
});

test('client credentials give a token for a day, from a form and from JSON', async () => {
  const fields = { grant_type: 'client_credentials', client_id: secrets.clientId, client_secret: secrets.clientSecret };
  const given = (await (await askToken(new URLSearchParams(fields))).json()) as { access_token: string; expires_in: number; scope: string };
  expect(given.access_token).toMatch(/^shpat_[a-f0-9]{32}$/);
  expect(given.expires_in).toBe(86_399);
  expect((await askToken(JSON.stringify(fields), 'application/json')).status).toBe(200);
  expect((await call(`${api}/shop.json`, { token: given.access_token })).status).toBe(200);
  clock.advance(86_399_000);
  expect((await call(`${api}/shop.json`, { token: given.access_token })).status).toBe(401);

  const wrong = await askToken(new URLSearchParams({ ...fields, client_secret: 'no' }));
  expect([wrong.status, ((await wrong.json()) as { error: string }).error]).toEqual([401, 'invalid_client']);
  const grant = await askToken(new URLSearchParams({ ...fields, grant_type: 'password' }));
  expect([grant.status, ((await grant.json()) as { error: string }).error]).toEqual([400, 'unsupported_grant_type']);
});

test('pages are walked by opaque links, each order once, newest first', async () => {
  const { pages } = await walk('/orders.json?status=any&limit=50', 'orders');
  expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
  const ids = pages.flat().map((order) => order['id'] as bigint);
  expect(ids).toEqual(shop.state.orders.rows.map((row) => row.id).toReversed());
  expect(new Set(ids).size).toBe(120);
  expect(shop.log.leaks(Object.values(secrets))).toEqual([]);
});

test('ids do not survive a double', () => {
  const ids = shop.state.orders.rows.map((row) => row.id);
  expect(ids.every((id) => id > 2n ** 53n)).toBe(true);
  expect(new Set(ids.map(Number)).size).toBeLessThan(20);
});

test('a page has the way back', async () => {
  const first = await get('/orders.json?status=any&limit=50');
  expect(linkTo(first, 'previous')).toBeUndefined();
  const second = await call(linkTo(first, 'next') ?? '');
  const back = await call(linkTo(second, 'previous') ?? '');
  expect(records(back, 'orders')).toEqual(records(first, 'orders'));
  expect(linkTo(back, 'previous')).toBeUndefined();
});

test('nothing but limit and fields may stand beside page_info', async () => {
  const next = linkTo(await get('/orders.json?status=any&limit=10&fields=id,name'), 'next') ?? '';
  const got = await call(`${next}&status=any`);
  expect([got.status, got.body]).toEqual([400, { errors: { page_info: 'status cannot be passed when page_info is present' } }]);
  expect((await get('/orders.json?page_info=bm90aGluZw')).status).toBe(400);
  const page = await call(next);
  expect(records(page, 'orders').map((order) => Object.keys(order).join())).toEqual(Array(10).fill('id,name'));
});

test('the filters of the first request hold on every page', async () => {
  const from = '2026-02-01T00:00:00Z';
  const { pages } = await walk(`/orders.json?status=any&financial_status=paid&limit=20&updated_at_min=${encodeURIComponent(from)}`, 'orders');
  const orders = pages.flat();
  expect(orders.length).toBe(shop.state.orders.rows.filter((row) => row.wire['financial_status'] === 'paid' && row.updatedAt >= Date.parse(from)).length);
  expect(orders.length).toBeGreaterThan(20);
  expect(orders.every((order) => order['financial_status'] === 'paid' && Date.parse(String(order['updated_at'])) >= Date.parse(from))).toBe(true);
});

test('only open orders come unasked', async () => {
  const [open, any, closed] = await Promise.all(['', '?status=any', '?status=closed'].map(async (query) => (await get(`/orders/count.json${query}`)).body['count']));
  expect(any).toBe(120);
  expect(closed).toBeGreaterThan(10);
  expect(open).toBeLessThan(120 - (closed as number));
  expect(records(await get('/orders.json'), 'orders').every((order) => order['closed_at'] === null && order['cancelled_at'] === null)).toBe(true);
});

test('since_id goes upwards; limit is held to 250; a bad one is refused', async () => {
  const middle = shop.state.orders.rows[59]?.id ?? 0n;
  const got = await get(`/orders.json?status=any&since_id=${middle}&limit=999`);
  expect(records(got, 'orders').map((order) => order['id'])).toEqual(shop.state.orders.rows.slice(60).map((row) => row.id));
  expect((await get('/orders.json?limit=0')).status).toBe(400);
  expect((await get('/orders.json?updated_at_min=yesterday')).status).toBe(400);
});

test('an offset whose + was not encoded is not a date', async () => {
  expect((await get('/orders.json?updated_at_min=2026-02-01T00:00:00+01:00')).status).toBe(400);
  expect((await get('/orders.json?updated_at_min=2026-02-01T00:00:00%2B01:00')).status).toBe(200);
});

test('the seed holds what real shops hold: no addresses, missing SKUs, equal times, local offsets', async () => {
  const orders = shop.state.orders.rows.map((row) => row.wire);
  expect(orders.filter((order) => order['email'] === '').length).toBe(3);
  expect(orders.filter((order) => order['email'] === null).length).toBe(3);
  expect(orders.flatMap((order) => order['line_items'] as JsonObject[]).filter((line) => line['sku'] === null).length).toBe(2);
  for (const at of [25, 50, 75, 100]) expect(orders[at]?.['updated_at']).toBe(orders[at - 1]?.['updated_at']);
  const offsets = new Set(orders.map((order) => String(order['created_at']).slice(-6)));
  expect([...offsets].sort()).toEqual(['-04:00', '-05:00']);
  expect(orders.every((order) => /^\d+\.\d{2}$/.test(String(order['total_price'])))).toBe(true);
  const totals = orders.map((order) => Number(order['total_price']));
  expect(totals.some((total) => total > 1000)).toBe(true);
});

test('the same seed makes the same shop, another seed another', async () => {
  const [again, other] = [await start(), await start({ seed: 7 })];
  expect(wires(again)).toEqual(wires(shop));
  expect(wires(other)).not.toEqual(wires(shop));
  await Promise.all([again.close(), other.close()]);
});

test('the bucket runs over at 40 calls and leaks two a second', async () => {
  for (let used = 1; used <= 40; used += 1) {
    const got = await get('/shop.json');
    expect([got.status, got.headers.get('x-shopify-shop-api-call-limit')]).toEqual([200, `${used}/40`]);
  }
  const full = await get('/shop.json');
  expect([full.status, full.headers.get('retry-after'), full.headers.get('x-shopify-shop-api-call-limit')]).toEqual([429, '2.0', '40/40']);
  expect(typeof full.body['errors']).toBe('string');
  clock.advance(500);
  expect((await get('/shop.json')).status).toBe(200);
  expect((await get('/shop.json')).status).toBe(429);
});

test('answers name the version and the request; an expired version falls forward, an invented one is not found', async () => {
  const got = await call('/admin/api/2023-01/shop.json');
  expect(got.headers.get('x-shopify-api-version')).toBe('2025-10');
  expect(got.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect((await call('/admin/api/2026-03/shop.json')).status).toBe(404);
  expect((await get('/nothing.json')).body).toEqual({ errors: 'Not Found' });
  expect((await get('/orders/1.json')).status).toBe(404);
});

test('what the app may not read is forbidden; without read_all_orders old orders are not there', async () => {
  await shop.close();
  shop = await start({ scopes: ['read_orders'] });
  const got = await get('/customers.json');
  expect([got.status, String(got.body['errors'])]).toEqual([403, expect.stringContaining('merchant approval for read_customers scope')]);
  const { pages } = await walk('/orders.json?status=any', 'orders');
  expect(pages.flat().length).toBe(shop.state.orders.rows.filter((row) => row.createdAt >= Date.parse('2026-02-09T12:00:00Z')).length);
});

test('an order takes a note and tags, moves its updated_at, and shows what arrived', async () => {
  const id = shop.state.orders.rows[5]?.id ?? 0n;
  const got = await call(`${api}/orders/${id}.json`, { method: 'PUT', body: `{"order":{"id":${id},"note":"sent","tags":"exported","financial_status":"voided"}}` });
  expect(got.status).toBe(200);
  expect(got.body['order']).toMatchObject({ id, note: 'sent', tags: 'exported', updated_at: '2026-04-10T08:00:00-04:00' });
  expect(shop.state.orders.get(id)?.wire['financial_status']).not.toBe('voided');
  expect(shop.state.arrived).toMatchObject([{ what: 'order updated', id, body: { note: 'sent' } }]);
  expect((await call(`${api}/orders/${id}.json`, { method: 'PUT', body: { note: 'x' } })).body).toEqual({ errors: { order: 'Required parameter missing or invalid' } });
  expect((await call(`${api}/orders/${id}.json`, { method: 'PUT', body: '{"order":' })).status).toBe(400);
});

test('customers are created once per address, searched, changed and deleted', async () => {
  const body = { customer: { email: 'new@example.com', first_name: 'New' } };
  const made = await call(`${api}/customers.json`, { method: 'POST', body });
  expect(made.status).toBe(201);
  const { id } = made.body['customer'] as JsonObject;
  const again = await call(`${api}/customers.json`, { method: 'POST', body });
  expect([again.status, again.body]).toEqual([422, { errors: { email: ['has already been taken'] } }]);
  expect((await call(`${api}/customers.json`, { method: 'POST', body: { customer: { email: 'nonsense' } } })).body).toEqual({ errors: { email: ['is invalid'] } });
  const found = await get(`/customers/search.json?query=${encodeURIComponent('email:new@example.com')}`);
  expect(records(found, 'customers')[0]?.['id']).toBe(id);
  expect((await call(`${api}/customers/${String(id)}.json`, { method: 'DELETE' })).body).toEqual({});
  expect((await get(`/customers/${String(id)}.json`)).status).toBe(404);
});

test('variants are read and priced', async () => {
  const product = shop.state.products.rows[0]?.wire ?? {};
  const variant = (product['variants'] as JsonObject[])[0] ?? {};
  const path = `${api}/variants/${String(variant['id'])}.json`;
  expect((await call(path)).body['variant']).toMatchObject({ sku: variant['sku'] });
  expect((await call(path, { method: 'PUT', body: { variant: { price: '12.5' } } })).body['variant']).toMatchObject({ price: '12.50' });
  expect((await call(path, { method: 'PUT', body: { variant: { price: 'dear' } } })).status).toBe(422);
});

test('stock is read by item, set and adjusted', async () => {
  const variant = ((shop.state.products.rows[2] as { wire: JsonObject }).wire['variants'] as [JsonObject])[0];
  const item = String(variant['inventory_item_id']);
  const levels = await get(`/inventory_levels.json?inventory_item_ids=${item}`);
  expect(levels.body['inventory_levels']).toMatchObject([{ inventory_item_id: variant['inventory_item_id'], available: variant['inventory_quantity'] }]);
  const [location] = records(await get('/locations.json'), 'locations');
  const body = (rest: string): string => `{"location_id":${String(location?.['id'])},"inventory_item_id":${item},${rest}}`;
  const set = await call(`${api}/inventory_levels/set.json`, { method: 'POST', body: body('"available":42') });
  expect([set.status, set.body['inventory_level']]).toMatchObject([200, { available: 42 }]);
  const adjusted = await call(`${api}/inventory_levels/adjust.json`, { method: 'POST', body: body('"available_adjustment":-2') });
  expect(adjusted.body['inventory_level']).toMatchObject({ available: 40, updated_at: '2026-04-10T08:00:00-04:00' });
  expect((await call(`${api}/inventory_levels/set.json`, { method: 'POST', body: body('"available":"42"') })).status).toBe(422);
  expect((await get('/inventory_levels.json')).status).toBe(422);
});

test('an endless next link can be the same one or always another', async () => {
  shop.fault({ kind: 'endless-next', times: 4 });
  const first = await get('/products.json');
  const second = await call(linkTo(first, 'next') ?? '');
  const third = await call(linkTo(second, 'next') ?? '');
  expect(records(third, 'products')).toEqual(records(first, 'products'));
  expect(linkTo(third, 'next')).toBe(linkTo(second, 'next'));
  shop.clearFaults();
  shop.fault({ kind: 'endless-next', link: 'new', times: 3 });
  const links = new Set<string | undefined>();
  for (let next = `${shop.url}${api}/products.json`, page = 0; page < 3; page += 1) {
    const got = await call(next);
    expect(records(got, 'products')).toHaveLength(8);
    next = linkTo(got, 'next') ?? '';
    links.add(next);
  }
  expect(links.size).toBe(3);
});

test('a list can end in an empty page, and links can point to another host', async () => {
  shop.fault([{ kind: 'empty-last-page' }, { kind: 'next-origin', origin: 'http://127.0.0.1:9', skip: 1, on: { path: /limit=3$/ } }]);
  const first = await get('/products.json?limit=8');
  const last = await call(linkTo(first, 'next') ?? '');
  expect([records(last, 'products'), linkTo(last, 'next')]).toEqual([[], undefined]);
  expect(linkTo(await get('/products.json?limit=3'), 'next')).toMatch(shop.url);
  expect(linkTo(await get('/products.json?limit=3'), 'next')).toMatch('http://127.0.0.1:9/admin/');
});

test('a record that changes and one that comes while pages are read move nothing', async () => {
  const [changed] = shop.state.orders.rows;
  shop.fault({ kind: 'meanwhile', skip: 1, run: () => (shop.state.addOrders(3), changed && shop.state.change(changed, { note: 'later' })) });
  const { pages } = await walk('/orders.json?status=any&limit=50', 'orders');
  expect(pages.flat()).toHaveLength(120);
  expect(pages.flat().at(-1)).toMatchObject({ note: 'later', updated_at: expect.stringMatching(/^2026-04-10/) as string });
  expect((await get('/orders/count.json?status=any')).body['count']).toBe(123);
});
