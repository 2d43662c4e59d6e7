import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';

const main = new URL('../fakes/main.ts', import.meta.url).pathname;
const children: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const start = (...args: string[]): { child: ChildProcessWithoutNullStreams; line: () => Promise<Record<string, Record<string, unknown>>>; exit: Promise<unknown[]> } => {
  const child = spawn(process.execPath, [main, ...args], { stdio: 'pipe' });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<Record<string, Record<string, unknown>>> => {
    const next = await lines.next();
    return next.done === true ? {} : (JSON.parse(next.value) as Record<string, Record<string, unknown>>);
  };
  return { child, line, exit: once(child, 'close') };
};

test('one line says where and how to connect; commands are answered line by line', async () => {
  const { child, line, exit } = start('--orders', '7', '--customers', '12');
  const { shopify = {}, voyado = {}, netsuite = {} } = await line();
  const got = await fetch(`${String(shopify['url'])}/admin/api/2026-07/orders/count.json?status=any`, { headers: { 'x-shopify-access-token': String(shopify['accessToken']) } });
  expect(await got.json()).toEqual({ count: 7 });
  const headers = { apikey: String(voyado['apiKey']), 'user-agent': 'Test/1', 'content-type': 'application/json' };
  expect(await (await fetch(`${String(voyado['url'])}/api/v3/contacts/count`, { headers })).json()).toBe(5);
  expect(netsuite['privateKey']).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  expect(netsuite['audience']).toBe('https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token');
  child.stdin.write('orders 2\nsummary\nnonsense\narrived\n');
  expect(await line()).toEqual({ orders: ['#1008', '#1009'] });
  expect((await line())['shopify']).toMatchObject({ orders: 9, requests: 1 });
  expect(await line()).toEqual({ error: 'not a command: nonsense' });
  expect(await line()).toEqual({ shopify: [], netsuite: [], voyado: [] });
  child.stdin.write('stop\n');
  expect(await exit).toEqual([0, null]);
});

test('credentials may be given, and the end of standard input is the end', async () => {
  const { child, line, exit } = start('--orders', '1', '--credentials-from-stdin');
  child.stdin.write(`${JSON.stringify({ shopify: { shop: 'mill' }, voyado: { apiKey: 'given' } })}\n`);
  expect(await line()).toMatchObject({ shopify: { shop: 'mill' }, voyado: { apiKey: 'given' } });
  child.stdin.end();
  expect(await exit).toEqual([0, null]);
});

test('SIGTERM stops it, a wrong option is said', async () => {
  const first = start('--orders', '1');
  await first.line();
  first.child.kill('SIGTERM');
  expect(await first.exit).toEqual([0, null]);
  const wrong = start('--orders', 'many');
  let said = '';
  wrong.child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  expect(await wrong.exit).toEqual([2, null]);
  expect(said).toBe('fakes: --orders has to be a number, not many\n');
});
