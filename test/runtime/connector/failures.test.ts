import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync, brotliCompressSync, deflateSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { Endpoint } from '#plan';
import { bench } from '../../support/connector-bench.ts';
import { connector, endpoint, records, result, rule } from '../../support/connectors.ts';
import { body, duration, text } from '../../support/expressions.ts';
import { loopback, type Handler } from '../../support/loopback.ts';
import { internet } from '../../support/vendor.ts';

/** The error that an endpoint ends with; a single attempt unless the endpoint says otherwise. */
async function errorAt(baseUrl: string, of: Endpoint = endpoint()): Promise<unknown> {
  const { client, signal } = bench({ connector: connector(), instance: { baseUrl } });
  return client.call(of, {}, { signal }).then(() => { throw new Error('no error'); }, (error: unknown) => error);
}
const errorOf = async (handler: Handler, of?: Endpoint) => errorAt((await loopback(handler)).origin, of);

test('a host that does not exist', async () => {
  expect(await errorAt('https://nowhere.invalid')).toMatchObject({
    code: 'host-not-found', scope: 'run', message: expect.stringContaining('nowhere.invalid'), remedy: expect.stringContaining('settings'), attempt: 1,
  });
});

test('a port where nobody listens', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => { server.close(resolve); });
  expect(await errorAt(`http://127.0.0.1:${port}`)).toMatchObject({ code: 'connection-refused', message: expect.stringContaining(`127.0.0.1:${port}`), attempt: 4 });
  // A name with several addresses fails with all their errors.
  expect(await errorAt(`http://localhost:${port}`)).toMatchObject({ code: 'connection-refused', message: expect.stringContaining(`localhost:${port}`) });
});

test('a certificate of an unknown authority', async () => {
  const net = internet(['secure.example']);
  const server = await net.serve('secure.example', () => ({}));
  const { client, signal } = bench({ connector: connector(), instance: { baseUrl: server.origin }, network: { names: { lookup: net.names.lookup, reach: net.names.reach } } });
  const error = await client.call(endpoint(), {}, { signal }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'tls-refused', scope: 'run', message: expect.stringContaining('secure.example'), remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS'), attempt: 1 });
  expect(server.requests).toEqual([]);
});

test('a certificate of another host', async () => {
  const net = internet(['secure.example']);
  const server = await net.serve('secure.example', () => ({}));
  net.point('other.example', '203.0.113.1');
  const { client, signal } = bench({ connector: connector(), instance: { baseUrl: `https://other.example:${server.port}` }, network: { names: net.names } });
  await expect(client.call(endpoint(), {}, { signal })).rejects.toMatchObject({ code: 'tls-refused', message: expect.stringContaining('belongs to another host') });
});

test('https where the server speaks http', async () => {
  const server = await loopback(() => ({}));
  expect(await errorAt(`https://127.0.0.1:${server.port}`)).toMatchObject({ code: 'tls-refused', message: expect.stringContaining('does not speak TLS') });
});

test('http where the server speaks something else', async () => {
  const server = createServer((socket) => { socket.on('error', () => undefined).write('220 mail.example ESMTP\r\n'); }).listen(0, '127.0.0.1');
  onTestFinished(() => { server.close(); });
  await new Promise((resolve) => { server.once('listening', resolve); });
  expect(await errorAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)).toMatchObject({ code: 'invalid-http' });
});

test('a connection that is cut before the answer, and within it', async () => {
  expect(await errorOf((_request, { response }) => { response.destroy(); return undefined; })).toMatchObject({ code: 'connection-lost', attempt: 4 });
  expect(await errorOf((_request, { response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"half":', () => response.destroy());
    return undefined;
  })).toMatchObject({ code: 'connection-lost', remedy: expect.stringContaining('Try again later') });
});

test('each further attempt is told as a warning, with what became of the one before; a wait that was asked for is not', async () => {
  const answers = [
    (response: ServerResponse) => { response.writeHead(200, { 'content-length': '100' }); response.write('{"half":', () => response.destroy()); },
    (response: ServerResponse) => { response.writeHead(503).end(); },
    (response: ServerResponse) => { response.writeHead(429).end(); },
    (response: ServerResponse) => { response.writeHead(200, { 'content-type': 'application/json' }).end('{}'); },
  ];
  const server = await loopback((_request, { response }) => { answers.shift()?.(response); return undefined; });
  const { client, signal, log } = bench({ connector: connector(), instance: { baseUrl: server.origin } });
  await client.call(endpoint(), {}, { signal });
  expect(log.map((line) => line.replace(/in [\d.]+ s$/, 'in … s'))).toEqual([
    `warn: GET ${server.host}/things lost the connection before the answer was complete; attempt 2 in … s`,
    `warn: GET ${server.host}/things answered 503; attempt 3 in … s`,
    `debug: GET ${server.host}/things answered 429; attempt 4 in … s`,
  ]);
});

test('an answer that does not come, and one that comes drop by drop', async () => {
  const quick = endpoint({ timeout: duration('80ms'), rules: [rule(['timeout'], { kind: 'retry', times: 1 })] });
  expect(await errorOf(() => new Promise(() => undefined), quick)).toMatchObject({ code: 'timeout', message: expect.stringContaining('0.08 s'), remedy: expect.stringContaining('timeout'), attempt: 2 });
  let open = 0;
  const drops = await errorOf((_request, { response }) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    open++;
    const timer = setInterval(() => response.write(' '), 10);
    response.on('close', () => { clearInterval(timer); open--; });
    return undefined;
  }, quick);
  expect(drops).toMatchObject({ code: 'timeout' });
  await expect.poll(() => open).toBe(0);
});

