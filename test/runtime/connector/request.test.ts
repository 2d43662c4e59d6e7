import { expect, test } from 'vitest';
import type { Endpoint } from '#plan';
import { Decimal, DateTime } from '../../../runtime/expression/values.ts';
import { bench } from '../../support/connector-bench.ts';
import { connector, endpoint, field } from '../../support/connectors.ts';
import { get, list, nothing, object, param, response, template, text } from '../../support/expressions.ts';
import { loopback } from '../../support/loopback.ts';

/** Calls one endpoint and gives back what arrived at the server. */
async function arrives(of: Endpoint, args: Record<string, unknown> = {}, details: { base?: string; key?: string } = {}) {
  const server = await loopback(() => ({ body: { fine: true } }));
  const { client, signal } = bench({ connector: connector({ base: text(details.base ?? 'https://api.shelf.example/v2/') }), instance: { baseUrl: server.origin } });
  await client.call(of, args, { signal, ...(details.key !== undefined && { key: details.key }) });
  return server.requests[0]!;
}

test('a path stands below base, whatever slashes either has', async () => {
  expect((await arrives(endpoint({ request: { path: text('/orders.json') } }))).target).toBe('/v2/orders.json');
  expect((await arrives(endpoint({ request: { path: text('orders') } }), {}, { base: 'https://api.shelf.example' })).target).toBe('/orders');
  expect((await arrives(endpoint({ request: { path: text('//evil.example/x') } }), {}, { base: 'https://api.shelf.example' })).target).toBe('//evil.example/x');
  expect((await arrives(endpoint({ request: { path: text('/x?deploy=1'), query: [object({ a: text('b') })] } }))).target).toBe('/v2/x?deploy=1&a=b');
});

test('a value in the path is one segment', async () => {
  const path = template('path', '/orders/', param('id'), '.json');
  expect((await arrives(endpoint({ request: { path } }), { id: 'a/b?c#d e' })).target).toBe('/v2/orders/a%2Fb%3Fc%23d%20e.json');
  await expect(arrives(endpoint({ request: { path: template('path', '/orders/', param('id')) } }), { id: '..' })).rejects.toMatchObject({ scope: 'record' });
});

test('a query leaves null out, repeats lists, and lets the endpoint win over the connector', async () => {
  const query = [
    object({ per_page: text('50'), lang: text('en') }),
    object({ per_page: text('100'), none: nothing, id: list(text('1'), text('2')), 'a[b]': text('x & y+ä'), amount: param('amount'), since: param('since') }),
  ];
  const { target } = await arrives(endpoint({ request: { query } }), { amount: Decimal.parse('12.50'), since: DateTime.parse('2026-01-05T10:00:00Z') });
  expect(target).toBe('/v2/things?per_page=100&lang=en&id=1&id=2&a%5Bb%5D=x%20%26%20y%2B%C3%A4&amount=12.50&since=2026-01-05T10%3A00%3A00Z');
});

test('headers are one however they are spelled, and the later one wins', async () => {
  const { headers } = await arrives(endpoint({ request: { headers: [object({ ACCEPT: text('text/csv'), 'X-Client': text('a'), 'X-Old': text('1') }), object({ 'x-client': text('b'), 'X-None': nothing })] } }));
  expect(headers).toMatchObject({ accept: 'text/csv', 'x-client': 'b', 'x-old': '1' });
  expect(headers).not.toHaveProperty('x-none');
});

test.each(['line\r\nX-Admin: 1', 'line\nbreak', 'nul\0', 'bell\u0007', 'snowman ☃'])('the header value %j is refused', async (value) => {
  const of = endpoint({ request: { headers: [object({ 'X-Name': param('name') })] } });
  await expect(arrives(of, { name: value })).rejects.toMatchObject({ code: 'invalid-header', scope: 'record', message: expect.not.stringContaining(value) });
});

