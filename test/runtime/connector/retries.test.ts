import { expect, test } from 'vitest';
import type { Endpoint } from '#plan';
import { bench } from '../../support/connector-bench.ts';
import { connector, endpoint, records, result, rule } from '../../support/connectors.ts';
import { all } from '../../support/connector-bench.ts';
import { binary, body, duration, flag, get, integer, maybe, method, object, param, response, template, text } from '../../support/expressions.ts';
import { loopback, type Answer, type Handler } from '../../support/loopback.ts';

/** A server that gives these answers one after another, the last one for ever. */
async function answering(answers: (Answer | Handler)[]) {
  let count = 0;
  const server = await loopback((request, raw) => {
    const answer = answers[Math.min(count++, answers.length - 1)]!;
    return typeof answer === 'function' ? answer(request, raw) : answer;
  });
  return { server, ...bench({ connector: connector(), instance: { baseUrl: server.origin } }) };
}
const cut: Handler = (_request, { response: raw }) => { raw.destroy(); return undefined; };
const fine: Answer = { body: { fine: true } };
const write = (details: Partial<Endpoint> = {}) => endpoint({ name: 'create', effect: 'write', repeat: { kind: 'unsafe' }, request: { method: 'POST' }, ...details });

test.each([408, 425, 429, 500, 502, 503, 504])('%i is tried again three times, waiting longer each time at most', async (status) => {
  const { client, signal, clock, server } = await answering([{ status }, { status }, { status }, fine]);
  expect(await client.call(endpoint(), {}, { signal })).toEqual({ kind: 'value', value: { fine: true } });
  expect(server.requests).toHaveLength(4);
  const bounds = [500, 1000, 2000];
  expect(clock.sleeps.every((ms, index) => ms <= bounds[index]!)).toBe(true);
});

test('after that the error says what the server said, and how often it was asked', async () => {
  const { client, signal, server } = await answering([{ status: 503, body: { error: 'down for repairs' } }]);
  await expect(client.call(endpoint(), {}, { signal })).rejects.toMatchObject({ code: 'server-error', status: 503, attempt: 4, scope: 'record', endpoint: 'main.things', message: expect.stringMatching(/GET .*\/things answered 503 Service Unavailable: down for repairs/) as string });
  expect(server.requests).toHaveLength(4);
});

test('other refusals are not repeated; they end the record, or the run where there is none', async () => {
  const { client, signal, server } = await answering([{ status: 422, body: { errors: { email: ['is invalid', 'is taken'], name: ['is missing'] } } }]);
  await expect(client.call(write(), {}, { signal })).rejects.toMatchObject({ code: 'request-refused', scope: 'record', status: 422, message: expect.stringContaining('email is invalid; is taken; name is missing') as string });
  await expect(all(client.pages(endpoint({ select: records(body('items')) }), {}, { signal }))).rejects.toMatchObject({ scope: 'run', status: 422 });
  expect(server.requests).toHaveLength(2);
});

test.each([
  ['2', 2000], ['2.0', 2000], ['1.5', 1500], ['Mon, 05 Jan 2026 10:00:42 GMT', 42_000], ['Monday, 05-Jan-26 10:00:42 GMT', 42_000], ['Mon, 05 Jan 2026 09:00:00 GMT', 0],
])('Retry-After: %s is waited for', async (header, ms) => {
  const { client, signal, clock } = await answering([{ status: 429, headers: { 'retry-after': header } }, fine]);
  await client.call(endpoint({ rules: [rule(429, { kind: 'retry', wait: { kind: 'after', epoch: false, header: 'Retry-After' } })] }), {}, { signal });
  expect(clock.sleeps).toEqual(ms === 0 ? [] : [ms]);
  const builtIn = await answering([{ status: 429, headers: { 'retry-after': header } }, fine]);
  await builtIn.client.call(endpoint(), {}, { signal });
  expect(builtIn.clock.sleeps[0] ?? 0).toBeGreaterThanOrEqual(ms);
});

test('a time that cannot be read is waited for as any other', async () => {
  const { client, signal, clock } = await answering([{ status: 429, headers: { 'retry-after': 'soon' } }, fine]);
  await client.call(endpoint({ rules: [rule(429, { kind: 'retry', backoff: { from: duration('10ms'), to: duration('20ms') }, wait: { kind: 'after', epoch: false, header: 'Retry-After' } })] }), {}, { signal });
  expect(clock.sleeps.every((ms) => ms <= 10)).toBe(true);
});