test('an endless answer is not read to the end', async () => {
  let sent = 0;
  const error = await errorOf((_request, { response }) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const chunk = Buffer.alloc(1024 * 1024, 32);
    const more = () => { while (!response.destroyed && response.write(chunk)) sent += chunk.length; if (!response.destroyed) response.once('drain', () => { sent += chunk.length; more(); }); };
    more();
    return undefined;
  });
  expect(error).toMatchObject({ code: 'answer-too-large', message: expect.stringContaining('64 MB'), attempt: 1 });
  expect(sent).toBeLessThan(80 * 1024 * 1024);
});

test('a small answer that grows beyond measure when it is unpacked', async () => {
  const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, 48));
  expect(bomb.length).toBeLessThan(200_000);
  expect(await errorOf(() => ({ headers: { 'content-encoding': 'gzip' }, body: bomb }))).toMatchObject({ code: 'answer-too-large' });
});

test.each([['gzip', gzipSync], ['deflate', deflateSync], ['br', brotliCompressSync]] as const)('an answer in %s is unpacked', async (encoding, pack) => {
  const server = await loopback(({ headers }) => ({ headers: { 'content-encoding': encoding }, body: pack(Buffer.from(JSON.stringify({ asked: headers['accept-encoding'], name: 'Malmö' }))) }));
  const { client, signal } = bench({ connector: connector(), instance: { baseUrl: server.origin } });
  expect(await client.call(endpoint(), {}, { signal })).toEqual({ kind: 'value', value: { asked: 'gzip, deflate, br', name: 'Malmö' } });
});

test('an answer in a packing that nobody asked for, or that is damaged', async () => {
  expect(await errorOf(() => ({ headers: { 'content-encoding': 'compress' }, body: 'x' }))).toMatchObject({ code: 'unknown-encoding' });
  expect(await errorOf(() => ({ headers: { 'content-encoding': 'gzip' }, body: gzipSync('{"a":1}').subarray(0, 15) }))).toMatchObject({ code: expect.stringMatching(/^(connection-lost|invalid-http)$/) });
});

test('too many headers', async () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`x-${index}`, '1']));
  expect(await errorOf(() => ({ headers: many, body: {} }))).toMatchObject({ code: 'answer-too-large', message: expect.stringContaining('headers') });
  expect(await errorOf(() => ({ headers: { 'x-long': 'x'.repeat(70_000) }, body: {} }))).toMatchObject({ code: 'answer-too-large' });
});

test('a web page where JSON was promised', async () => {
  const page = '<!DOCTYPE html>\n<html><head><title> Sign in\n to Acme </title></head><body>…</body></html>';
  expect(await errorOf(() => ({ headers: { 'content-type': 'text/html; charset=utf-8' }, body: page }))).toMatchObject({
    code: 'unexpected-html', message: expect.stringMatching(/GET 127\.0\.0\.1:\d+\/things answered with a web page \("Sign in to Acme"\) where JSON was promised/), remedy: expect.stringContaining('base'), status: 200,
  });
  expect(await errorOf(() => ({ body: page }))).toMatchObject({ code: 'unexpected-html' });
  expect(await errorOf(() => ({ status: 404, headers: { 'content-type': 'text/html' }, body: page }))).toMatchObject({ code: 'not-found', message: expect.stringContaining('404 Not Found: a web page ("Sign in to Acme")') });
});

test('JSON that ends in the middle, and what is no JSON', async () => {
  expect(await errorOf(() => ({ body: '{"orders":[{"id":1},{"id":' }))).toMatchObject({ code: 'truncated-json', message: expect.stringContaining('ends in the middle') });
  expect(await errorOf(() => ({ body: '{"name":"hal' }))).toMatchObject({ code: 'truncated-json' });
  expect(await errorOf(() => ({ body: 'OK, done' }))).toMatchObject({ code: 'invalid-json', message: expect.stringContaining('/things') });
  expect(await errorOf(() => ({ body: '{"a":1}}' }))).toMatchObject({ code: 'invalid-json' });
});

