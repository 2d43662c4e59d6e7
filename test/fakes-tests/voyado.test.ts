import { afterEach, beforeEach, expect, test } from 'vitest';
import { handClock, type FakeServer, type HandClock } from '../fakes/kit/index.ts';
import { startVoyado, type Contact, type ProgrammeState } from '../fakes/voyado/index.ts';

const apiKey = 'the-key-of-this-integration';
let clock: HandClock;
let voyado: FakeServer<ProgrammeState>;
beforeEach(async () => {
  clock = handClock('2026-04-10T12:00:00Z');
  voyado = await startVoyado({ apiKey, orders: 0, customers: 40, clock });
});
afterEach(() => voyado.close());

interface Got {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- each call answers another shape
  body: any;
}

const required = { apikey: apiKey, 'user-agent': 'Patchbay/0.1', 'content-type': 'application/json' };
const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = required): Promise<Got> => {
  const response = await fetch(path.startsWith('/api') ? voyado.url + path : `${voyado.url}/api/v3${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
};
const code = async (method: string, path: string, body?: unknown): Promise<[number, string]> => {
  const got = await call(method, path, body);
  return [got.status, got.body.errorCode];
};
const contacts = (): Contact[] => [...voyado.state.contacts.values()];
const seventh = (): Contact => contacts().find((each) => each.fields['email'] === 'maya.6@example.com') as Contact;

test('a call needs its key, a user agent with a version, and, even a GET, a content type', async () => {
  const without = (name: keyof typeof required): Record<string, string> => Object.fromEntries(Object.entries(required).filter(([each]) => each !== name));
  const typeless = await call('GET', '/contacts/count', undefined, without('content-type'));
  expect([typeless.status, typeless.body.message]).toEqual([500, 'An error has occurred.']);
  expect((await call('GET', '/contacts/count', undefined, without('apikey'))).status).toBe(401);
  expect((await call('GET', '/contacts/count', undefined, { ...required, apikey: 'wrong' })).status).toBe(401);
  expect((await call('GET', '/contacts/count', undefined, { ...without('apikey'), 'x-api-key': apiKey })).status).toBe(401);
  expect((await call('GET', '/contacts/count', undefined, { ...required, 'user-agent': 'node' })).status).toBe(400);
  expect((await call('GET', '/contacts/count')).body).toBe(18);
});

test('an id is found by each key and comes as a bare text', async () => {
  const { id, fields } = seventh();
  const found = await call('GET', '/contacts/id?email=MAYA.6%40example.com');
  expect([found.status, found.body]).toEqual([200, id]);
  expect((await call('GET', `/contacts/id?customKey=${String(fields['externalId'])}`)).body).toBe(id);
  expect((await call('GET', '/contacts/id?any=maya.6@example.com')).body).toBe(id);
  const phoned = contacts().find((each) => each.fields['mobilePhone'] === '+447700900003');
  expect((await call('GET', '/contacts/id?mobilePhone=%2B447700900003')).body).toBe(phoned?.id);
  expect(await code('GET', '/contacts/id?mobilePhone=+447700900003')).toEqual([400, 'InvalidPhoneNumber']);
});

test('a search that is wrong, finds nobody or more than one says so', async () => {
  expect(await code('GET', '/contacts/id?email=nonsense')).toEqual([400, 'InvalidEmailAddress']);
  expect(await code('GET', '/contacts/id')).toEqual([400, 'InvalidSearchQuery']);
  expect(await code('GET', '/contacts/id?email=a@example.com&contactType=Friend')).toEqual([400, 'InvalidContactType']);
  expect(await code('GET', '/contacts/id?email=nobody@example.com')).toEqual([404, 'ContactNotFound']);
  // The value has the form of an address, so nothing else is tried.
  expect(await code('GET', '/contacts/id?any=web-6@example.com')).toEqual([404, 'ContactNotFound']);
  const many = await call('GET', '/contacts/id?email=alice.0@example.com');
  const both = contacts().filter((each) => each.fields['email'] === 'alice.0@example.com').map((each) => each.id);
  expect([many.status, many.body.errorCode, many.body.messageDetails]).toEqual([409, 'MultipleMatches', { multipleMatchesFound: both }]);
  expect((await call('GET', '/contacts/id?email=alice.0@example.com&contactType=contact')).body).toBe(both[1]);
});

test('a contact is created with its origin from the query, once', async () => {
  const made = await call('POST', '/contacts?source=ecom&storeExternalId=600', { email: 'new@example.com', firstName: 'Zoë', colour: 'blue' });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ contactType: 'Member', email: 'new@example.com', firstName: 'Zoë', lastName: null, preferences: { acceptsEmail: false } });
  expect(made.body.colour).toBeUndefined();
  expect(voyado.state.arrived).toMatchObject([{ what: 'contact created', id: made.body.id, body: { source: 'ecom', storeExternalId: '600' } }]);
  expect((await call('GET', `/contacts/${made.body.id}`)).body).toEqual(made.body);
  expect(await code('POST', '/contacts', { email: 'NEW@example.com' })).toEqual([409, 'ContactAlreadyExists']);
  expect(await code('POST', '/contacts', { firstName: 'X' })).toEqual([400, 'MissingKeyField']);
  expect(await code('POST', '/contacts', { email: 'x@example.com', contactType: 'Friend' })).toEqual([400, 'InvalidContactType']);
  expect(await code('POST', '/contacts', { email: 'x@example.com', mobilePhone: '0770' })).toEqual([400, 'InvalidPhoneNumber']);
});

test('v2 headers for the origin are ignored', async () => {
  await call('POST', '/contacts', { email: 'new@example.com' }, { ...required, source: 'ecom' });
  expect(voyado.state.arrived[0]?.body).not.toHaveProperty('source');
});

test('PATCH changes what is given, null and "" overwrite, unknown names are ignored', async () => {
  const { id } = seventh();
  clock.advance(1000);
  const got = await call('PATCH', `/contacts/${id}`, { city: '', lastName: null, firstName: 'Max', colour: 'blue', preferences: { acceptsSms: true } });
  expect(got.status).toBe(200);
  expect(got.body).toMatchObject({ city: null, lastName: null, firstName: 'Max', email: 'maya.6@example.com', preferences: { acceptsEmail: false, acceptsSms: true } });
  expect(await code('PATCH', `/contacts/${id}`, { contactType: 'Contact' })).toEqual([400, 'InvalidContactType']);
  expect(await code('PATCH', `/contacts/${id}`, { email: 'alice.0@example.com' })).toEqual([409, 'ContactAlreadyExists']);
  expect(await code('PATCH', `/contacts/${id}`, { email: null })).toEqual([400, 'MissingKeyField']);
  expect((await call('POST', `/contacts/${id}/updateContactType?contactTypeId=Contact`)).body.contactType).toBe('Contact');
});

test('changes are ids by kind and time, without pages', async () => {
  const { id } = seventh();
  const since = '?fromDate=2026-04-10%2012:00:00.000&changeType=';
  clock.advance(60_000);
  await call('PATCH', `/contacts/${id}`, { city: 'York' });
  const made = (await call('POST', '/contacts', { email: 'new@example.com' })).body.id;
  const gone = contacts()[5]?.id;
  expect((await call('DELETE', `/contacts/${gone}`)).status).toBe(204);
  expect((await call('GET', `/contacts/changes${since}Updated`)).body).toEqual([id]);
  expect((await call('GET', `/contacts/changes${since}Created`)).body).toEqual([made]);
  expect((await call('GET', `/contacts/changes${since}Deleted`)).body).toEqual([gone]);
  expect((await call('GET', `/contacts/changes${since}Updated&toDate=2026-04-10+12:00:59`)).body).toEqual([]);
  expect(await code('GET', '/contacts/changes?changeType=Updated&fromDate=2026-04-10T12:00:00Z')).toEqual([400, 'InvalidDate']);
  expect(await code('GET', `/contacts/changes${since}Renamed`)).toEqual([400, 'InvalidChangeType']);
});

test('the count is up to twenty minutes old', async () => {
  expect((await call('GET', '/contacts/count')).body).toBe(18);
  await call('POST', '/contacts', { email: 'new@example.com' });
  expect((await call('GET', '/contacts/count')).body).toBe(18);
  clock.advance(20 * 60_000);
  expect((await call('GET', '/contacts/count')).body).toBe(19);
});

test('a bulk batch is done after it was asked for twice, and leaves out the rows that do not fit', async () => {
  const before = contacts().length;
  const { status, body } = await call('POST', '/contacts/bulk', [{ email: 'b1@example.com' }, { email: 'nonsense' }, { email: 'b2@example.com' }]);
  expect(status).toBe(202);
  const ask = (): Promise<Got> => call('GET', `/api/v2/contacts/bulk/status?batchId=${body.batchId}`);
  expect((await ask()).body.status).toBe('Processing');
  expect(contacts()).toHaveLength(before);
  expect((await ask()).body.status).toBe('Completed');
  expect((await ask()).body.status).toBe('Completed');
  expect(contacts()).toHaveLength(before + 2);
  const patch = await call('PATCH', '/contacts/bulk?contactType=Member', [{ email: 'b1@example.com', city: 'York' }, { email: 'nobody@example.com' }]);
  for (let poll = 0; poll < 2; poll += 1) await call('GET', `/contacts/bulk/status?batchId=${patch.body.batchId}`);
  expect(contacts().find((each) => each.fields['email'] === 'b1@example.com')?.fields['city']).toBe('York');
  expect(await code('POST', '/contacts/bulk', Array.from({ length: 4001 }, () => ({})))).toEqual([400, 'TooManyContacts']);
});

const transactions = async (): Promise<unknown> => (await call('GET', `/contacts/${seventh().id}/transactions?offset=0&count=100`)).body;
const receipt = (id: string): Record<string, unknown> => ({
  contact: { matchKey: 'maya.6@example.com', matchKeyType: 'Email' },
  uniqueReceiptId: id,
  receiptNumber: '1001',
  createdDate: '2026-04-10T08:00:00-04:00',
  storeExternalId: '600',
  currency: 'GBP',
  totalGrossPrice: 25,
  paymentMethods: [{ type: 'card', value: 25 }],
  items: [{ type: 'PURCHASE', sku: 'TEA-001', quantity: 2, grossPaidPrice: 25, taxAmount: 4.17, taxPercent: 20 }],
});

test('a receipt is taken once, a repeat is ignored without a word, and it is seen a quarter of an hour later', async () => {
  for (let time = 0; time < 3; time += 1) expect((await call('POST', '/receipts', receipt('R-1'))).status).toBe(202);
  expect([voyado.state.receipts.size, voyado.state.ignoredReceipts]).toEqual([1, 2]);
  expect(await transactions()).toEqual({ items: [], totalCount: 0, offset: 0, count: 0 });
  clock.advance(15 * 60_000);
  expect(await transactions()).toMatchObject({ items: [{ uniqueReceiptId: 'R-1' }], totalCount: 1, count: 1 });
});

test('a receipt of nobody is kept apart, a wrong one refused', async () => {
  await call('POST', '/receipts', { ...receipt('R-2'), contact: { matchKey: 'nobody@example.com', matchKeyType: 'Email' } });
  expect(voyado.state.receipts.get('R-2')?.contactId).toBeNull();
  const wrong = async (changes: Record<string, unknown>): Promise<unknown> => (await call('POST', '/receipts', { ...receipt('R-3'), ...changes })).body.messageDetails?.field;
  expect(await wrong({ uniqueReceiptId: '' })).toBe('uniqueReceiptId');
  expect(await wrong({ contact: { matchKey: 'x', matchKeyType: 'Name' } })).toBe('contact.matchKeyType');
  expect(await wrong({ createdDate: '2026-04-10T08:00:00' })).toBe('createdDate');
  expect(await wrong({ totalGrossPrice: '25.00' })).toBe('totalGrossPrice');
  expect(await wrong({ items: [] })).toBe('items');
  expect(await wrong({ items: [{ type: 'PURCHASE', sku: null, quantity: 1, grossPaidPrice: 1 }] })).toBe('items[0].sku');
  expect(voyado.state.receipts.has('R-3')).toBe(false);
});

test('more than two hundred calls in a second are too many', async () => {
  await voyado.close();
  voyado = await startVoyado({ apiKey, orders: 0, customers: 3, clock, perSecond: 3 });
  for (let at = 0; at < 3; at += 1) expect((await call('GET', '/contacts/count')).status).toBe(200);
  const refused = await call('GET', '/contacts/count');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, null]);
  clock.advance(1000);
  expect((await call('GET', '/contacts/count')).status).toBe(200);
});

test('what is not there is not found', async () => {
  expect((await call('GET', '/nothing')).status).toBe(404);
  expect((await call('PUT', '/contacts/count')).status).toBe(405);
  expect(await code('GET', '/contacts/00000000-0000-4000-a000-000000000000')).toEqual([404, 'ContactNotFound']);
  expect((await call('GET', '/consents')).body).toHaveLength(2);
});
