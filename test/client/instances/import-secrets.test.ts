import { expect, test } from 'vitest';
import { importSecrets } from '../../../client/instances/import-secrets.ts';
import { fakeHost } from '../support/host.ts';
import { fakeServices, instance } from '../support/services.ts';

const destination = { origins: ['http://127.0.0.1:4001'], hash: 'h' };
const file = { fsPath: '/work/../secrets.json' };
const text = JSON.stringify({ instances: { acme: { secrets: { token: 'canary-one' } }, other: { secrets: { token: 'canary-two' } } } });

function setup(press: string | undefined, content = text) {
  const window = fakeHost({ press: () => press });
  window.files.set(file.fsPath, content);
  return { window, services: fakeServices(window, { model: { instances: [instance('acme')] }, service: { destination: () => destination } }) };
}

test('shows where the secrets would go and stores those of the workspace bound to it', async () => {
  const { window, services } = setup('Import');
  await importSecrets(services, file);
  expect(window.shown[0]).toMatchObject({ modal: true, detail: 'acme: token → http://127.0.0.1:4001\nLeft out, because patchbay.json does not name them: other' });
  expect(await services.secrets.get('acme', 'token')).toEqual({ value: 'canary-one', destination });
  expect(await services.secrets.names('other')).toEqual([]);
  expect(JSON.stringify(window.shown)).not.toContain('canary');
});

test('stores nothing unless the person agrees', async () => {
  const { window, services } = setup(undefined);
  await importSecrets(services, file);
  expect(window.secrets.size).toBe(0);
});

test('stores nothing of a file whose secrets are for another connector', async () => {
  const { window, services } = setup('Import', JSON.stringify({ instances: { acme: { connector: 'elsewhere', secrets: { token: 'canary-one' } } } }));
  await expect(importSecrets(services, file)).rejects.toThrow(/are for the connector elsewhere, but 'acme' is an instance of \w+ here\. Nothing was imported\./);
  expect(window.secrets.size).toBe(0);
});

test('stores nothing of a file with one secret that cannot be used', async () => {
  const { window, services } = setup('Import', JSON.stringify({ instances: { acme: { secrets: { token: 'canary-one', key: 'short' } } } }));
  await expect(importSecrets(services, file)).rejects.toThrow("The secret 'key' of 'acme' cannot be used: A secret has at least 6 characters. Nothing was imported.");
  expect(window.secrets.size).toBe(0);
});