test.each(['Content-Length', 'Transfer-Encoding', 'Host', 'Connection', 'X Y', 'X:Y', ''])('a header named %j is refused', async (name) => {
  await expect(arrives(endpoint({ request: { headers: [object({ [name]: text('1') })] } }))).rejects.toMatchObject({ code: 'invalid-header' });
});

const write = (body: NonNullable<Endpoint['request']['body']>, details: Partial<Endpoint> = {}): Endpoint => {
  const made = endpoint({ effect: 'write', repeat: { kind: 'unsafe' }, ...details });
  return { ...made, request: { ...made.request, method: 'POST', body } };
};

test('bodies are JSON, forms, texts and GraphQL, each with its type', async () => {
  const json = await arrives(write({ format: 'json', value: object({ amount: param('amount'), gone: nothing }) }), { amount: Decimal.parse('10.00') });
  expect([json.headers['content-type'], json.body]).toEqual(['application/json', '{"amount":10.00,"gone":null}']);
  const form = await arrives(write({ format: 'form', value: object({ a: list(text('1'), text('2')), b: text('x y&z'), gone: nothing }) }));
  expect([form.headers['content-type'], form.body]).toEqual(['application/x-www-form-urlencoded', 'a=1&a=2&b=x+y%26z']);
  const raw = await arrives(write({ format: 'raw', value: text('as it is') }));
  expect([raw.headers['content-type'], raw.body]).toEqual(['text/plain; charset=utf-8', 'as it is']);
  const graphql = await arrives(write({ format: 'graphql', document: text('query ($a: ID) { x }'), variables: object({ a: text('7'), gone: nothing }) }));
  expect([graphql.headers['content-type'], graphql.body]).toEqual(['application/json', '{"query":"query ($a: ID) { x }","variables":{"a":"7"}}']);
});

test('a type that the endpoint declares stays', async () => {
  const of = write({ format: 'json', value: object({}) });
  of.request.headers = [object({ 'Content-Type': text('application/vnd.shelf+json') })];
  expect((await arrives(of)).headers['content-type']).toBe('application/vnd.shelf+json');
});

test('a list has no place in a form\'s object, and says so', async () => {
  await expect(arrives(write({ format: 'form', value: object({ a: object({ b: text('1') }) }) }))).rejects.toMatchObject({ code: 'invalid-value', scope: 'record' });
  await expect(arrives(write({ format: 'form', value: text('x') }))).rejects.toMatchObject({ code: 'invalid-value' });
});

test('an idempotency key goes into its slot', async () => {
  const key = { kind: 'key' as const, slot: { in: 'header' as const, path: ['Idempotency-Key'] } };
  expect((await arrives(write({ format: 'json', value: object({}) }, { repeat: key }), {}, { key: 'run-1/step-2/7' })).headers['idempotency-key']).toBe('run-1/step-2/7');
  const variable = { kind: 'key' as const, slot: { in: 'variables' as const, path: ['key'] } };
  expect((await arrives(write({ format: 'graphql', document: text('m') }, { repeat: variable }), {}, { key: 'k-1' })).body).toBe('{"query":"m","variables":{"key":"k-1"}}');
  const own = write({ format: 'json', value: object({ key: get(response('request'), 'idempotencyKey') }) });
  expect((await arrives(own, {}, { key: 'k-2' })).body).toBe('{"key":"k-2"}');
});

test('arguments are not changed by what is put into the body', async () => {
  const given = { page: { size: 10 } };
  const of = write({ format: 'json', value: param('search') }, { repeat: { kind: 'key', slot: { in: 'body', path: ['page', 'key'] } } });
  expect((await arrives(of, { search: given }, { key: 'k' })).body).toBe('{"page":{"size":10,"key":"k"}}');
  expect(given).toEqual({ page: { size: 10 } });
});

test('a parameter that is not given has its default', async () => {
  const of = endpoint({ params: [field('status', { default: text('any') })], request: { query: [object({ status: param('status') })] } });
  expect((await arrives(of)).target).toBe('/v2/things?status=any');
  expect((await arrives(of, { status: 'open' })).target).toBe('/v2/things?status=open');
});
