import { generateKeyPairSync } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { answer, bucket, certificateKey, concurrencyGate, cursorSeal, handClock, keysetPage, readJson, router, startServer, writeJson, type FakeServer, type FakeSystem } from '../fakes/kit/index.ts';

let server: FakeServer<null> | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const echo: FakeSystem<null> = {
  name: 'echo',
  state: null,
  respond: (request) => answer(200, { items: [{ id: 1 }, { id: 2 }], path: request.path, body: request.body }),
  tooMany: () => answer(429, { problem: 'slow down' }),
  failure: () => answer(500, { problem: 'broken' }),
};

const ids = (page: { rows: { id: bigint }[] }): bigint[] => page.rows.map((row) => row.id);

test('a whole number beyond 2^53 comes out of JSON as it went in', () => {
  const text = '{"id":820982911946154508,"small":7,"price":1.50}';
  expect(readJson(text)).toEqual({ id: 820982911946154508n, small: 7, price: 1.5 });
  expect(writeJson(readJson(text))).toBe('{"id":820982911946154508,"small":7,"price":1.5}');
});

test('a bucket fills with the clock and not above its size', () => {
  const clock = handClock();
  const tokens = bucket({ size: 2, perSecond: 2, clock });
  expect([tokens.take(), tokens.take(), tokens.take()]).toEqual([true, true, false]);
  clock.advance(500);
  expect([tokens.take(), tokens.take()]).toEqual([true, false]);
  clock.advance(60_000);
  expect(tokens.available()).toBe(2);
});

test('a gate lets in again only who left, once', () => {
  const gate = concurrencyGate(1);
  const leave = gate.enter();
  expect(gate.enter()).toBeNull();
  leave?.();
  leave?.();
  expect(gate.enter()).not.toBeNull();
  expect(gate.enter()).toBeNull();
});

test('a cursor opens only as it was sealed', () => {
  const seal = cursorSeal();
  const cursor = seal.seal({ id: 820982911946154508n });
  expect(seal.open(cursor)).toEqual({ id: 820982911946154508n });
  expect(seal.open(`A${cursor}`)).toBeNull();
  expect(seal.open('')).toBeNull();
  expect(cursorSeal().open(cursor)).toBeNull();
});

test('keyset pages walk a filtered list both ways without a gap', () => {
  const rows = Array.from({ length: 20 }, (_, at) => ({ id: BigInt(at) }));
  const options = { rows, keyOf: (row: { id: bigint }) => row.id, keep: (row: { id: bigint }) => row.id % 2n === 0n, limit: 4, descending: true };
  const first = keysetPage(options);
  expect([ids(first), first.before, first.after]).toEqual([[18n, 16n, 14n, 12n], false, true]);
  const second = keysetPage({ ...options, place: { direction: 'next', key: 12n } });
  expect([ids(second), second.before, second.after]).toEqual([[10n, 8n, 6n, 4n], true, true]);
  const third = keysetPage({ ...options, place: { direction: 'next', key: 4n } });
  expect([ids(third), third.after]).toEqual([[2n, 0n], false]);
  const back = keysetPage({ ...options, place: { direction: 'prev', key: 10n } });
  expect([ids(back), back.before, back.after]).toEqual([[18n, 16n, 14n, 12n], false, true]);
});

test('routes tell an unknown path from a method that is not there', () => {
  const find = router({ 'GET /orders/:id.json': () => answer(200), 'POST /record/:type': () => answer(204) });
  const found = find('GET', '/orders/1%2F2.json');
  expect(found !== null && found !== 'method' && found.parameters).toEqual({ id: '1/2' });
  expect(find('PUT', '/orders/1.json')).toBe('method');
  expect(find('GET', '/orders/1/2.json')).toBeNull();
});

test('a certificate with a short RSA key or another curve is refused', () => {
  const short = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const curve = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
  expect(() => certificateKey(short)).toThrow('3072');
  expect(() => certificateKey(curve)).toThrow('P-256');
});

