import { afterEach, beforeEach, expect, test } from 'vitest';
import { handClock, type FakeServer, type HandClock } from '../fakes/kit/index.ts';
import { startShopify, type ShopState } from '../fakes/shopify/index.ts';

let clock: HandClock;
let shop: FakeServer<ShopState>;
beforeEach(async () => {
  clock = handClock('2026-04-10T12:00:00Z');
  shop = await startShopify({ shop: 'acme', orders: 60, customers: 10, products: 5, clock, clientId: 'a', clientSecret: 'the-secret', accessToken: 'the-token' });
});
afterEach(() => shop.close());

interface Answer {
  // oxlint-disable-next-line typescript/no-explicit-any -- a query decides the shape of its data
  data?: any;
  errors?: { message: string; extensions?: { code?: string } }[];
  extensions?: { cost: { requestedQueryCost: number; actualQueryCost: number | null; throttleStatus: { currentlyAvailable: number; maximumAvailable: number; restoreRate: number } } };
}

const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Answer> => {
  const response = await fetch(`${shop.url}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-access-token': 'the-token' },
    body: JSON.stringify({ query, variables }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
};

const ordersQuery = `
  query Orders($first: Int!, $after: String, $filter: String) {
    orders(first: $first, after: $after, query: $filter, sortKey: UPDATED_AT) {
      pageInfo { hasNextPage endCursor }
      edges { cursor node { ...Parts } }
    }
  }
  fragment Parts on Order { id name updatedAt total: totalPriceSet { shopMoney { amount currencyCode } } }`;

test('orders are paged by cursor in the order of their changes', async () => {
  const seen: { id: string; updatedAt: string }[] = [];
  for (let after: string | null = null; ; ) {
    const { data } = await ask(ordersQuery, { first: 25, after });
    seen.push(...data.orders.edges.map((edge: { node: unknown }) => edge.node));
    after = data.orders.pageInfo.endCursor;
    if (!data.orders.pageInfo.hasNextPage) break;
  }
  expect(new Set(seen.map((order) => order.id)).size).toBe(60);
  expect(seen.map((order) => order.updatedAt)).toEqual(seen.map((order) => order.updatedAt).toSorted());
  expect(seen[0]?.id).toMatch(/^gid:\/\/shopify\/Order\/\d{18}$/);
  expect(seen[0]?.updatedAt).toMatch(/^2026-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

test('the incremental filter takes a half-open range', async () => {
  const filter = `updated_at:>='2026-02-01T00:00:00Z' AND updated_at:<'2026-03-01T00:00:00Z'`;
  const { data } = await ask(ordersQuery, { first: 60, filter });
  const wanted = shop.state.orders.rows.filter((row) => row.updatedAt >= Date.parse('2026-02-01') && row.updatedAt < Date.parse('2026-03-01'));
  expect(data.orders.edges).toHaveLength(wanted.length);
  expect(wanted.length).toBeGreaterThan(5);
});

test('every answer tells its cost; what was not used is given back', async () => {
  const { extensions } = await ask(ordersQuery, { first: 200, filter: 'financial_status:refunded' });
  const { requestedQueryCost, actualQueryCost, throttleStatus } = extensions?.cost ?? {};
  expect(requestedQueryCost).toBe(200 * 3);
  expect(actualQueryCost).toBeLessThan(100);
  expect(throttleStatus).toEqual({ maximumAvailable: 2000, currentlyAvailable: 2000 - (actualQueryCost ?? 0), restoreRate: 100 });
});

test('an empty bucket answers THROTTLED with status 200 until it has filled', async () => {
  const query = '{ orders(first: 60) { nodes { id customer { id } lineItems(first: 10) { nodes { sku } } } } }';
  let got = await ask(query);
  expect(got.extensions?.cost.requestedQueryCost).toBe(60 * 12);
  for (let round = 0; round < 20 && got.errors === undefined; round += 1) got = await ask(query);
  expect(got.errors).toEqual([{ message: 'Throttled', extensions: { code: 'THROTTLED' } }]);
  const { requestedQueryCost = 0, throttleStatus } = got.extensions?.cost ?? {};
  clock.advance(((requestedQueryCost - (throttleStatus?.currentlyAvailable ?? 0)) / 100) * 1000);
  expect((await ask(query)).errors).toBeUndefined();
});

test('a query that is too dear, unknown, unfinished or without its variable is an error at status 200', async () => {
  const code = async (query: string): Promise<string | undefined> => (await ask(query)).errors?.[0]?.extensions?.code;
  expect(await code('{ orders(first: 250) { nodes { id lineItems(first: 50) { nodes { sku } } } } }')).toBe('MAX_COST_EXCEEDED');
  expect(await code('{ orders(first: 1) { nodes { colour } } }')).toBe('undefinedField');
  expect(await code('{ orders { nodes { id } } }')).toBe('BAD_REQUEST');
  expect(await code(ordersQuery)).toBe('INVALID_VARIABLE');
  expect((await ask('{ shop { name }')).errors?.[0]?.message).toBe('syntax error, unexpected end of file');
});

test('a mutation that fails says so in userErrors and changes nothing', async () => {
  const update = 'mutation U($input: OrderInput!) { orderUpdate(input: $input) { order { id note tags } userErrors { field message } } }';
  const id = `gid://shopify/Order/${shop.state.orders.rows[3]?.id ?? 0n}`;
  const missing = await ask(update, { input: { id: 'gid://shopify/Order/1', note: 'x' } });
  expect(missing.data.orderUpdate).toEqual({ order: null, userErrors: [{ field: ['id'], message: 'Order does not exist' }] });
  expect(shop.state.arrived).toEqual([]);
  const done = await ask(update, { input: { id, note: 'exported', tags: ['b', 'a'] } });
  expect(done.data.orderUpdate).toEqual({ order: { id, note: 'exported', tags: ['b', 'a'] }, userErrors: [] });
  const tagged = await ask(`mutation { tagsAdd(id: "${id}", tags: ["new", "a"]) { node { id } userErrors { message } } }`);
  expect(tagged.data.tagsAdd).toEqual({ node: { id }, userErrors: [] });
  expect(shop.state.orders.rows[3]?.wire['tags']).toBe('a, b, new');
});
