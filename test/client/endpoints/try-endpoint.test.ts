import { expect, test } from 'vitest';
import type { EndpointForm } from '#server/protocol';
import { showReferences } from '../../../client/endpoints/show-references.ts';
import { tryEndpoint } from '../../../client/endpoints/try-endpoint.ts';
import { recentAnswers } from '../../../client/endpoints/recent-answers.ts';
import { fakeHost, type FakeOptions } from '../support/host.ts';
import { connector, type FakeServers, fakeServices, field, instance } from '../support/services.ts';
import { Location, type Uri } from '../support/values.ts';

const shop = connector('shop', { endpoints: [{ name: 'listOrders', effect: 'read', place: { file: 'shop.connector', line: 9, column: 3 } }] });
const lists: EndpointForm = { effect: 'read', lists: true, parameters: [field('since', { required: false }), field('status', { values: ['open', 'paid'] })] };
const writes: EndpointForm = { effect: 'write', lists: false, parameters: [field('id', { type: 'integer' })] };

async function tried(options: FakeOptions, form: EndpointForm | null, servers: FakeServers = {}, argument: { connector: string; endpoint: string } | null = { connector: 'shop', endpoint: 'listOrders' }) {
  const calls: unknown[] = [];
  const window = fakeHost(options);
  const services = fakeServices(window, {
    model: { connectors: [shop], instances: [instance('acme'), instance('other', { connector: 'ledger' })] }, endpoint: () => form,
    service: { call: (params) => { calls.push(params); return { records: ['{"id":1}', '{"id":2}'] }; } }, ...servers,
  });
  const recent = recentAnswers();
  await tryEndpoint(services, recent, argument ?? undefined);
  return { ...window, calls, recent };
}

test('asks for the arguments, calls the only instance, and shows what came', async () => {
  const { calls, executed, shown } = await tried({ answers: ['', 'paid'] }, lists);
  expect(calls).toMatchObject([{ instance: 'acme', endpoint: 'listOrders', args: { status: 'paid' }, limit: 25 }]);
  expect(executed).toEqual([{ command: 'show', args: ['[\n  {\n    "id": 1\n  },\n  {\n    "id": 2\n  }\n]'] }]);
  expect(shown).toMatchObject([{ kind: 'info', message: 'acme.listOrders: 2 records.' }]);
});

test('one of several instances is chosen, and from the palette the endpoint too', async () => {
  const model = { connectors: [shop], instances: [instance('acme'), instance('outlet')] };
  expect((await tried({ answers: ['outlet', '', 'open'] }, lists, { model })).calls).toMatchObject([{ instance: 'outlet', args: { status: 'open' } }]);
  const window = await tried({ answers: ['acme', 'listOrders', '2026-01-01', 'open'] }, lists, { model }, null);
  expect(window.calls).toMatchObject([{ instance: 'acme', endpoint: 'listOrders' }]);
});

test('what writes is asked about, and not called where the person does not say so', async () => {
  const call = { model: { connectors: [shop], instances: [instance('acme')] }, checkValue: () => ({ value: 7 }) };
  const without = await tried({ answers: ['7'] }, writes, call);
  expect(without.shown).toMatchObject([{ kind: 'warning', modal: true, message: "'listOrders' writes. Call it at 'acme'?", buttons: ['Call It'] }]);
  expect(without.calls).toEqual([]);
  const agreed = await tried({ answers: ['7'], press: () => 'Call It' }, writes, call);
  expect(agreed.calls).toMatchObject([{ args: { id: 7 } }]);
  expect(agreed.executed).toEqual([{ command: 'show', args: ['{\n  "id": 1\n}'] }]);
});

test('leaving a question calls nothing', async () => {
  expect((await tried({ answers: [(box) => box.leave()] }, lists)).calls).toEqual([]);
});

test('without an instance it offers to add one', async () => {
  const window = await tried({ press: () => 'Add Instance…' }, lists, { model: { connectors: [shop] } });
  expect(window.shown).toMatchObject([{ kind: 'info', message: "There is no instance of 'shop' yet." }]);
  expect(window.executed).toEqual([{ command: 'patchbay.addInstance', args: ['shop'] }]);
  expect(window.calls).toEqual([]);
});

test('an error is said with what to do, and where one can consent', async () => {
  const failing = (remedy: string): FakeServers => ({ service: { call: () => ({ error: { code: 'refused-destination', message: 'acme.example.com is not allowed.', remedy } }) } });
  const window = await tried({ answers: ['', 'open'] }, lists, failing('Correct the host.'));
  expect(window.shown).toMatchObject([{ kind: 'error', message: 'acme.listOrders: acme.example.com is not allowed. Correct the host.', buttons: [] }]);
  const local = await tried({ answers: ['', 'open'] }, lists, failing('patchbay trust add acme.example.com'));
  expect(local.shown).toMatchObject([{ kind: 'error', buttons: ['Open Settings'] }]);
});

test('an endpoint that is gone, and a workspace that is not trusted, are said so', async () => {
  await expect(tried({}, null)).rejects.toThrow("'shop' has no endpoint 'listOrders' any more.");
  await expect(tried({ trusted: false }, lists)).rejects.toThrow();
});

test('a lens opens the list of its places', async () => {
  const window = fakeHost();
  await showReferences(window.host, ['file:///work/shop.connector', { line: 1, character: 10 }, [{ uri: 'file:///work/patchbay.json', range: { start: { line: 3, character: 4 }, end: { line: 3, character: 10 } } }]]);
  const [command] = window.executed;
  expect(command?.command).toBe('editor.action.showReferences');
  const [uri, position, locations] = command!.args as [Uri, unknown, Location[]];
  expect([uri.path, position]).toEqual(['/work/shop.connector', { line: 1, character: 10 }]);
  expect(locations[0]).toBeInstanceOf(Location);
  expect(locations[0]).toMatchObject({ uri: { path: '/work/patchbay.json' }, range: { start: { line: 3, character: 4 }, end: { line: 3, character: 10 } } });
});
