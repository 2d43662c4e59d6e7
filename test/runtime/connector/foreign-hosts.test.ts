import { expect, test } from 'vitest';
import { all, bench } from '../../support/connector-bench.ts';
import { auth, connector, endpoint, field, paginate, records } from '../../support/connectors.ts';
import { at, body, object, secret, text } from '../../support/expressions.ts';
import { loopback, type Handler } from '../../support/loopback.ts';
import { internet, type Internet } from '../../support/vendor.ts';

const keyed = auth({
  secrets: [field('token')],
  placements: [{ kind: 'header', name: 'X-Token', value: secret('token'), at }, { kind: 'query', name: 'api_key', value: secret('token'), at }],
});
const token = 'opensesame-1';
const shop = connector({ hosts: [text('*.shop.example')], auths: { key: keyed }, base: text('https://acme.shop.example') });
const list = endpoint({ request: { path: text('/orders'), headers: [object({ Cookie: text('session=1'), 'X-Client': text('patchbay') })] }, paginate: paginate({ kind: 'next', url: body('next') }), select: records(body('items')) });

async function world(handler: Handler): Promise<{ net: Internet; vendor: Awaited<ReturnType<Internet['serve']>> }> {
  const net = internet(['acme.shop.example', 'files.shop.example', 'elsewhere.example']);
  return { net, vendor: await net.serve('acme.shop.example', handler) };
}

/** The vendor's server stands at a port of its own, so the instance names it. */
function clientOf(net: Internet, origin: string, hosts = [text('*.shop.example')]) {
  const { port } = new URL(origin);
  return bench({ connector: { ...shop, base: text(origin), hosts: [...hosts, text(`*.shop.example:${port}`)] }, secrets: { token }, network: { names: net.names } });
}

test('a next link to another host goes without credentials and cookies', async () => {
  const { net, vendor } = await world(() => ({ body: { items: [1], next: `${elsewhere.origin}/page2?api_key=theirs` } }));
  const elsewhere = await net.serve('elsewhere.example', () => ({ body: { items: [2], next: null } }));
  const { client, signal } = clientOf(net, vendor.origin);
  expect((await all(client.pages(list, {}, { signal }))).map((page) => page.records)).toEqual([[1], [2]]);
  expect(vendor.requests[0]).toMatchObject({ target: `/orders?api_key=${token}`, headers: { 'x-token': token, cookie: 'session=1' } });
  expect(elsewhere.requests[0]?.target).toBe('/page2?api_key=theirs');
  expect(elsewhere.requests[0]?.headers).toMatchObject({ 'x-client': 'patchbay' });
  expect(JSON.stringify(elsewhere.requests)).not.toMatch(/opensesame|session=1/);
});

test('a next link to another of the connector\'s hosts goes with them, its own query kept and the key put right', async () => {
  const { net, vendor } = await world(({ path, query }) => ({ body: { items: [path], next: query.has('cursor') ? null : `https://files.shop.example:${vendor.port}/more?cursor=a%20b&api_key=old` } }));
  const { client, signal } = clientOf(net, vendor.origin);
  await all(client.pages(list, {}, { signal }));
  expect(vendor.requests[1]).toMatchObject({ target: `/more?cursor=a%20b&api_key=${token}`, headers: { 'x-token': token } });
});

test.each([
  ['this computer', (port: number) => `http://127.0.0.1:${port}/`],
  ['this computer by another spelling', (port: number) => `http://[::ffff:127.0.0.1]:${port}/`],
  ['this computer by a number', (port: number) => `http://2130706433:${port}/`],
  ['this computer by name', (port: number) => `http://localhost:${port}/`],
  ['a name that leads here', (port: number) => `https://elsewhere.example:${port}/`],
  ['the metadata service', () => 'http://169.254.169.254/latest/meta-data/'],
  ['a public host without encryption', (port: number) => `http://files.shop.example:${port}/`],
])('neither a next link nor a redirect leads to %s, whatever was allowed', async (_name, urlOf) => {
  const inner = await loopback(() => ({ body: { items: ['internal'] } }));
  const target = urlOf(inner.port);
  for (const answer of [{ body: { items: [1], next: target } }, { status: 307, headers: { location: target } }]) {
    const { net, vendor } = await world(() => answer);
    net.point('elsewhere.example', '127.0.0.1');
    const { client, signal } = clientOf(net, vendor.origin);
    await expect(all(client.pages(list, {}, { signal }))).rejects.toMatchObject({ code: 'address-refused' });
  }
  expect(inner.connections()).toBe(0);
});