test('the log sees paths as they were sent, and secrets in addresses', async () => {
  server = await startServer(echo);
  await fetch(`${server.url}/a?key=${encodeURIComponent('top secret+')}`, { headers: { 'x-key': 'hidden' } });
  await fetch(`${server.url}/b`, { method: 'POST', body: 'hello' });
  expect(server.log.count()).toBe(2);
  expect(server.log.count({ method: 'POST' })).toBe(1);
  expect(server.log.count({ path: /^\/a\?key/ })).toBe(1);
  expect(server.log.leaks(['top secret+', 'hidden'])).toEqual(['GET /a?key=top%20secret%2B']);
  expect(server.log.find({ path: '/b' })[0]).toMatchObject({ body: 'hello', status: 200 });
});

test('faults hit the requests they are meant for, in order, as often as planned', async () => {
  server = await startServer(echo);
  server.fault([
    { kind: 'too-many', times: 2, retryAfter: '1.5' },
    { kind: 'error', on: { path: '/b' } },
    { kind: 'error', status: 503, body: 'busy', skip: 1, on: { path: '/b' } },
  ]);
  const first = await fetch(`${server.url}/a`);
  expect([first.status, first.headers.get('retry-after'), await first.json()]).toEqual([429, '1.5', { problem: 'slow down' }]);
  const seen: number[] = [];
  for (const path of ['/a', '/a', '/b', '/b', '/b']) seen.push((await fetch(server.url + path)).status);
  expect(seen).toEqual([429, 200, 500, 503, 200]);
  expect(server.pendingFaults()).toBe(0);
});

test('answers can be HTML, cut off, or hold a huge record', async () => {
  server = await startServer(echo);
  server.fault([{ kind: 'html' }, { kind: 'truncated' }, { kind: 'huge-record', bytes: 1_000_000 }, { kind: 'redirect', to: 'http://other.example/' }]);
  const page = await fetch(server.url);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  await page.text();
  const cut = await (await fetch(server.url)).text();
  expect(cut.startsWith('{"items"')).toBe(true);
  expect(() => JSON.parse(cut) as unknown).toThrow(SyntaxError);
  const huge = (await (await fetch(server.url)).json()) as { items: { note?: string }[] };
  expect(huge.items[0]?.note).toHaveLength(1_000_000);
  expect(huge.items[1]?.note).toBeUndefined();
  const moved = await fetch(server.url, { redirect: 'manual' });
  expect([moved.status, moved.headers.get('location')]).toEqual([302, 'http://other.example/']);
});

test('a cut answer shows its headers and then fails; a reset one shows nothing', async () => {
  const handled: string[] = [];
  server = await startServer({ ...echo, respond: (request) => (handled.push(request.path), answer(200, { ok: true })) });
  server.fault([{ kind: 'cut' }, { kind: 'cut', bytes: 4 }, { kind: 'reset' }, { kind: 'reset', applied: true }]);
  const first = await fetch(`${server.url}/1`);
  expect(first.status).toBe(200);
  await expect(first.text()).rejects.toThrow();
  await expect((await fetch(`${server.url}/2`)).text()).rejects.toThrow();
  await expect(fetch(`${server.url}/3`)).rejects.toThrow();
  await expect(fetch(`${server.url}/4`)).rejects.toThrow();
  expect(handled).toEqual(['/1', '/2', '/4']);
});

test('a held request is under way until it is let go', async () => {
  server = await startServer(echo);
  const { promise, resolve } = Promise.withResolvers<null>();
  server.fault({ kind: 'hold', until: promise });
  const held = fetch(server.url);
  await server.log.until((log) => log.inFlight === 1);
  expect((await fetch(server.url)).status).toBe(200);
  expect(server.log.maxInFlight).toBe(2);
  resolve(null);
  expect((await held).status).toBe(200);
});

test('a slow body arrives whole', async () => {
  server = await startServer(echo);
  server.fault({ kind: 'slow', bytes: 10, everyMs: 1 });
  expect(await (await fetch(`${server.url}/s`)).json()).toMatchObject({ path: '/s' });
});

test('a closed server cuts who is still waiting', async () => {
  const mine = await startServer(echo);
  mine.fault({ kind: 'hold', until: Promise.withResolvers<null>().promise });
  const held = fetch(mine.url).catch(() => 'cut');
  await mine.log.until((log) => log.inFlight === 1);
  await mine.close();
  expect(await held).toBe('cut');
});
