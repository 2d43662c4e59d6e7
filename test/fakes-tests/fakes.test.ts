import { randomUUID } from 'node:crypto';
import { importPKCS8, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionOf, startBystander, startFakes, summaryOf, vendorTokenUrl, type Fakes } from '../fakes/index.ts';
import { readJson, writeJson, type JsonObject } from '../fakes/kit/index.ts';

// The way of an order through all three, by hand: what one fake sends the next one understands.
let fakes: Fakes;
beforeAll(async () => {
  fakes = await startFakes({ orders: 80, customers: 30, products: 12, latencyMs: 0, seed: 'story' });
});
afterAll(() => fakes.close());

const json = async (response: Response): Promise<JsonObject> => readJson(await response.text()) as JsonObject;

const bearer = async (): Promise<string> => {
  const { accountId, clientId, certificateId, privateKey } = fakes.credentials.netsuite;
  const assertion = await new SignJWT({ scope: ['rest_webservices'] })
    .setProtectedHeader({ typ: 'JWT', alg: 'PS256', kid: certificateId })
    .setIssuer(clientId)
    .setAudience(vendorTokenUrl(accountId))
    .setIssuedAt()
    .setExpirationTime('30m')
    .setJti(randomUUID())
    .sign(await importPKCS8(privateKey, 'PS256'));
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion });
  const answer = await json(await fetch(`${fakes.netsuite.url}/services/rest/auth/oauth2/v1/token`, { method: 'POST', body }));
  return String(answer['access_token']);
};

/** All paid orders since a moment, page by page. */
const paidOrders = async (): Promise<JsonObject[]> => {
  const { clientId, clientSecret } = fakes.credentials.shopify;
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  const { access_token: token } = await json(await fetch(`${fakes.shopify.url}/admin/oauth/access_token`, { method: 'POST', body }));
  const orders: JsonObject[] = [];
  let next: string | undefined = `${fakes.shopify.url}/admin/api/2026-07/orders.json?status=any&financial_status=paid&limit=50&updated_at_min=2026-01-01T00:00:00Z`;
  while (next !== undefined) {
    const response: Response = await fetch(next, { headers: { 'x-shopify-access-token': String(token) } });
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    orders.push(...((await json(response))['orders'] as JsonObject[]));
  }
  return orders;
};

test('paid orders become sales orders once each, and those that cannot are told apart', async () => {
  const authorization = `Bearer ${await bearer()}`;
  const ledger = async (method: string, path: string, body: JsonObject): Promise<Response> =>
    fetch(fakes.netsuite.url + path, { method, headers: { authorization, 'content-type': 'application/json', prefer: 'transient' }, body: writeJson(body) });
  const orders = await paidOrders();
  expect(orders.length).toBeGreaterThan(30);
  const outcomes: Record<string, number> = {};
  for (const order of [...orders, ...orders]) {
    let outcome = 'no address';
    if (typeof order['email'] === 'string' && order['email'] !== '') {
      const found = await json(await ledger('POST', '/services/rest/query/v1/suiteql?limit=1000&offset=0', { q: 'SELECT id FROM customer WHERE email = ?', params: [order['email']] }));
      const [customer] = found['items'] as JsonObject[];
      const items = (order['line_items'] as JsonObject[]).map((line): JsonObject => ({ item: { externalId: line['sku'] ?? '' }, quantity: line['quantity'] ?? 0, rate: Number(line['price']) }));
      const sale = { otherRefNum: order['name'] ?? null, entity: { id: customer?.['id'] ?? '' }, item: { items } };
      const sent = customer === undefined ? null : await ledger('PUT', `/services/rest/record/v1/salesOrder/eid:SHOP-${String(order['id'])}?replace=item`, sale);
      outcome = sent === null ? 'no customer' : sent.status === 204 ? 'sent' : 'refused';
    }
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  expect(Object.keys(outcomes).sort()).toEqual(['no address', 'no customer', 'refused', 'sent']);
  const sales = fakes.netsuite.state.all('salesOrder');
  expect(sales).toHaveLength((outcomes['sent'] ?? 0) / 2);
  const lines = new Map(orders.map((order) => [`SHOP-${String(order['id'])}`, (order['line_items'] as JsonObject[]).length]));
  expect(sales.every((sale) => sale.sublists['item']?.length === lines.get(sale.externalId ?? ''))).toBe(true);
  expect(summaryOf(fakes)['netsuite']).toMatchObject({ salesOrders: sales.length, created: sales.length, updated: sales.length });
});

test('no secret was in an address', () => {
  const secrets = [fakes.credentials.shopify, fakes.credentials.netsuite, fakes.credentials.voyado].flatMap((each) => Object.entries(each)).filter(([name]) => name !== 'shop' && name !== 'accountId').map(([, secret]) => secret);
  for (const { log } of [fakes.shopify, fakes.netsuite, fakes.voyado]) expect(log.leaks(secrets)).toEqual([]);
});

test('what a person needs to connect leaves out the key the fake verifies with', () => {
  const { netsuite, shopify, voyado } = connectionOf(fakes);
  expect(Object.keys(netsuite ?? {}).sort()).toEqual(['accountId', 'audience', 'certificateId', 'clientId', 'privateKey', 'url']);
  expect([shopify, voyado, netsuite].every((each) => each?.['url']?.startsWith('http://127.0.0.1:'))).toBe(true);
});

test('the same person is known to all three by the same address', () => {
  const address = 'alice.0@example.com';
  expect(fakes.shopify.state.customers.rows.some((row) => row.wire['email'] === address)).toBe(true);
  expect(fakes.netsuite.state.all('customer').some((each) => each.fields['email'] === address)).toBe(true);
  expect(fakes.voyado.state.having('email', address, 'Member')).toHaveLength(1);
});

test('a bystander shows that nobody came', async () => {
  const bystander = await startBystander({ status: 200, text: 'hello' });
  expect([bystander.log.connections, bystander.log.count()]).toEqual([0, 0]);
  expect(await (await fetch(`${bystander.url}/x?y=1`)).text()).toBe('hello');
  expect([bystander.log.connections, bystander.log.count({ path: '/x' })]).toEqual([1, 1]);
  await bystander.close();
});

test('if one cannot start, none stays', async () => {
  const taken = fakes.voyado.port;
  await expect(startFakes({ orders: 1, ports: { voyado: taken }, credentials: { netsuite: fakes.credentials.netsuite } })).rejects.toThrow('EADDRINUSE');
});
