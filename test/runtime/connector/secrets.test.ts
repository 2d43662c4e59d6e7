import { expect, test } from 'vitest';
import { PatchbayError } from '../../../runtime/errors.ts';
import type { SecretSource } from '../../../runtime/ports.ts';
import { bench, type BenchOptions } from '../../support/connector-bench.ts';
import { auth, connector, endpoint, field } from '../../support/connectors.ts';
import { at, object, param, secret, setting, template, text } from '../../support/expressions.ts';
import { loopback } from '../../support/loopback.ts';

const keyed = auth({ secrets: [field('token'), field('extra', { optional: true })], placements: [{ kind: 'header', name: 'Authorization', value: template('text', 'Bearer ', secret('token')), at }] });
const shelf = connector({ auths: { key: keyed } });
const shop = connector({
  name: 'shop', settings: [field('shop', { pattern: '^[a-z-]+$' })], hosts: [text('*.shop.example')], base: template('url', 'https://', setting('shop'), '.shop.example'), auths: { key: keyed },
});

/** Releases as a person would have bound it: only to where it went when it was entered. */
function boundTo(bound: { origins: string[]; hash: string }): SecretSource {
  return {
    async secret({ destination }) {
      if (JSON.stringify(destination) !== JSON.stringify(bound)) throw new PatchbayError('destination-changed', 'The secret was entered for another destination.');
      return 'opensesame-1';
    },
  };
}

test('a secret is asked for when a request needs it, with where it would go', async () => {
  const server = await loopback(() => ({}));
  const { client, asked, signal } = bench({ connector: shelf, instance: { baseUrl: server.origin }, secrets: { token: 'opensesame-1' }, bundled: true });
  expect(asked).toEqual([]);
  await client.call(endpoint(), {}, { signal });
  await client.call(endpoint(), {}, { signal });
  expect(asked).toEqual([{ name: 'token', destination: { origins: [server.origin], hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string }, bundled: false }]);
  await client.call(endpoint({ authenticated: false }), {}, { signal });
  expect(server.requests.map((request) => request.headers.authorization)).toEqual(['Bearer opensesame-1', 'Bearer opensesame-1', undefined]);
});

const destination = (options: BenchOptions) => bench(options).client.destination();
const hash = (changed: Partial<typeof shop>) => destination({ connector: { ...shop, ...changed }, instance: { settings: { shop: 'acme' } } }).hash;

test('the vendor\'s own hosts are told from those that a setting or a baseUrl chose', async () => {
  expect(destination({ connector: shop, instance: { settings: { shop: 'acme' } } }).origins).toEqual(['https://*.shop.example', 'https://acme.shop.example']);
  expect(destination({ connector: shop, instance: { settings: { shop: 'acme' }, baseUrl: 'https://proxy.example:8443/x' } }).origins).toEqual(['https://proxy.example:8443']);
  const own = connector({ settings: [field('url')], hosts: [setting('url')], base: template('url', setting('url'), '/api'), auths: { key: keyed } });
  expect(destination({ connector: own, instance: { settings: { url: 'https://erp.acme.example:8443' } } }).origins).toEqual(['https://erp.acme.example:8443']);
});

test('the hash follows the name, auth, base and hosts, and nothing else', () => {
  const before = hash({});
  expect(hash({ version: '2.0.0', at: [0, 9, 9, 9, 9], endpoints: { x: endpoint() }, settings: [field('shop'), field('more', { optional: true })] })).toBe(before);
  expect(hash({ auths: { key: { ...keyed, at: [0, 5, 5, 5, 5] } } })).toBe(before);
  expect(hash({ name: 'other' })).not.toBe(before);
  expect(hash({ hosts: [text('*.shop.example'), text('evil.example')] })).not.toBe(before);
  expect(hash({ base: template('url', 'https://', setting('shop'), '.shop.example/x') })).not.toBe(before);
  expect(hash({ auths: { key: { ...keyed, placements: [{ kind: 'query', name: 'q', value: secret('token'), at }] } } })).not.toBe(before);
});

