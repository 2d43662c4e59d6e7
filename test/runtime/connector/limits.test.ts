import { expect, test } from 'vitest';
import type { Limit } from '#plan';
import { slidingWindow, tokenBucket } from '../../../runtime/connector/pacing/rate.ts';
import { all, bench, type BenchOptions } from '../../support/connector-bench.ts';
import { connector, endpoint, field, paginate, records } from '../../support/connectors.ts';
import { body, duration, integer, setting } from '../../support/expressions.ts';
import { loopback, type Handler } from '../../support/loopback.ts';
import { handClock } from '../../support/hand-clock.ts';

type Distributed<Union> = Union extends unknown ? Omit<Union, 'at'> : never;
const limit = (details: Distributed<Limit>, line = 3): Limit => ({ ...details, at: [0, line, 1, line, 20] }) as Limit;

/** Calls one after another, and when each arrived, in milliseconds from the first. */
async function arrivals(limits: Limit[], count: number, handler: Handler = () => ({}), options: Partial<BenchOptions> = {}) {
  const times: number[] = [];
  const clock = handClock();
  const server = await loopback((request, raw) => {
    times.push(clock.now());
    return handler(request, raw);
  });
  const made = bench({ connector: connector(), ...options, instance: { baseUrl: server.origin, ...options.instance }, network: { clock, ...options.network } });
  for (let index = 0; index < count; index++) await made.client.call(endpoint({ limits }), {}, { signal: made.signal });
  return { ...made, times: times.map((time) => time - (times[0] ?? 0)), clock, server };
}

test('two a second are never more in any second', async () => {
  const { times } = await arrivals([limit({ kind: 'rate', count: integer(2), per: duration('1s') })], 6);
  expect(times).toEqual([0, 0, 1000, 1000, 2000, 2000]);
});

