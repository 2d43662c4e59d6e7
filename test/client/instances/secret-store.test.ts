import { expect, test } from 'vitest';
import type { WorkspaceFolder } from 'vscode';
import { openSecretStore } from '../../../client/instances/secret-store.ts';
import { fakeHost, folder } from '../support/host.ts';
import { Uri } from '../support/values.ts';

const destination = { origins: ['https://acme.example.com'], hash: 'h' };

test('secrets of one folder and instance are not those of another', async () => {
  const window = fakeHost();
  const here = openSecretStore(window.host, folder);
  const there = openSecretStore(window.host, { uri: Uri.file('/work,elsewhere'), name: 'x', index: 0 } as unknown as WorkspaceFolder);
  await here.set('a', 'token', { value: 'one-value', destination });
  await here.set('a","b', 'token', { value: 'odd-value', destination });
  await there.set('a', 'token', { value: 'two-value', destination });
  expect(await here.names('a')).toEqual(['token']);
  expect((await here.get('a', 'token'))?.value).toBe('one-value');
  expect((await there.get('a', 'token'))?.value).toBe('two-value');
  await here.remove('a');
  expect(await here.get('a', 'token')).toBeUndefined();
  expect((await here.get('a","b', 'token'))?.value).toBe('odd-value');
  expect((await there.get('a', 'token'))?.value).toBe('two-value');
});

test('a change in another window is seen', async () => {
  const window = fakeHost();
  const store = openSecretStore(window.host, folder);
  let seen = 0;
  store.onDidChange(() => { seen += 1; });
  await openSecretStore(window.host, folder).set('a', 'token', { value: 'a-value', destination });
  await window.host.context.secrets.store('something else', 'x');
  expect(seen).toBe(1);
});