test.each([
  ['seconds since 1970', { kind: 'at', epoch: true, header: 'X-Reset' } as const, String(Date.parse('2026-01-05T10:00:30Z') / 1000)],
  ['milliseconds since 1970', { kind: 'at', epoch: true, header: 'X-Reset' } as const, String(Date.parse('2026-01-05T10:00:30Z'))],
  ['a datetime', { kind: 'at', epoch: false, header: 'X-Reset' } as const, '2026-01-05T11:00:30+01:00'],
  ['an HTTP date', { kind: 'at', epoch: false, header: 'X-Reset' } as const, 'Mon, 05 Jan 2026 10:00:30 GMT'],
])('a reset given as %s is waited for', async (_how, wait, header) => {
  const { client, signal, clock } = await answering([{ status: 503, headers: { 'x-reset': header } }, fine]);
  await client.call(endpoint({ rules: [rule(503, { kind: 'retry', times: 1, wait })] }), {}, { signal });
  expect(clock.sleeps).toEqual([30_000]);
});

test('a rule may read the time out of the body, as seconds or a duration', async () => {
  for (const [value, ms] of [[body('wait'), 2500], [duration('7s'), 7000]] as const) {
    const { client, signal, clock } = await answering([{ body: { busy: true, wait: 2.5 } }, { body: { busy: false } }]);
    const of = endpoint({ rules: [rule(200, { kind: 'retry', times: 3, wait: { kind: 'after', epoch: false, value } }, binary(body('busy'), '==', flag(true)))] });
    expect(await client.call(of, {}, { signal })).toEqual({ kind: 'value', value: { busy: false } });
    expect(clock.sleeps).toEqual([ms]);
  }
});

test('a wait of more than a quarter of an hour is said', async () => {
  const { client, signal, log } = await answering([{ status: 429, headers: { 'retry-after': '1200' } }, fine]);
  await client.call(endpoint(), {}, { signal });
  expect(log.filter((line) => line.startsWith('warn'))).toEqual([expect.stringMatching(/main waits 20 minutes before its next request: 127\.0\.0\.1:\d+ answered 429/)]);
});

test('the first rule that fits decides, with its own count and backoff', async () => {
  const { client, signal, server, clock } = await answering([{ status: 500 }]);
  const rules = [rule([{ low: 500, high: 599 }, 'network'], { kind: 'retry', times: 2, backoff: { from: duration('10ms'), to: duration('15ms') } }), rule(500, { kind: 'empty' })];
  await expect(client.call(endpoint({ rules }), {}, { signal })).rejects.toMatchObject({ attempt: 3 });
  expect(server.requests).toHaveLength(3);
  expect(clock.sleeps.every((ms) => ms <= 15)).toBe(true);
});

/** What comes of one call that is answered so. */
async function call(answer: Answer, of: Endpoint, args = {}): Promise<unknown> {
  const { client, signal } = await answering([answer]);
  return client.call(of, args, { signal }).catch((error: unknown) => error);
}

test('`empty`, `ok`, `ok with`, `reject` and `fail` make of an answer what they say', async () => {
  expect(await call({ status: 404 }, endpoint({ rules: [rule(404, { kind: 'empty' })] }))).toEqual({ kind: 'empty' });
  expect(await call({ body: { items: [] } }, endpoint({ rules: [rule(200, { kind: 'empty' }, binary(get(body('items'), 'length'), '==', integer(0)))] }))).toEqual({ kind: 'empty' });
  expect(await call({ status: 404 }, endpoint({ rules: [rule(404, { kind: 'ok', value: object({ id: param('id') }) })] }), { id: '7' })).toEqual({ kind: 'value', value: { id: '7' } });
  expect(await call({ status: 409, body: { id: 3 } }, endpoint({ rules: [rule(409, { kind: 'ok' })], select: result(body('id')) }))).toEqual({ kind: 'value', value: 3 });
  const reject = rule([{ low: 400, high: 422 }], { kind: 'reject', message: template('message', 'Shelf: ', body('message'), ' ', maybe(body(), 'none')) });
  expect(await call({ status: 422, body: { message: 'no such book' } }, endpoint({ rules: [reject] }))).toMatchObject({ code: 'rejected', scope: 'record', status: 422, message: 'Shelf: no such book null' });
  expect(await call({ status: 403, headers: { 'X-Required-Scope': 'write' } }, endpoint({ rules: [rule(403, { kind: 'fail', message: template('message', 'Scope ', get(response('header'), 'x-required-SCOPE'), ' is missing') })] })))
    .toMatchObject({ code: 'failed', scope: 'run', message: 'Scope write is missing' });
});

