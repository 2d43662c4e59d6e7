import { expect, test } from 'vitest';
import type { FileEdit } from '#runner/protocol';
import { addInstance } from '../../../client/instances/add-instance.ts';
import { fakeHost } from '../support/host.ts';
import type { QuickInput } from '../support/inputs.ts';
import { connector, fakeServices, field, instance } from '../support/services.ts';

const shop = connector('shop', {
  title: 'Web Shop',
  settings: [field('store', { documentation: "The store's name: `acme`", pattern: '^[a-z]+$' }), field('version', { required: false, default: '2026', advanced: true })],
  auths: [
    { name: 'token', title: 'Access token', supported: true, fields: [field('accessToken', { secret: true })] },
    { name: 'app', title: 'App', supported: true, fields: [field('clientId'), field('clientSecret', { secret: true })] },
    { name: 'browser', title: 'Sign in', supported: false, fields: [] },
  ],
});
const destination = { origins: ['https://acme.example.com'], hash: 'h' };
const edits: FileEdit[] = [{ path: 'patchbay.json', before: null, after: '{}' }];
const service = { destination: () => destination };

test('asks what the connector and the chosen way of signing in declare, writes the file, binds the secrets', async () => {
  const window = fakeHost({ answers: ['Web Shop', 'acme', 'acmestore', 'App', 'id-of-mine', 'canary-secret'] });
  const services = fakeServices(window, { model: { connectors: [shop] }, change: () => ({ edits }), service });
  await addInstance(services, undefined);
  expect(services.changes).toEqual([{ kind: 'add-instance', name: 'acme', connector: 'shop', auth: 'app', settings: { store: 'acmestore', clientId: 'id-of-mine' } }]);
  expect(window.files.get('/work/patchbay.json')).toBe('{}');
  expect(services.milestones).toEqual(['instance']);
  expect(await services.secrets.get('acme', 'clientSecret')).toEqual({ value: 'canary-secret', destination });
  expect(window.inputs.map(({ step, totalSteps, password }) => `${step}/${totalSteps}${password ? ' masked' : ''}`)).toEqual(['1/1', '2/4', '3/4', '4/4', '5/6', '6/6 masked']);
  expect(window.shown).toMatchObject([{ kind: 'info', buttons: ['Check Connection'] }]);
});

test('the secret is in no file, message or request to the language server', async () => {
  const asked: unknown[] = [];
  const window = fakeHost({ answers: ['acme', 'acmestore', 'Access token', 'canary-secret'] });
  const services = fakeServices(window, { model: { connectors: [shop] }, change: () => ({ edits }), service, checkValue: (params) => { asked.push(params); return { value: params.value }; } });
  await addInstance(services, 'shop');
  const seen = JSON.stringify([asked, services.changes, [...window.files], window.shown, window.output]);
  expect(seen).toContain('acmestore');
  expect(seen).not.toContain('canary-secret');
});

test('a value that the server refuses is refused as one types', async () => {
  const refused: (string | undefined)[] = [];
  const typeWrong = async (box: QuickInput) => {
    box.type('ACME');
    box.accept();
    await new Promise((resolve) => { setImmediate(resolve); });
    refused.push(box.validationMessage);
    expect(box.disposed).toBe(false);
    box.type('acme');
    box.accept();
  };
  const window = fakeHost({ answers: ['acme', typeWrong, 'Access token', 'canary-secret'] });
  const services = fakeServices(window, {
    model: { connectors: [shop] }, change: () => ({ edits }), service,
    checkValue: ({ value }) => /^[a-z]+$/.test(value) ? { value } : { problem: 'It must match ^[a-z]+$.' },
  });
  await addInstance(services, 'shop');
  expect(refused).toEqual(["It must match ^[a-z]+$. The store's name: acme"]);
  expect(services.changes[0]).toMatchObject({ settings: { store: 'acme' } });
});

test('one can go back, and what depends on the changed answer is asked anew', async () => {
  const window = fakeHost({ answers: ['acme', 'acmestore', 'App', (box) => box.back(), 'Access token', 'canary-secret'] });
  const services = fakeServices(window, { model: { connectors: [shop] }, change: () => ({ edits }), service });
  await addInstance(services, 'shop');
  expect(services.changes).toMatchObject([{ auth: 'token', settings: { store: 'acmestore' } }]);
});

test('leaving the form changes nothing', async () => {
  const window = fakeHost({ answers: ['acme', (box) => box.leave()] });
  const services = fakeServices(window, { model: { connectors: [shop] } });
  await addInstance(services, 'shop');
  expect([services.changes, window.applied, [...window.secrets]]).toEqual([[], [], []]);
});

test('a name that is taken or is no name is refused', async () => {
  const messages: (string | undefined)[] = [];
  const tryNames = async (box: QuickInput) => {
    for (const name of ['acme', '1st', '']) {
      box.type(name);
      await new Promise((resolve) => { setImmediate(resolve); });
      messages.push(box.validationMessage);
    }
    box.leave();
  };
  const window = fakeHost({ answers: [tryNames] });
  await addInstance(fakeServices(window, { model: { connectors: [shop], instances: [instance('acme')] } }), 'shop');
  expect(messages).toEqual(["There is an instance 'acme' already.", expect.stringContaining('begins with a letter'), expect.stringContaining('begins with a letter')]);
});

test('a way of signing in that is not there yet is not offered', async () => {
  const window = fakeHost({ answers: ['acme', 'store', (list) => { expect(list.items.map(({ label }) => label)).toEqual(['Access token', 'App']); list.leave(); }] });
  await addInstance(fakeServices(window, { model: { connectors: [shop] } }), 'shop');
  expect(window.inputs).toHaveLength(3);
});

test('where it is not known where the secrets may go, none is stored and the reason is said', async () => {
  const window = fakeHost({ answers: ['acme', 'acmestore', 'Access token', 'canary-secret'] });
  const problem = { code: 'missing-setting', message: 'store is missing.' };
  const services = fakeServices(window, { model: { connectors: [shop] }, change: () => ({ edits }), service: { destination: () => ({ problem }) } });
  await expect(addInstance(services, 'shop')).rejects.toThrow("The secrets of 'acme' were not stored, because it is not known where they may go: store is missing.");
  expect(window.secrets.size).toBe(0);
});

test('in restricted mode nothing is asked', async () => {
  const window = fakeHost({ trusted: false });
  await expect(addInstance(fakeServices(window, { model: { connectors: [shop] } }), 'shop')).rejects.toThrow('Restricted Mode');
});