test('a redirect to another host goes without credentials, and back home with them', async () => {
  const { net, vendor } = await world(({ path }) => (path === '/orders' ? { status: 302, headers: { location: `${elsewhere.origin}/hop` } } : { body: { items: [path], next: null } }));
  const elsewhere = await net.serve('elsewhere.example', () => ({ status: 302, headers: { location: `${vendor.origin}/home` } }));
  const { client, signal } = clientOf(net, vendor.origin);
  expect((await all(client.pages(list, {}, { signal })))[0]?.records).toEqual(['/home']);
  expect(JSON.stringify(elsewhere.requests)).not.toMatch(/opensesame|session=1/);
  expect(vendor.requests[1]?.headers['x-token']).toBe(token);
});

const write = endpoint({ name: 'create', effect: 'write', repeat: { kind: 'unsafe' }, request: { method: 'POST', path: text('/orders'), body: { format: 'json', value: object({ name: text('Ada') }) } } });

test('a redirect takes the body along where it says so, and never to another host', async () => {
  const { net, vendor } = await world(({ path, method, body: sent }) => (
    path === '/orders' ? { status: 308, headers: { location: '/v2/orders' } } : path === '/away' ? { status: 307, headers: { location: `${elsewhere.origin}/orders` } } : { body: { method, sent } }));
  const elsewhere = await net.serve('elsewhere.example', () => ({}));
  const { client, signal } = clientOf(net, vendor.origin);
  expect(await client.call(write, {}, { signal })).toEqual({ kind: 'value', value: { method: 'POST', sent: '{"name":"Ada"}' } });
  await expect(client.call({ ...write, request: { ...write.request, path: text('/away') } }, {}, { signal })).rejects.toMatchObject({ code: 'host-not-allowed' });
  expect(elsewhere.connections()).toBe(0);
});

test('303 becomes a GET, and a write is not lost in a 302', async () => {
  const { net, vendor } = await world(({ path, method }) => (path === '/orders' ? { status: 303, headers: { location: '/orders/7' } } : path === '/moved' ? { status: 302, headers: { location: '/x' } } : { body: { method, path } }));
  const { client, signal } = clientOf(net, vendor.origin);
  expect(await client.call(write, {}, { signal })).toEqual({ kind: 'value', value: { method: 'GET', path: '/orders/7' } });
  await expect(client.call({ ...write, request: { ...write.request, path: text('/moved') } }, {}, { signal })).rejects.toMatchObject({ code: 'unexpected-redirect', status: 302, remedy: expect.stringContaining('redirect manual') });
});

test('`redirect manual` makes it an answer', async () => {
  const { net, vendor } = await world(() => ({ status: 302, headers: { location: '/orders/7' } }));
  const { client, signal } = clientOf(net, vendor.origin);
  const manual = { ...write, request: { ...write.request, redirect: 'manual' as const }, select: { kind: 'none' as const, at } };
  expect(await client.call(manual, {}, { signal })).toEqual({ kind: 'value', value: null });
  expect(vendor.requests).toHaveLength(1);
});

test('a circle of redirects ends', async () => {
  const { net, vendor } = await world(({ path }) => ({ status: 302, headers: { location: path === '/a' ? '/b' : '/a' } }));
  const { client, signal } = clientOf(net, vendor.origin);
  await expect(client.call(endpoint(), {}, { signal })).rejects.toMatchObject({ code: 'too-many-redirects' });
  expect(vendor.requests).toHaveLength(6);
});

test('an endpoint cannot name a host that is not the connector\'s', async () => {
  const { net, vendor } = await world(() => ({}));
  const elsewhere = await net.serve('elsewhere.example', () => ({}));
  const { client, signal } = clientOf(net, vendor.origin);
  await expect(client.call(endpoint({ request: { path: text(`${elsewhere.origin}/x`) } }), {}, { signal })).rejects.toMatchObject({ code: 'host-not-allowed', message: expect.stringContaining('elsewhere.example') });
  expect(elsewhere.connections()).toBe(0);
});