test.each([
  ['baseUrl', (origin: string) => ({ connector: shelf, instance: { baseUrl: origin } })],
  ['the connector\'s base', (origin: string) => ({ connector: { ...shelf, base: text(origin) } })],
  ['the connector\'s hosts', (origin: string) => ({ connector: { ...shelf, hosts: [text('api.shelf.example'), text(origin)] }, path: `${origin}/steal` })],
  ['what the connector does with it', (origin: string) => ({ connector: { ...shelf, auths: { key: { ...keyed, placements: [{ kind: 'query' as const, name: 'leak', value: secret('token'), at }] } } }, instance: { baseUrl: origin } })],
])('where a pull request changes %s, the attacker\'s server sees no connection', async (_what, change) => {
  const attacker = await loopback(() => ({}));
  const bound = bench({ connector: shelf }).client.destination();
  const changed = change(attacker.origin);
  const { client, signal } = bench({ ...changed, network: { secrets: boundTo(bound) } });
  const of = endpoint('path' in changed ? { request: { path: text(String(changed.path)) } } : {});
  await expect(client.call(of, {}, { signal })).rejects.toMatchObject({ code: 'destination-changed', scope: 'run' });
  expect(attacker.connections()).toBe(0);
});

test('a setting cannot lead elsewhere', () => {
  for (const shopName of ['evil.example/', 'evil.example#', 'a@evil.example', 'evil.example?']) {
    expect(() => bench({ connector: shop, instance: { settings: { shop: shopName } } })).toThrow(expect.objectContaining({ code: 'invalid-setting' }));
    const unchecked = { ...shop, settings: [field('shop')] };
    expect(() => bench({ connector: unchecked, instance: { settings: { shop: shopName } } })).toThrow(PatchbayError);
  }
});

test('a missing secret, a short one and one with a line break say what to do, and never what they are', async () => {
  const server = await loopback(() => ({}));
  const error = async (value: string | undefined) => {
    const { client, signal } = bench({ connector: shelf, instance: { baseUrl: server.origin }, secrets: value === undefined ? {} : { token: value } });
    return client.call(endpoint(), {}, { signal }).catch((caught: unknown) => caught);
  };
  expect(await error(undefined)).toMatchObject({ code: 'missing-secret', message: 'The secret token of the instance main is not set.' });
  expect(await error('12345')).toMatchObject({ code: 'secret-too-short', message: expect.not.stringContaining('12345') });
  expect(await error('opensesame-1\n')).toMatchObject({ code: 'invalid-header', scope: 'run', message: expect.not.stringContaining('opensesame'), remedy: expect.stringContaining('line break') });
  expect(server.connections()).toBe(0);
});

test('no secret leaves in an error, however the server spells it back', async () => {
  const token = 'opensesame/+1"x';
  const server = await loopback(({ headers }) => ({ status: 400, body: { message: `bad ${headers.authorization}; ${encodeURIComponent(token)}; ${Buffer.from(token).toString('base64')}; ${Buffer.from(token).toString('hex')}` } }));
  const { client, signal, network } = bench({ connector: shelf, instance: { baseUrl: server.origin }, secrets: { token } });
  const error = await client.call(endpoint({ request: { query: [object({ q: param('q') })] } }), { q: token }, { signal }).catch((caught: unknown) => caught as PatchbayError);
  const shown = JSON.stringify([(error as PatchbayError).message, (error as PatchbayError).report({ files: [] })]);
  expect(shown).toContain('bad [redacted]; [redacted]; [redacted]; [redacted]');
  expect(shown).not.toMatch(/opensesame/);
  expect((error as PatchbayError).cause).toBeUndefined();
  expect(network.redactor.redact(`log ${token}`)).toBe('log [redacted]');
});

test('an instance chooses how it signs in', () => {
  const two = { ...shelf, auths: { key: keyed, other: { ...keyed, name: 'other' } } };
  expect(() => bench({ connector: two })).toThrow(expect.objectContaining({ code: 'auth-not-chosen', remedy: expect.stringContaining('key, other') }));
  expect(() => bench({ connector: two, instance: { auth: 'third' } })).toThrow(expect.objectContaining({ code: 'unknown-auth' }));
  expect(() => bench({ connector: two, instance: { auth: 'other' } })).not.toThrow();
});

test('a setting that is missing or of the wrong form is named with its place', () => {
  const error = expect.objectContaining({ code: 'missing-setting', message: 'The instance main has no value for the setting shop.', remedy: 'Edit the instance in patchbay.json, line 7.' }) as Error;
  expect(() => bench({ connector: shop, instance: { file: 'patchbay.json', line: 7 } })).toThrow(error);
  const counted = connector({ settings: [field('size', { type: { kind: 'scalar', name: 'integer' }, max: '250', default: { op: 'literal', type: 'integer', text: '100', at } })] });
  expect(() => bench({ connector: counted, instance: { settings: { size: 'many' } } })).toThrow(expect.objectContaining({ code: 'invalid-setting' }));
  expect(() => bench({ connector: counted, instance: { settings: { size: 251 } } })).toThrow(expect.objectContaining({ code: 'invalid-setting', message: expect.stringContaining('more than 250') as string }));
  expect(() => bench({ connector: counted })).not.toThrow();
});