test('a rule that cannot read the answer does not hide what the answer was', async () => {
  const page = { status: 400, headers: { 'content-type': 'text/html' }, body: '<html><title>Bad gateway of Acme</title></html>' };
  for (const of of [
    endpoint({ rules: [rule(400, { kind: 'reject', message: template('message', body('message')) })] }),
    endpoint({ rules: [rule(400, { kind: 'empty' }, binary(body('code'), '==', text('NONE')))] }),
  ]) {
    const { client, signal } = await answering([page]);
    await expect(client.call(of, {}, { signal })).rejects.toMatchObject({ code: 'request-refused', message: expect.stringContaining('Bad gateway of Acme') as string });
  }
});

test('a result may come from headers, in any case', async () => {
  const { client, signal } = await answering([{ status: 204, headers: { Location: 'https://api.shelf.example/customer/647' } }]);
  const of = endpoint({ select: result(object({ id: method(method(get(response('header'), 'LOCATION'), 'string', 'split', text('/')), 'array', 'last'), none: maybe(get(response('header'), 'X-None'), 'x'), status: response('status') })) });
  expect(await client.call(of, {}, { signal })).toEqual({ kind: 'value', value: { id: '647', none: null, status: 204 } });
});

test.each([
  ['a cut connection', [cut]], ['a gateway that gave up', [{ status: 504 }]], ['a bad gateway', [{ status: 502 }]],
] as [string, (Answer | Handler)[]][])('a write that must not happen twice is left in doubt by %s', async (_what, answers) => {
  for (const of of [write(), write({ rules: [rule([{ low: 500, high: 599 }, 'network', 'timeout'], { kind: 'retry', times: 5 })] })]) {
    const { client, signal, server } = await answering([...answers, fine]);
    await expect(client.call(of, {}, { signal })).rejects.toMatchObject({ inDoubt: true, attempt: 1, remedy: expect.stringContaining('not known') as string });
    expect(server.requests).toHaveLength(1);
  }
});

test('a write that must not happen twice is repeated where it was not taken at all', async () => {
  for (const status of [429, 425]) {
    const { client, signal, server } = await answering([{ status }, fine]);
    await client.call(write(), {}, { signal });
    expect(server.requests).toHaveLength(2);
  }
  const told = await answering([{ status: 503, headers: { 'retry-after': '1' } }, fine]);
  await told.client.call(write(), {}, { signal: told.signal });
  const busy = await answering([{ body: { errors: [{ code: 'THROTTLED' }] } }, fine]);
  await busy.client.call(write({ rules: [rule(200, { kind: 'retry', times: 1 }, maybe(body(), 'errors') && binary(maybe(body(), 'errors'), '!=', { op: 'literal', type: 'null', text: 'null', at: [0, 1, 1, 1, 1] }))] }), {}, { signal: busy.signal });
  expect(busy.server.requests).toHaveLength(2);
});

test('a server error answers a write: it is not repeated, and not in doubt', async () => {
  const { client, signal, server } = await answering([{ status: 500, body: { message: 'boom' } }, fine]);
  await expect(client.call(write(), {}, { signal })).rejects.toMatchObject({ inDoubt: false, scope: 'record', status: 500 });
  expect(server.requests).toHaveLength(1);
});

test('a write that was carried out, but whose answer cannot be read, is in doubt', async () => {
  const { client, signal } = await answering([{ status: 200, body: { oops: 1 } }]);
  await expect(client.call(write({ select: result(body('order', 'id')) }), {}, { signal })).rejects.toMatchObject({ inDoubt: true, remedy: expect.stringContaining('was carried out') as string });
});

test('with a key, or where the method allows it, a write is repeated with the same key', async () => {
  const { client, signal, server } = await answering([cut, { status: 500 }, fine]);
  await client.call(write({ repeat: { kind: 'key', slot: { in: 'header', path: ['Idempotency-Key'] } } }), {}, { signal, key: 'run-7/record-3' });
  expect(server.requests.map((request) => request.headers['idempotency-key'])).toEqual(['run-7/record-3', 'run-7/record-3', 'run-7/record-3']);
});

test('a stopped run does not wait for its turn to try again', async () => {
  const server = await loopback(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
  const controller = new AbortController();
  const { client } = bench({
    connector: connector(), instance: { baseUrl: server.origin },
    network: { clock: { now: Date.now, sleep: (_ms, signal) => new Promise((_resolve, reject) => { signal?.addEventListener('abort', () => reject(signal.reason as Error)); controller.abort(); }) } },
  });
  await expect(client.call(endpoint(), {}, { signal: controller.signal })).rejects.toMatchObject({ code: 'stopped', inDoubt: false });
});