test('a window is kept from every starting point', () => {
  const reserve = slidingWindow({ count: 3, perMs: 1000 });
  const granted: number[] = [];
  for (const now of [0, 900, 950, 960, 970, 1900, 1910, 2500, 2501, 2502, 2503]) granted.push(now + reserve(now));
  for (const from of granted) expect(granted.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(3);
});

test('with a burst a bucket is emptied first, and then refilled at the rate', async () => {
  const { times } = await arrivals([limit({ kind: 'rate', count: integer(2), per: duration('1s'), burst: integer(4) })], 7);
  expect(times).toEqual([0, 0, 0, 0, 500, 1000, 1500]);
  const take = tokenBucket(2, 100);
  expect([take(0), take(0), take(0), take(50), take(1000), take(1000), take(1000)]).toEqual([0, 0, 100, 150, 0, 0, 100]);
});

test('a limit of the connector is one for all its endpoints and clients, one of an endpoint is its own', async () => {
  const shared = limit({ kind: 'rate', count: integer(1), per: duration('10s') });
  const { network, client, signal, clock, server } = await arrivals([shared], 1);
  const other = network.client({ connector: connector(), instance: { name: 'main', connector: 'shelf', settings: {}, baseUrl: server.origin }, bundled: false, files: ['shelf.connector'] });
  await other.call(endpoint({ name: 'others', limits: [{ ...shared }] }), {}, { signal });
  expect(clock.sleeps).toEqual([10_000]);
  await client.call(endpoint({ limits: [limit({ kind: 'rate', count: integer(1), per: duration('10s') }, 9)] }), {}, { signal });
  const second = network.client({ connector: connector(), instance: { name: 'second', connector: 'shelf', settings: {}, baseUrl: server.origin }, bundled: false, files: ['shelf.connector'] });
  await second.call(endpoint({ limits: [shared] }), {}, { signal });
  expect(clock.sleeps).toEqual([10_000]);
});

test('`by` makes a limit one for instances of one account', async () => {
  const shelf = connector({ settings: [field('account')] });
  const shared = limit({ kind: 'rate', count: integer(1), per: duration('10s'), by: setting('account') });
  const { network, signal, clock, server } = await arrivals([shared], 1, undefined, { connector: shelf, instance: { settings: { account: 'acme' } } });
  const call = (name: string, account: string) => network.client({ connector: shelf, instance: { name, connector: 'shelf', settings: { account }, baseUrl: server.origin }, bundled: false, files: ['shelf.connector'] })
    .call(endpoint({ limits: [shared] }), {}, { signal });
  await call('other-account', 'globex');
  expect(clock.sleeps).toEqual([]);
  await call('same-account', 'acme');
  expect(clock.sleeps).toEqual([10_000]);
});

test('no more are under way at once than allowed, and a stopped one gives up its place in line', async () => {
  let open = 0;
  let most = 0;
  const waiting: (() => void)[] = [];
  const server = await loopback(async () => {
    most = Math.max(most, ++open);
    await new Promise<void>((resolve) => { waiting.push(resolve); });
    open--;
    return {};
  });
  const { client, signal } = bench({ connector: connector(), instance: { baseUrl: server.origin } });
  const of = endpoint({ limits: [limit({ kind: 'concurrent', count: integer(2) })] });
  const controller = new AbortController();
  const calls = [1, 2].map(() => client.call(of, {}, { signal }));
  await expect.poll(() => waiting.length).toBe(2);
  const stopped = client.call(of, {}, { signal: controller.signal });
  const last = client.call(of, {}, { signal });
  controller.abort();
  await expect(stopped).rejects.toMatchObject({ code: 'stopped', inDoubt: false });
  expect(server.requests).toHaveLength(2);
  waiting.shift()?.();
  await expect.poll(() => server.requests.length).toBe(3);
  waiting.splice(0).forEach((go) => go());
  await expect.poll(() => waiting.length + open).toBe(0);
  await Promise.all([...calls, last]);
  expect(most).toBe(2);
});

test('a failed request gives its place back', async () => {
  const { client, signal, server } = await arrivals([], 0, (_request, { response }) => { response.destroy(); return undefined; });
  const of = endpoint({ limits: [limit({ kind: 'concurrent', count: integer(1) })] });
  for (const _attempt of [1, 2]) await expect(client.call(of, {}, { signal })).rejects.toMatchObject({ code: 'connection-lost' });
  expect(server.requests).toHaveLength(8);
});

test('a limit a day lasts until midnight, UTC, and says so', async () => {
  const { times, log } = await arrivals([limit({ kind: 'day', count: integer(2) })], 5);
  const untilMidnight = 14 * 3_600_000;
  expect(times).toEqual([0, 0, untilMidnight, untilMidnight, untilMidnight + 86_400_000]);
  expect(log.filter((line) => line.startsWith('warn'))).toEqual([expect.stringContaining('main waits 840 minutes'), expect.stringContaining('the limit of 2 requests a day')]);
});

test('what is left is spread, and nothing is asked for once it is used up', async () => {
  const left = [10, 1, 0, 10];
  let count = 0;
  const { times } = await arrivals([limit({ kind: 'remaining', remaining: 'X-Left', reset: 'X-Reset' })], 4, () => ({ headers: { 'x-left': String(left[count++]), 'x-reset': '60' } }));
  expect(times).toEqual([0, 0, 30_000, 90_000]);
});

test('points are waited for when there are too few', async () => {
  let available = 100;
  const { times } = await arrivals([limit({ kind: 'cost', cost: body('cost'), available: body('available'), restore: body('restore') })], 4, () => {
    available -= 40;
    return { body: { cost: 40, available: Math.max(0, available), restore: 20 } };
  });
  // 60 left, 20 left: the third is short of 20 points at 20 a second; afterwards the server says there are none left at all.
  expect(times.slice(0, 3)).toEqual([0, 0, 1000]);
  expect(times[3]).toBe(3000);
});

test('where a state store is there, processes share a limit through it', async () => {
  const taken: unknown[][] = [];
  const waits = [0, 700];
  const { times } = await arrivals([limit({ kind: 'rate', count: integer(50), per: duration('1s'), burst: integer(100) })], 2, undefined, {
    network: { state: { take: async (...args) => { taken.push(args); return waits.shift() ?? 0; } } },
  });
  expect(taken).toEqual(Array.from({ length: 2 }, () => ['shelf/main/|shelf.connector:3:1', 1, 100, 2000]));
  expect(times).toEqual([0, 700]);
});

test('each page and each attempt counts', async () => {
  const { client, signal, clock, server } = await arrivals([], 0, ({ query }) => (query.has('p') ? { body: { items: [2] } } : server.requests.length === 1 ? { status: 500 } : { headers: { link: '</things?p=2>; rel="next"' }, body: { items: [1] } }));
  const of = endpoint({ limits: [limit({ kind: 'rate', count: integer(1), per: duration('60s') })], paginate: paginate({ kind: 'link' }), select: records(body('items')) });
  const start = clock.now();
  await all(client.pages(of, {}, { signal }));
  expect(clock.now() - start).toBe(120_000);
});