test('a record of 10 MB comes through', async () => {
  const large = 'x'.repeat(10 * 1024 * 1024);
  const server = await loopback(() => ({ body: { id: 1, large } }));
  const { client, signal } = bench({ connector: connector(), instance: { baseUrl: server.origin } });
  const outcome = await client.call(endpoint({ select: result(body('large')) }), {}, { signal });
  expect(outcome.kind === 'value' && (outcome.value as string).length).toBe(large.length);
});

test('ndjson, texts, other charsets and an empty body', async () => {
  const server = await loopback(({ path }) => {
    if (path === '/lines') return { body: '{"id":1}\n{"id":2}\n' };
    if (path === '/latin') return { headers: { 'content-type': 'text/plain; charset=iso-8859-1' }, body: Buffer.from('Malmö', 'latin1') };
    return { status: 204 };
  });
  const { client, signal } = bench({ connector: connector(), instance: { baseUrl: server.origin } });
  const value = async (of: Endpoint) => (await client.call(of, {}, { signal }) as { value: unknown }).value;
  expect(await value(endpoint({ request: { path: text('/lines'), decode: 'ndjson' }, select: records(body()) }))).toEqual([{ id: 1 }, { id: 2 }]);
  expect(await value(endpoint({ request: { path: text('/latin'), decode: 'text' } }))).toBe('Malmö');
  expect(await value(endpoint({ request: { path: text('/none') } }))).toBeNull();
});

test('64-bit ids and the spelling of numbers survive', async () => {
  const server = await loopback(() => ({ body: '{"id":9223372036854775807,"price":10.50,"rate":1e5}' }));
  const { client, signal } = bench({ connector: connector(), instance: { baseUrl: server.origin } });
  const echo = endpoint({ effect: 'write', repeat: { kind: 'unsafe' }, request: { method: 'POST', body: { format: 'json', value: { op: 'name', scope: 'param', name: 'it', at: [0, 1, 1, 1, 1] } } } });
  const { value } = await client.call(endpoint(), {}, { signal }) as { value: unknown };
  await client.call(echo, { it: value }, { signal });
  expect(server.requests[1]?.body).toBe('{"id":9223372036854775807,"price":10.50,"rate":1e5}');
});

test('where the list is not, or is null', async () => {
  expect(await errorOf(() => ({ body: { items: [] } }), endpoint({ select: records(body('orders')) }))).toMatchObject({ code: 'not-a-list', message: expect.stringContaining('has no list') });
  expect(await errorOf(() => ({ body: { orders: { id: 1 } } }), endpoint({ select: records(body('orders')) }))).toMatchObject({ code: 'not-a-list', message: expect.stringContaining('an object') });
  const server = await loopback(() => ({ body: { orders: null } }));
  const { client, signal } = bench({ connector: connector(), instance: { baseUrl: server.origin } });
  expect(await client.call(endpoint({ select: records(body('orders')) }), {}, { signal })).toEqual({ kind: 'value', value: [] });
});

test('a run that is stopped does not wait for the answer', async () => {
  const server = await loopback(() => new Promise(() => undefined));
  const { client } = bench({ connector: connector(), instance: { baseUrl: server.origin } });
  const controller = new AbortController();
  const reading = client.call(endpoint(), {}, { signal: controller.signal });
  const writing = client.call(endpoint({ effect: 'write', repeat: { kind: 'unsafe' } }), {}, { signal: controller.signal });
  await expect.poll(() => server.requests.length).toBe(2);
  controller.abort();
  await expect(reading).rejects.toMatchObject({ code: 'stopped', inDoubt: false });
  await expect(writing).rejects.toMatchObject({ code: 'stopped', inDoubt: true });
});

test('without consent nothing is sent to this computer', async () => {
  const server = await loopback(() => ({}));
  const { client, signal } = bench({ connector: connector(), instance: { baseUrl: server.origin }, network: { policy: { allowLocal: false, trustedHosts: [] } } });
  await expect(client.call(endpoint(), {}, { signal })).rejects.toMatchObject({ code: 'address-refused', remedy: expect.stringContaining('--allow-local') });
  expect(server.connections()).toBe(0);
});

test('a name that leads to this computer is as little trusted as its address', async () => {
  const net = internet(['rebound.example']);
  const server = await loopback(() => ({}));
  net.point('rebound.example', '127.0.0.1', '::1');
  const { client, signal } = bench({ connector: connector(), instance: { baseUrl: `https://rebound.example:${server.port}` }, network: { names: net.names, policy: { allowLocal: false, trustedHosts: [] } } });
  await expect(client.call(endpoint(), {}, { signal })).rejects.toMatchObject({ code: 'address-refused' });
  expect(server.connections()).toBe(0);
});
