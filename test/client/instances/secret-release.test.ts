import { expect, test } from 'vitest';
import { releaseSecrets } from '../../../client/instances/secret-release.ts';
import { openSecretStore } from '../../../client/instances/secret-store.ts';
import { type FakeOptions, fakeHost, folder } from '../support/host.ts';

const acme = { origins: ['https://acme.example.com'], hash: 'h1' };
const evil = { origins: ['https://evil.example.net'], hash: 'h1' };
const value = 'a-canary-value';

async function setup(options: FakeOptions = {}) {
  const window = fakeHost(options);
  const store = openSecretStore(window.host, folder);
  await store.set('shop', 'token', { value, destination: acme });
  return { window, store, release: releaseSecrets(window.host, store) };
}
const request = (destination: typeof acme, name = 'token', optional = false) => ({ instance: 'shop', name, optional, destination, bundled: false });

test('a secret goes to where it was bound without a question', async () => {
  const { window, release } = await setup();
  expect(await release(request({ ...acme, origins: [...acme.origins] }))).toEqual({ value });
  expect(window.shown).toEqual([]);
});

test('another host: the person is shown the old and the new one, and a refusal keeps the secret', async () => {
  const { window, store, release } = await setup();
  const answer = await release(request(evil));
  expect(answer).toMatchObject({ refused: { code: 'destination-changed' } });
  expect(JSON.stringify(answer)).not.toContain(value);
  expect(window.shown).toMatchObject([{ kind: 'warning', modal: true, buttons: ['Do Not Send', 'Send Them There'] }]);
  expect(window.shown[0]?.detail).toContain('Entered for: https://acme.example.com');
  expect(window.shown[0]?.detail).toContain('Would now go to: https://evil.example.net');
  expect((await store.get('shop', 'token'))?.destination).toEqual(acme);
});

test('the same hosts with another way of signing in are asked about too', async () => {
  const { window, release } = await setup();
  expect(await release(request({ ...acme, hash: 'h2' }))).toHaveProperty('refused');
  expect(window.shown[0]?.detail).toContain('signs in differently');
});

test('a host more than before is another destination', async () => {
  const { release } = await setup();
  expect(await release(request({ hash: 'h1', origins: [...acme.origins, ...evil.origins] }))).toHaveProperty('refused');
});

test('whoever allows it is not asked again', async () => {
  const { window, release } = await setup({ press: () => 'Send Them There' });
  expect(await release(request(evil))).toEqual({ value });
  expect(await release(request(evil))).toEqual({ value });
  expect(window.shown).toHaveLength(1);
});

test('nor is he for another secret of the instance that is needed later, but for one that was entered for elsewhere', async () => {
  const { window, store, release } = await setup({ press: () => 'Send Them There' });
  const third = { origins: ['https://third.example.org'], hash: 'h1' };
  await store.set('shop', 'key', { value: 'another-canary', destination: acme });
  await store.set('shop', 'old', { value: 'an-old-canary', destination: third });
  await release(request(evil));
  expect(await release(request(evil, 'key'))).toEqual({ value: 'another-canary' });
  expect(window.shown).toHaveLength(1);
  await release(request(evil, 'old'));
  expect(window.shown).toHaveLength(2);
  expect(window.shown[1]?.detail).toContain('https://third.example.org');
});

test('several secrets of one instance ask once', async () => {
  const { window, store, release } = await setup({ press: () => 'Send Them There' });
  await store.set('shop', 'key', { value: 'another-canary', destination: acme });
  expect(await Promise.all([release(request(evil)), release(request(evil, 'key'))])).toEqual([{ value }, { value: 'another-canary' }]);
  expect(window.shown).toHaveLength(1);
});

test('a secret that is not set is missing, or none where it is optional', async () => {
  const { release } = await setup();
  expect(await release(request(acme, 'other'))).toMatchObject({ refused: { code: 'missing-secret', message: "The secret 'other' of the instance 'shop' is not set." } });
  expect(await release(request(acme, 'other', true))).toEqual({ value: null });
});

test('in restricted mode no secret is released', async () => {
  const { release } = await setup({ trusted: false });
  const answer = await release(request(acme));
  expect(answer).toHaveProperty('refused');
  expect(JSON.stringify(answer)).not.toContain(value);
});
