import { expect, test } from 'vitest';
import { editInstance, enterSecrets } from '../../../client/instances/edit-instance.ts';
import { removeInstance } from '../../../client/instances/remove-instance.ts';
import { fakeHost } from '../support/host.ts';
import { connector, fakeServices, field, instance } from '../support/services.ts';

const destination = { origins: ['https://acme.example.com'], hash: 'h' };
const shop = connector('shop', {
  settings: [field('store'), field('region', { values: ['eu', 'us'] }), field('zone', { required: false, advanced: true })],
  auths: [{ name: 'token', title: 'Token', supported: true, fields: [field('accessToken', { secret: true })] }],
});
const acme = instance('acme', { auth: 'token', settings: { store: 'acme', region: { env: 'PATCHBAY_REGION' } }, secrets: [{ name: 'accessToken', optional: false }] });
const model = { connectors: [shop], instances: [acme] };
const edits = [{ path: 'patchbay.json', before: null, after: '{}' }];

test('editing shows what is set, keeps what comes from the environment and secrets that are left empty', async () => {
  const window = fakeHost({ answers: [(box) => { expect(box.value).toBe('acme'); box.type('outlet'); box.accept(); }, '', ''] });
  const services = fakeServices(window, { model, change: () => ({ edits }) });
  await services.secrets.set('acme', 'accessToken', { value: 'old-canary', destination });
  await editInstance(services, 'acme');
  expect(services.changes).toEqual([{ kind: 'change-instance', name: 'acme', auth: 'token', settings: { store: 'outlet', region: { env: 'PATCHBAY_REGION' } } }]);
  expect((await services.secrets.get('acme', 'accessToken'))?.value).toBe('old-canary');
});

test('a default that is only confirmed is not written down; one that was written stays', async () => {
  const zoned = connector('shop', { settings: [field('store'), field('zone', { default: 'north', advanced: true }), field('lane', { default: 'left' })], auths: shop.auths });
  const existing = instance('acme', { auth: 'token', settings: { store: 'acme', lane: 'left' }, secrets: acme.secrets });
  const window = fakeHost({ answers: ['outlet', 'north', 'left', ''] });
  const services = fakeServices(window, { model: { connectors: [zoned], instances: [existing] }, change: () => ({ edits }) });
  await services.secrets.set('acme', 'accessToken', { value: 'old-canary', destination });
  await editInstance(services, 'acme');
  expect(services.changes).toMatchObject([{ settings: { store: 'outlet', lane: 'left' } }]);
  expect(services.changes[0]).not.toHaveProperty('settings.zone');
});

test('entering secrets binds them to where the instance sends them now', async () => {
  const window = fakeHost({ answers: ['new-canary'] });
  const services = fakeServices(window, { model, service: { destination: () => destination } });
  await enterSecrets(services, 'acme');
  expect(await services.secrets.get('acme', 'accessToken')).toEqual({ value: 'new-canary', destination });
});

test('a secret under six characters is refused', async () => {
  const window = fakeHost({ answers: [async (box) => {
    box.type('short');
    box.accept();
    await new Promise((resolve) => { setImmediate(resolve); });
    expect(box.validationMessage).toBe('A secret has at least 6 characters.');
    box.leave();
  }] });
  const services = fakeServices(window, { model });
  await enterSecrets(services, 'acme');
  expect(window.secrets.size).toBe(0);
});

test('a private key comes from the clipboard with its lines', async () => {
  const window = fakeHost({ answers: ['clipboard'] });
  Object.assign(window.host.vscode.env.clipboard, { readText: async () => 'first line\nsecond line\n' });
  const multiline = connector('shop', { auths: [{ name: 'token', title: 'Token', supported: true, fields: [field('accessToken', { secret: true, multiline: true })] }] });
  const services = fakeServices(window, { model: { connectors: [multiline], instances: [acme] }, service: { destination: () => destination } });
  await enterSecrets(services, 'acme');
  expect((await services.secrets.get('acme', 'accessToken'))?.value).toBe('first line\nsecond line\n');
});

test('a key file that cannot be read is said in a sentence, and the question stays', async () => {
  const window = fakeHost({ answers: ['file', (list) => list.leave()] });
  const { vscode } = window.host;
  Object.assign(vscode.window, { showOpenDialog: async () => [vscode.Uri.file('/keys/gone.pem')] });
  Object.assign(vscode.workspace.fs, { readFile: async () => { throw new Error('EntryNotFound (FileSystemError): ENOENT'); } });
  const multiline = connector('shop', { auths: [{ name: 'token', title: 'Token', supported: true, fields: [field('accessToken', { secret: true, multiline: true })] }] });
  await enterSecrets(fakeServices(window, { model: { connectors: [multiline], instances: [acme] } }), 'acme');
  expect(window.shown).toMatchObject([{ kind: 'error', message: '/keys/gone.pem could not be read: it is not there any more, or you are not allowed to read it.', buttons: [] }]);
  expect(window.inputs).toHaveLength(2);
});

test('an instance that flows use is not removed; the flows are listed', async () => {
  const window = fakeHost();
  const uses = [{ flow: 'paidOrders', place: { file: 'orders.flow', line: 3, column: 14 } }];
  const services = fakeServices(window, { model, change: () => ({ refused: "'acme' is used by a flow.", uses }) });
  await services.secrets.set('acme', 'accessToken', { value: 'old-canary', destination });
  await removeInstance(services, 'acme');
  expect(window.shown).toMatchObject([{ kind: 'error', message: "'acme' is used by a flow.", detail: 'paidOrders (orders.flow:3)', modal: true }]);
  expect(window.applied).toEqual([]);
  expect(await services.secrets.names('acme')).toEqual(['accessToken']);
});

test.each([['Remove', 1, 0], [undefined, 0, 1]])('removing asks first (answer: %s) and takes the secrets with it', async (button, applied, left) => {
  const window = fakeHost({ press: () => button });
  const services = fakeServices(window, { model, change: () => ({ edits }) });
  await services.secrets.set('acme', 'accessToken', { value: 'old-canary', destination });
  await removeInstance(services, 'acme');
  expect(window.applied).toHaveLength(applied);
  expect(await services.secrets.names('acme')).toHaveLength(left);
});
