import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Plan } from '#plan';
import { callEndpoint, createNetwork, type CallRequest, type Json } from '#runtime';
import { at, integer, lambda, method, object, path, template, text } from './support/expressions.ts';
import { connector, field, fromEndpoint, listEndpoint, planOf, sendEndpoint, type Draft } from './support/plans.ts';
import { eventsOf, run } from './support/run.ts';

// The engine with the real way to the outside.

let server: Server;
let base = '';
let arrived: { url: string; key: string | string[] | undefined; body: unknown }[] = [];
let items: object[] = [];

beforeEach(async () => {
  arrived = [];
  items = [];
  server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://x.example');
    if (request.method === 'GET') {
      const page = Number(url.searchParams.get('page') ?? 1);
      const link = page * 2 < items.length ? { link: `<${url.pathname}?page=${page + 1}>; rel="next"` } : {};
      response.writeHead(200, { 'content-type': 'application/json', ...link }).end(`[${items.slice(page * 2 - 2, page * 2).map((item) => JSON.stringify(item)).join(',').replaceAll('"12345678901234567890"', '12345678901234567890')}]`);
      return;
    }
    const body = await json(request);
    arrived.push({ url: url.pathname, key: request.headers['idempotency-key'], body });
    const refused = JSON.stringify(body).includes('bad');
    response.writeHead(refused ? 422 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(refused ? { message: 'bad item' } : { made: arrived.length }));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise<void>((resolve) => {
  server.close(() => resolve());
  server.closeAllConnections();
}));

const keyed = sendEndpoint('save', {
  repeat: { kind: 'key', slot: { in: 'header', path: ['Idempotency-Key'] } },
  request: {
    method: 'POST', path: text('/save'), query: [], redirect: 'follow', decode: 'json', body: { format: 'json', value: path('data', 'param') },
    headers: [object({ 'Idempotency-Key': path('request.idempotencyKey', 'response') })],
  },
});
const planWith = (steps: Draft[]): Plan => planOf([], { source: fromEndpoint('items', 'item'), steps }, {
  connectors: { store: connector('store', [listEndpoint('items'), keyed, listEndpoint('some', { params: [field('count', { type: { kind: 'scalar', name: 'integer' } })] })], { base: text(base) }) },
});
const save = (data = path('item')): Draft => ({ kind: 'send', call: { use: 'shop', endpoint: 'save', args: { data }, at }, as: 'answer' });

describe('a flow over the network', () => {
  test('moves records as they are, and tells which page was the last', async () => {
    items = [{ id: '12345678901234567890' }, { id: 2 }, { id: 3 }];
    const ran = await run(planWith([save(object({ text: template('text', path('item.id')) })), { kind: 'log', level: 'info', value: path('answer.made') }]), createNetwork);
    expect(ran).toMatchObject({ status: 'succeeded', counts: { read: 3, completed: 3, sent: 3 } });
    expect(arrived.map(({ body }) => body)).toEqual(expect.arrayContaining([{ text: '12345678901234567890' }]));
    expect(eventsOf(ran, 'page').map(({ records, instance, endpoint }) => [records, instance, endpoint])).toEqual([[2, 'shop', 'items'], [1, 'shop', 'items']]);
    expect(eventsOf(ran, 'page').at(-1)?.text).toContain('the last: no next link');
  });

  test('sends the same key for the same content in the next run, another one for other content', async () => {
    items = [{ id: 1, v: 'a' }, { id: 2, v: 'a' }];
    const batch: Draft[] = [{ kind: 'batch', size: integer(2), as: 'all', names: ['item'] }, save(method(path('all'), 'array', 'map', lambda(['x'], path('x.item', 'local'))))];
    for (const steps of [[save()], batch]) {
      arrived = [];
      await run(planWith(steps), createNetwork);
      await run(planWith(steps), createNetwork);
      const keys = arrived.map(({ key }) => key);
      expect(keys.every((key) => /^[0-9a-f]{64}$/.test(String(key)))).toBe(true);
      expect(new Set(keys).size).toBe(keys.length / 2);
    }
    items = [{ id: 1, v: 'b' }];
    const before = new Set(arrived.map(({ key }) => key));
    arrived = [];
    await run(planWith([save()]), createNetwork);
    expect(before.has(arrived[0]?.key)).toBe(false);
  });

  test('sets aside the record that the other side refuses, with its status and place', async () => {
    items = [{ id: 1 }, { id: 2, name: 'bad' }, { id: 3 }];
    const ran = await run(planWith([save()]), createNetwork);
    expect(ran).toMatchObject({ status: 'partial', counts: { read: 3, completed: 2, rejected: 1 } });
    expect(eventsOf(ran, 'rejected')[0]).toMatchObject({ record: { item: { id: 2 } }, error: { status: 422, endpoint: 'shop.save', step: '1', flow: 'sync', file: 'sync.flow', range: { line: expect.any(Number) } } });
  });

  test('fails where nobody listens, naming instance, step and line', async () => {
    const plan = planWith([save()]);
    (plan.connectors.store as { base: unknown }).base = text('http://127.0.0.1:1');
    const rules = [{ on: ['network' as const], action: { kind: 'fail' as const, message: text('nobody is there') }, at }];
    Object.assign(plan.connectors.store?.endpoints.items as object, { rules });
    expect(await run(plan, createNetwork)).toMatchObject({ status: 'failed', error: { step: 'from', endpoint: 'shop.items', flow: 'sync' }, counts: { read: 0 } });
  });
});

async function all(more: Partial<CallRequest>): Promise<Json[]> {
  const records: Json[] = [];
  for await (const record of callEndpoint({
    plan: planWith([]), instances: { shop: { name: 'shop', connector: 'store', settings: {} } }, bundledConnectors: new Set(), instance: 'shop', endpoint: 'items', args: {},
    secrets: { secret: () => Promise.resolve(undefined) }, policy: { allowLocal: true, trustedHosts: [] }, signal: new AbortController().signal, ...more,
  })) records.push(record);
  return records;
}

describe('calling an endpoint', () => {
  test('gives records one by one, over pages, as many as are wanted', async () => {
    items = [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }, { id: 5 }];
    expect(await all({})).toEqual(items);
    expect(await all({ limit: 3 })).toEqual(items.slice(0, 3));
  });

  test('gives the one result', async () => {
    expect(await all({ endpoint: 'save', args: { data: { id: 1 } } })).toEqual([{ made: 1 }]);
  });

  test('refuses what it does not know', async () => {
    await expect(all({ endpoint: 'nothing' })).rejects.toMatchObject({ code: 'unknown-endpoint', remedy: expect.stringContaining('items') });
    await expect(all({ instance: 'nobody' })).rejects.toMatchObject({ code: 'unknown-endpoint' });
    await expect(all({ endpoint: 'some', args: { count: 'many' } })).rejects.toMatchObject({ code: 'invalid-argument', endpoint: undefined });
    await expect(all({ endpoint: 'some' })).rejects.toMatchObject({ code: 'missing-argument' });
    await expect(all({ endpoint: 'some', args: { other: 1, count: 1 } })).rejects.toMatchObject({ code: 'unknown-argument', remedy: 'Its parameters are count.' });
  });
});
