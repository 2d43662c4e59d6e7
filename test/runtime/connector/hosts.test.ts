import { expect, test } from 'vitest';
import { readHosts, type HostsOptions } from '../../../runtime/connector/http/hosts.ts';

function hosts(base: string, entries: unknown[], details: Partial<HostsOptions> = {}) {
  return readHosts({
    connector: 'shop', instance: 'main', base, baseIsLiteral: true, baseUrl: undefined, entries: entries.map((value) => ({ value, literal: true })), ...details,
  });
}
const covers = (set: ReturnType<typeof hosts>, ...urls: string[]) => urls.map((url) => set.covers(new URL(url)));

test('without `hosts` only the host of `base` is the connector\'s', () => {
  const set = hosts('https://api.shop.example/v2', []);
  expect(set.origins).toEqual(['https://api.shop.example']);
  expect(covers(set, 'https://api.shop.example/x', 'https://api.shop.example:8443/x', 'http://api.shop.example/x', 'https://shop.example/x', 'https://api.shop.example.evil.example/'))
    .toEqual([true, false, false, false, false]);
});

test('a pattern covers what is below it, not itself and not what merely ends like it', () => {
  const set = hosts('https://acme.shop.example', ['*.shop.example', 'login.example', 'files.example:8443', 'https://up.example/path']);
  expect(covers(set, 'https://acme.shop.example', 'https://a.b.shop.example', 'https://shop.example', 'https://evilshop.example', 'https://login.example', 'https://login.example:444',
    'https://files.example:8443', 'https://files.example', 'https://up.example/other')).toEqual([true, true, false, false, true, false, true, false, true]);
  expect(set.origins).toEqual(['https://*.shop.example', 'https://acme.shop.example', 'https://files.example:8443', 'https://login.example', 'https://up.example']);
});

test('a setting cannot lead `base` out of `hosts`', () => {
  expect(() => hosts('https://evil.example/?.shop.example', ['*.shop.example'], { baseIsLiteral: false }))
    .toThrow(expect.objectContaining({ code: 'host-not-allowed', message: 'evil.example is not one of the hosts of shop.' }));
});

test('a baseUrl takes the place of the vendor\'s origin everywhere, and of no other', () => {
  const set = hosts('https://acme.shop.example/api', ['*.shop.example', 'login.example'], { baseUrl: 'http://127.0.0.1:4001/ignored' });
  expect(set.base.href).toBe('http://127.0.0.1:4001/api');
  expect(set.rehome(new URL('https://acme.shop.example/oauth/token?x=1')).href).toBe('http://127.0.0.1:4001/oauth/token?x=1');
  expect(set.rehome(new URL('https://login.example/token')).href).toBe('https://login.example/token');
  expect(set.origins).toEqual(['http://127.0.0.1:4001', 'https://login.example']);
  expect(covers(set, 'https://acme.shop.example/', 'http://127.0.0.1:4001/', 'http://127.0.0.1:4002/')).toEqual([false, true, false]);
});

test('only what stands in the text is the vendor\'s own', () => {
  expect(hosts('https://api.shop.example', []).literal).toBe(true);
  expect(hosts('https://acme.shop.example', ['*.shop.example'], { baseIsLiteral: false }).literal).toBe(true);
  expect(hosts('https://erp.acme.example', [], { baseIsLiteral: false }).literal).toBe(false);
  expect(hosts('https://erp.acme.example', [], { baseIsLiteral: false, entries: [{ value: 'https://erp.acme.example', literal: false }] }).literal).toBe(false);
  expect(hosts('https://api.shop.example', [], { baseUrl: 'https://proxy.example' }).literal).toBe(false);
  expect(hosts('https://api.shop.example', [], { baseUrl: 'https://api.shop.example/x' }).literal).toBe(true);
});

test.each(['*', '*.com', '*.*.example', '', 'a b', 'ftp://files.example', 'https://', null, 7, '*.10.0.0.1'])('%j is no host', (entry) => {
  expect(() => hosts('https://api.shop.example', [entry])).toThrow(expect.objectContaining({ code: 'invalid-host' }));
});

test.each(['ftp://x.example', 'not a url', 'https://user:word@x.example'])('%s is no base', (base) => {
  expect(() => hosts(base, [])).toThrow(expect.objectContaining({ code: 'invalid-url' }));
});
