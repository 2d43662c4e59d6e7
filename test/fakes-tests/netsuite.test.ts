import { afterEach, beforeEach, expect, test } from 'vitest';
import { handClock, type FakeServer, type HandClock, type JsonObject } from '../fakes/kit/index.ts';
import { startNetsuite, type LedgerState } from '../fakes/netsuite/index.ts';

const record = '/services/rest/record/v1';
let clock: HandClock;
let ledger: FakeServer<LedgerState>;

beforeEach(async () => {
  clock = handClock('2026-04-10T12:00:00Z');
  ledger = await startNetsuite({ accountId: '1234567', clientId: 'c', certificates: [], bearer: 'the-bearer', orders: 0, customers: 40, products: 12, clock, latencyMs: 0 });
});
afterEach(() => ledger.close());

interface Got {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- each call answers another shape
  body: any;
}

const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Got> => {
  const response = await fetch(ledger.url + path, {
    method,
    headers: { authorization: 'Bearer the-bearer', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
};
const detail = (got: Got): Record<string, string> => got.body['o:errorDetails'][0];
const suiteql = (q: string, params: unknown[] = [], query = '', headers: Record<string, string> = { prefer: 'transient' }): Promise<Got> =>
  call('POST', `/services/rest/query/v1/suiteql${query}`, { q, params }, headers);

const order = (customer: number, lines: JsonObject[] = [{ item: { externalId: 'TEA-001' }, quantity: 2, rate: 12.5 }]): JsonObject => ({
  entity: { id: String(customer) },
  otherRefNum: '#1001',
  item: { items: lines },
});
const put = async (body: unknown, headers?: Record<string, string>): Promise<[number, string | undefined]> => {
  const got = await call('PUT', `${record}/salesOrder/eid:BAD`, body, headers);
  return [got.status, detail(got)['o:errorCode']];
};
const customerId = (): number => ledger.state.all('customer')[0]?.id ?? 0;

test('an upsert by external id creates, then updates the same record', async () => {
  const made = await call('PUT', `${record}/salesOrder/eid:SHOP-1`, order(customerId()));
  expect([made.status, made.body]).toEqual([204, null]);
  const location = made.headers.get('location') ?? '';
  expect(location).toMatch(/\/salesOrder\/\d+$/);
  const again = await call('PUT', `${record}/salesOrder/eid%3ASHOP-1`, { memo: 'later' });
  expect([again.status, again.headers.get('location')]).toEqual([204, location]);
  expect(ledger.state.all('salesOrder')).toHaveLength(1);
  expect(ledger.state.arrived.map((each) => [each.what, each.externalId])).toEqual([['created', 'SHOP-1'], ['updated', 'SHOP-1']]);
});

test('an upsert adds the lines again unless the sublist is replaced', async () => {
  const lines = async (): Promise<number> => (await call('GET', `${record}/salesOrder/eid:SHOP-1?expandSubResources=true`)).body.item.totalResults;
  await call('PUT', `${record}/salesOrder/eid:SHOP-1`, order(customerId()));
  await call('PUT', `${record}/salesOrder/eid:SHOP-1`, order(customerId()));
  expect(await lines()).toBe(2);
  await call('PUT', `${record}/salesOrder/eid:SHOP-1?replace=item`, order(customerId()));
  expect(await lines()).toBe(1);
  expect((await call('PUT', `${record}/salesOrder/eid:SHOP-1?replace=lines`, order(customerId()))).status).toBe(400);
});

test('a reference to what does not exist is refused at its place, and nothing is written', async () => {
  const item = await call('PUT', `${record}/salesOrder/eid:SHOP-2`, order(customerId(), [{ item: { id: '9999' }, quantity: 1 }]));
  expect(item.status).toBe(400);
  expect(item.headers.get('content-type')).toContain('application/vnd.oracle.resource+json; type=error');
  expect(item.body).toEqual({
    type: 'https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.4.1',
    title: 'Bad Request',
    status: 400,
    'o:errorDetails': [
      {
        detail: 'Error while accessing resource: You have entered an Invalid Field Value 9999 for the following field: item',
        'o:errorCode': 'INVALID_CONTENT',
        'o:errorPath': 'item.items[0].item',
      },
    ],
  });
  expect(detail(await call('PUT', `${record}/salesOrder/eid:SHOP-2`, order(1)))['o:errorPath']).toBe('entity');
  const unknown = await call('PUT', `${record}/salesOrder/eid:SHOP-2`, order(customerId(), [{ item: { externalId: 'NO-SUCH' } }]));
  expect(detail(unknown)['detail']).toContain('NO-SUCH');
  expect(ledger.state.all('salesOrder')).toEqual([]);
});

test('the last article of the world and every tenth person are not known here', async () => {
  expect(ledger.state.all('inventoryItem')).toHaveLength(11);
  expect(ledger.state.all('customer')).toHaveLength(36);
});

test('values of the wrong kind, missing ones, no lines and broken bodies are refused', async () => {
  const line = { item: { externalId: 'TEA-001' } };
  expect(await put(order(customerId(), [{ ...line, quantity: '2' }]))).toEqual([400, 'INVALID_CONTENT']);
  expect(await put({ ...order(customerId()), tranDate: '10/04/2026' })).toEqual([400, 'INVALID_CONTENT']);
  expect(await put({ ...order(customerId()), entity: String(customerId()) })).toEqual([400, 'INVALID_CONTENT']);
  expect(await put({ item: { items: [line] } })).toEqual([400, 'USER_ERROR']);
  expect(await put({ entity: { id: String(customerId()) } })).toEqual([400, 'USER_ERROR']);
  expect(await put('{"entity":')).toEqual([400, 'INVALID_CONTENT']);
  expect(await put('x', { 'content-type': 'text/plain' })).toEqual([415, 'INVALID_REQUEST']);
  expect(ledger.state.arrived).toEqual([]);
});

test('a name that is not known is dropped by default, refused on demand', async () => {
  const body = { companyName: 'Acme', emial: 'a@example.com' };
  expect((await call('POST', `${record}/customer`, body)).status).toBe(204);
  const strict = await call('POST', `${record}/customer`, body, { 'x-netsuite-propertynamevalidation': 'error' });
  expect([strict.status, detail(strict)]).toEqual([400, { detail: 'Unknown property name: emial.', 'o:errorCode': 'NONEXISTENT_FIELD', 'o:errorPath': 'emial' }]);
});

test('an external id exists once, has a form, and is needed for PUT', async () => {
  const body = { companyName: 'Acme', externalId: 'A-1' };
  expect((await call('POST', `${record}/customer`, body)).status).toBe(204);
  const twice = await call('POST', `${record}/customer`, body);
  expect([twice.status, detail(twice)['o:errorCode'], detail(twice)['detail']]).toEqual([400, 'USER_ERROR', 'Error while accessing resource: This entity already exists.']);
  expect((await call('PUT', `${record}/customer/eid:A%7CB`, { companyName: 'x' })).status).toBe(400);
  expect((await call('PUT', `${record}/customer/${customerId()}`, { companyName: 'x' })).status).toBe(400);
});

test('a record is read whole, in part, and not found', async () => {
  await call('PUT', `${record}/salesOrder/eid:SHOP-3`, { ...order(customerId()), memo: 'Shop #1001' });
  const got = await call('GET', `${record}/salesOrder/eid:SHOP-3`);
  expect(got.headers.get('content-type')).toContain('type=singular');
  expect(got.body).toMatchObject({ externalId: 'SHOP-3', tranDate: '2026-04-10', memo: 'Shop #1001', total: 25, entity: { id: String(customerId()) }, lastModifiedDate: '2026-04-10T12:00:00Z' });
  expect(got.body.item).toEqual({ links: [{ rel: 'self', href: expect.stringMatching(/\/item$/) as string }] });
  expect(Object.keys((await call('GET', `${record}/salesOrder/eid:SHOP-3?fields=memo`)).body).sort()).toEqual(['id', 'links', 'memo']);
  expect(detail(await call('GET', `${record}/salesOrder/424242`))['o:errorCode']).toBe('NONEXISTENT_ID');
  expect((await call('GET', `${record}/teapot/1`)).status).toBe(404);
});

test('PATCH changes what is given and clears with null; DELETE removes', async () => {
  const id = customerId();
  clock.advance(60_000);
  expect((await call('PATCH', `${record}/customer/${id}`, { phone: null, comments: 'good' })).status).toBe(204);
  const { body } = await call('GET', `${record}/customer/${id}`);
  expect([body.phone, body.comments, body.email, body.lastModifiedDate]).toEqual([undefined, 'good', 'alice.0@example.com', '2026-04-10T12:01:00Z']);
  expect((await call('DELETE', `${record}/customer/${id}`)).status).toBe(204);
  expect((await call('GET', `${record}/customer/${id}`)).status).toBe(404);
});

test('an order becomes an invoice', async () => {
  const made = await call('PUT', `${record}/salesOrder/eid:SHOP-4`, order(customerId()));
  const id = made.headers.get('location')?.split('/').at(-1) ?? '';
  const invoice = await call('POST', `${record}/salesOrder/${id}/!transform/invoice`);
  expect(invoice.status).toBe(204);
  const { body } = await call('GET', `${record}/invoice/${invoice.headers.get('location')?.split('/').at(-1) ?? ''}`);
  expect(body).toMatchObject({ createdFrom: { id }, total: 25 });
});

test('a list is filtered by q and holds ids and links only', async () => {
  const ids = async (q: string): Promise<string[]> => (await call('GET', `${record}/customer?q=${encodeURIComponent(q)}`)).body.items.map((item: { id: string }) => item.id);
  const [first, second] = ledger.state.all('customer');
  const got = await call('GET', `${record}/customer?q=${encodeURIComponent('email IS "ALICE.0@example.com"')}`);
  expect(got.body.items).toEqual([{ id: String(first?.id), links: [{ rel: 'self', href: `${ledger.url}${record}/customer/${first?.id}` }] }]);
  expect(await ids(`id EQUAL ${first?.id} OR email START_WITH zoe AND email CONTAIN ".1@"`)).toEqual([String(first?.id), String(second?.id)]);
  expect(await ids(`(id EQUAL ${first?.id} OR id EQUAL ${second?.id}) AND email START_WITH zoe`)).toEqual([String(second?.id)]);
  expect(await ids('phone EMPTY')).toHaveLength(ledger.state.all('customer').filter((each) => each.fields['phone'] === undefined).length);
  expect(await ids('lastModifiedDate ON_OR_AFTER "1/1/2030"')).toEqual([]);
  const date = await call('GET', `${record}/customer?q=${encodeURIComponent('lastModifiedDate AFTER "2026-01-01"')}`);
  expect([date.status, detail(date)['detail']]).toEqual([400, expect.stringContaining('failed with date format "M/d/yy"')]);
  expect((await call('GET', `${record}/customer?q=email`)).status).toBe(400);
});

test('pages go by hasMore and an offset that the limit divides; the next link forgets q', async () => {
  const first = await call('GET', `${record}/customer?limit=15&q=${encodeURIComponent('isPerson IS true')}`);
  expect(first.body).toMatchObject({ count: 15, hasMore: true, offset: 0, totalResults: 36 });
  expect(first.body.links.find((link: { rel: string }) => link.rel === 'next').href).toBe(`${ledger.url}${record}/customer?limit=15&offset=15`);
  const last = await call('GET', `${record}/customer?limit=15&offset=30`);
  expect(last.body).toMatchObject({ count: 6, hasMore: false, offset: 30 });
  const odd = await call('GET', `${record}/customer?limit=15&offset=10`);
  expect([odd.status, detail(odd)['o:errorQueryParam']]).toEqual([400, 'offset']);
  expect((await call('GET', `${record}/customer?limit=1001`)).status).toBe(400);
  ledger.fault({ kind: 'endless-next', link: 'new' });
  expect((await call('GET', `${record}/customer?limit=15&offset=60`)).body).toMatchObject({ count: 15, hasMore: true });
});

test('SuiteQL takes parameters, and gives texts under lower-case names without nulls', async () => {
  const got = await suiteql('SELECT id, email, companyName, isPerson AS isAPerson FROM customer WHERE email = ?', ['zoe.1@example.com']);
  expect(got.status).toBe(200);
  expect(got.body).toMatchObject({ count: 1, hasMore: false, totalResults: 1 });
  expect(got.body.items).toEqual([{ links: [], id: String(ledger.state.all('customer')[1]?.id), email: 'zoe.1@example.com', isaperson: 'T' }]);
  expect((await suiteql('SELECT id FROM customer WHERE email = ?', ['nobody@example.com'])).body.items).toEqual([]);
});

test('SuiteQL reads what changed since a moment, in a total order, page by page', async () => {
  for (let at = 1; at <= 5; at += 1) {
    await call('PUT', `${record}/salesOrder/eid:S-${at}`, order(customerId()));
    if (at % 2 === 0) clock.advance(3_600_000);
  }
  const query = `SELECT id, externalid, TO_CHAR(lastmodifieddate, 'YYYY-MM-DD"T"HH24:MI:SS') AS changed, trandate, BUILTIN.DF(entity) AS name
    FROM transaction WHERE type = 'SalesOrd' AND lastmodifieddate >= TO_TIMESTAMP(?, 'YYYY-MM-DD"T"HH24:MI:SS') ORDER BY lastmodifieddate, id`;
  const first = await suiteql(query, ['2026-04-10T13:00:00'], '?limit=2&offset=0');
  expect(first.body).toMatchObject({ hasMore: true, totalResults: 3 });
  expect(first.body.items.map((item: { externalid: string }) => item.externalid)).toEqual(['S-3', 'S-4']);
  expect(first.body.items[0]).toMatchObject({ changed: '2026-04-10T13:00:00', trandate: '4/10/2026', name: expect.stringContaining('Alice') as string });
  const last = await suiteql(query, ['2026-04-10T13:00:00'], '?limit=2&offset=2');
  expect([last.body.items.map((item: { externalid: string }) => item.externalid), last.body.hasMore]).toEqual([['S-5'], false]);
});

test('SuiteQL joins, counts, matches and sorts', async () => {
  await call('PUT', `${record}/salesOrder/eid:S-1`, order(customerId(), [{ item: { externalId: 'TEA-001' }, quantity: 2 }, { item: { externalId: 'MUG-002' } }]));
  const joined = await suiteql(`SELECT t.externalid, i.itemid, l.quantity FROM transaction t JOIN transactionline l ON l.transaction = t.id INNER JOIN item i ON i.id = l.item ORDER BY i.itemid DESC`);
  expect(joined.body.items).toEqual([
    { links: [], externalid: 'S-1', itemid: 'TEA-001', quantity: '2' },
    { links: [], externalid: 'S-1', itemid: 'MUG-002', quantity: '1' },
  ]);
  expect((await suiteql(`SELECT COUNT(*) AS n FROM customer WHERE LOWER(email) LIKE 'zoe%' AND NOT phone IS NULL`)).body.items).toEqual([{ links: [], n: '3' }]);
  expect((await suiteql(`SELECT id FROM item WHERE externalid IN ('TEA-001', 'MUG-002') AND id BETWEEN 1 AND 5000 FETCH FIRST 1 ROWS ONLY`)).body.items).toHaveLength(1);
});

test('SuiteQL is refused without Prefer, with surplus parameters, and where it names what is not there', async () => {
  const plain = await suiteql('SELECT id FROM customer', [], '', {});
  expect([plain.status, detail(plain)['o:errorHeader']]).toEqual([400, 'Prefer']);
  for (const [query, params] of [['SELECT id FROM customer WHERE email = ?', []], ['SELECT colour FROM customer', []], ['SELECT id FROM teapot', []], ['SELECT id FROM', []], ["SELECT id FROM customer WHERE lastmodifieddate > '2026-01-01'", []]] as const) {
    const got = await suiteql(query, [...params]);
    expect([query, got.status, detail(got)['o:errorCode']]).toEqual([query, 400, 'INVALID_PARAMETER']);
  }
  expect((await suiteql('SELECT id FROM customer', [], '?limit=10&offset=5')).status).toBe(400);
});

test('a sixth request at once is refused without a hint when to come back', async () => {
  const { promise, resolve } = Promise.withResolvers<null>();
  ledger.fault({ kind: 'hold', until: promise, times: 5 });
  const held = Array.from({ length: 5 }, () => call('GET', `${record}/customer?limit=1`));
  await ledger.log.until((log) => log.inFlight === 5);
  const sixth = await call('GET', `${record}/customer?limit=1`);
  expect([sixth.status, detail(sixth)['o:errorCode'], sixth.headers.get('retry-after')]).toEqual([429, 'CONCURRENCY_LIMIT_EXCEEDED', null]);
  resolve(null);
  expect((await Promise.all(held)).map((got) => got.status)).toEqual([200, 200, 200, 200, 200]);
  expect((await call('GET', `${record}/customer?limit=1`)).status).toBe(200);
});

test('an answer that was lost has still been written, so that a repeated upsert meets its own record', async () => {
  ledger.fault({ kind: 'reset', applied: true, on: { method: 'PUT' } });
  await expect(call('PUT', `${record}/salesOrder/eid:LOST-1?replace=item`, order(customerId()))).rejects.toThrow();
  expect((await call('PUT', `${record}/salesOrder/eid:LOST-1?replace=item`, order(customerId()))).status).toBe(204);
  expect(ledger.state.all('salesOrder')).toHaveLength(1);
  expect(ledger.state.arrived.map((each) => each.what)).toEqual(['created', 'updated']);
});

test('the catalogue names the records', async () => {
  expect((await call('GET', `${record}/metadata-catalog`)).body.items.map((item: { name: string }) => item.name)).toContain('salesOrder');
});
