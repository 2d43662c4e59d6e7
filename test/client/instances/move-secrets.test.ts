import { expect, test } from 'vitest';
import { moveSecrets } from '../../../client/instances/move-secrets.ts';
import { openSecretStore } from '../../../client/instances/secret-store.ts';
import { fakeHost, folder } from '../support/host.ts';

const destination = { origins: ['https://acme.example.com'], hash: 'h' };

test('the secrets of an instance go where its new name is, bound as they were, and back', async () => {
  const { host } = fakeHost();
  const store = openSecretStore(host, folder);
  await store.set('main', 'token', { value: 'one-value', destination });
  await store.set('main', 'key', { value: 'two-value', destination });
  await store.set('other', 'token', { value: 'three-value', destination });
  await moveSecrets(host, store, { folder: folder.uri.toString(), kind: 'instance', from: 'main', to: 'corner' });
  expect(await store.names('main')).toEqual([]);
  expect((await store.names('corner')).toSorted()).toEqual(['key', 'token']);
  expect(await store.get('corner', 'token')).toEqual({ value: 'one-value', destination });
  await moveSecrets(host, store, { folder: folder.uri.toString(), kind: 'instance', from: 'corner', to: 'main' });
  expect((await store.names('main')).toSorted()).toEqual(['key', 'token']);
  expect((await store.get('other', 'token'))?.value).toBe('three-value');
});

test('a secret that has another name in the connector has it in its instances; a flow has no secrets', async () => {
  const { host } = fakeHost();
  const store = openSecretStore(host, folder);
  await store.set('a', 'token', { value: 'one-value', destination });
  await store.set('a', 'key', { value: 'two-value', destination });
  await moveSecrets(host, store, { folder: folder.uri.toString(), kind: 'secret', from: 'token', to: 'apiToken', instances: ['a', 'b'] });
  await moveSecrets(host, store, { folder: folder.uri.toString(), kind: 'flow', from: 'key', to: 'other' });
  expect((await store.names('a')).toSorted()).toEqual(['apiToken', 'key']);
  expect((await store.get('a', 'apiToken'))?.value).toBe('one-value');
  expect(await store.names('b')).toEqual([]);
});

test('a rename in another folder that is open beside it moves nothing', async () => {
  const { host } = fakeHost();
  const store = openSecretStore(host, folder);
  await store.set('main', 'token', { value: 'one-value', destination });
  const other = { folder: 'file:///somewhere/else', from: 'main', to: 'corner' };
  await moveSecrets(host, store, { kind: 'instance', ...other });
  await moveSecrets(host, store, { kind: 'secret', ...other, from: 'token', instances: ['main'] });
  expect(await store.names('main')).toEqual(['token']);
  expect(await store.names('corner')).toEqual([]);
});

test('a secret under the new name is not overwritten', async () => {
  const { host } = fakeHost();
  const store = openSecretStore(host, folder);
  await store.set('main', 'token', { value: 'one-value', destination });
  await store.set('main', 'key', { value: 'two-value', destination });
  await store.set('corner', 'token', { value: 'three-value', destination });
  await moveSecrets(host, store, { folder: folder.uri.toString(), kind: 'instance', from: 'main', to: 'corner' });
  expect((await store.get('corner', 'token'))?.value).toBe('three-value');
  expect((await store.get('corner', 'key'))?.value).toBe('two-value');
  expect((await store.get('main', 'token'))?.value).toBe('one-value');
});
