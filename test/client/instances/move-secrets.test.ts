import { expect, test } from 'vitest';
import { moveSecrets } from '../../../client/instances/move-secrets.ts';
import { openSecretStore } from '../../../client/instances/secret-store.ts';
import { fakeHost, folder } from '../support/host.ts';

const destination = { origins: ['https://acme.example.com'], hash: 'h' };

test('the secrets of an instance go where its new name is, bound as they were, and back', async () => {
  const store = openSecretStore(fakeHost().host, folder);
  await store.set('main', 'token', { value: 'one-value', destination });
  await store.set('main', 'key', { value: 'two-value', destination });
  await store.set('other', 'token', { value: 'three-value', destination });
  await moveSecrets(store, { kind: 'instance', from: 'main', to: 'corner' });
  expect(await store.names('main')).toEqual([]);
  expect((await store.names('corner')).toSorted()).toEqual(['key', 'token']);
  expect(await store.get('corner', 'token')).toEqual({ value: 'one-value', destination });
  await moveSecrets(store, { kind: 'instance', from: 'corner', to: 'main' });
  expect((await store.names('main')).toSorted()).toEqual(['key', 'token']);
  expect((await store.get('other', 'token'))?.value).toBe('three-value');
});

test('a secret that has another name in the connector has it in its instances; a flow has no secrets', async () => {
  const store = openSecretStore(fakeHost().host, folder);
  await store.set('a', 'token', { value: 'one-value', destination });
  await store.set('a', 'key', { value: 'two-value', destination });
  await moveSecrets(store, { kind: 'secret', from: 'token', to: 'apiToken', instances: ['a', 'b'] });
  await moveSecrets(store, { kind: 'flow', from: 'key', to: 'other' });
  expect((await store.names('a')).toSorted()).toEqual(['apiToken', 'key']);
  expect((await store.get('a', 'apiToken'))?.value).toBe('one-value');
  expect(await store.names('b')).toEqual([]);
});
