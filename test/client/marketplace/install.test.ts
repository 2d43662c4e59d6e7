import { expect, test, vi } from 'vitest';
import type { PackageSummary } from '#runner/protocol';
import { installConnector, searchMarketplace, uninstallConnector } from '../../../client/marketplace/install.ts';
import { packageNodes, versionText } from '../../../client/marketplace/packages.ts';
import { fakeHost } from '../support/host.ts';
import { fakeServices, instance } from '../support/services.ts';

const shop: PackageSummary = { name: 'shop', title: 'Web Shop', version: '1.1.0', category: 'E-commerce', documentation: 'Orders of a shop.\n\nMore.', icon: '/bundled/shop.svg' };
const ledger: PackageSummary = { name: 'ledger', title: 'Ledger', version: '2.0.0', category: 'ERP', documentation: '', installed: '2.0.0', file: 'connectors/ledger.connector' };
const edits = [{ path: 'connectors/shop.connector', before: null, after: 'connector shop {}' }, { path: 'patchbay.json', before: null, after: '{}' }];

const uninstall = () => ({ edits: [{ path: 'connectors/ledger.connector', before: 'connector ledger {}', after: null }] });

test('packages stand below their category', () => {
  expect(packageNodes([ledger, shop, { ...shop, title: 'A Shop' }]).map(({ name, packages }) => [name, packages.map(({ summary }) => summary.title)]))
    .toEqual([['E-commerce', ['A Shop', 'Web Shop']], ['ERP', ['Ledger']]]);
});

test.each([
  [{}, '1.1.0'],
  [{ installed: '1.1.0' }, '1.1.0 · installed'],
  [{ installed: '1.1.0', modified: true }, '1.1.0 · installed, changed here'],
  [{ installed: '1.0.0' }, '1.0.0 installed · 1.1.0 available'],
])('the version of %j reads %s', (state, text) => {
  expect(versionText({ ...shop, ...state })).toBe(text);
});

test('searching finds a package by what it is for and installs it as one change', async () => {
  const window = fakeHost({ answers: [(list) => {
    expect(list.items).toMatchObject([{ label: 'Ledger', description: 'ERP · 2.0.0 · installed', iconPath: { id: 'package' } }, { label: 'Web Shop', iconPath: { path: '/bundled/shop.svg' }, description: 'E-commerce · 1.1.0', detail: 'Orders of a shop.' }]);
    list.choose('Web Shop');
  }] });
  const services = fakeServices(window, { service: { packages: () => [shop, ledger], install: () => ({ edits }) } });
  await searchMarketplace(services);
  expect(services.milestones).toEqual(['install']);
  expect(window.applied).toHaveLength(1);
  expect([...window.files.keys()]).toEqual(['/work/connectors/shop.connector', '/work/patchbay.json']);
  expect(window.shown).toMatchObject([{ message: 'Installed Web Shop 1.1.0.', buttons: ['Add Instance…', 'Open Connector'] }]);
});

test('what was installed can be read about: the package\'s README, in a preview', async () => {
  const window = fakeHost({ press: () => 'Read Me' });
  await installConnector(fakeServices(window, { service: { packages: () => [{ ...shop, readme: '/bundled/shop/README.md' }], install: () => ({ edits }) } }), 'shop');
  expect(window.shown).toMatchObject([{ buttons: ['Add Instance…', 'Read Me', 'Open Connector'] }]);
  await vi.waitFor(() => expect(window.executed).toMatchObject([{ command: 'markdown.showPreview', args: [{ path: '/bundled/shop/README.md' }] }]));
});

test('a refusal to install is shown and nothing is written', async () => {
  const window = fakeHost();
  const services = fakeServices(window, { service: { packages: () => [shop], install: () => ({ refused: 'connectors/shop.connector was changed here.' }) } });
  await installConnector(services, 'shop');
  expect(services.milestones).toEqual([]);
  expect(window.shown).toMatchObject([{ kind: 'error', message: 'connectors/shop.connector was changed here.' }]);
  expect(window.applied).toEqual([]);
});

test('a connector with instances is not uninstalled; they are listed', async () => {
  const window = fakeHost();
  const services = fakeServices(window, {
    model: { instances: [instance('books', { connector: 'ledger' }), instance('acme')] },
    service: { packages: () => [ledger], uninstall: () => ({ refused: "'ledger' has instances." }) },
  });
  await uninstallConnector(services, 'ledger');
  expect(window.shown).toMatchObject([{ kind: 'error', message: "'ledger' has instances.", detail: 'books (patchbay.json:4)' }]);
});

test('uninstalling asks first', async () => {
  const files = { 'connectors/ledger.connector': 'connector ledger {}' };
  const kept = fakeHost({ files });
  await uninstallConnector(fakeServices(kept, { service: { packages: () => [ledger], uninstall } }), 'ledger');
  expect(kept.files.size).toBe(1);
  const removed = fakeHost({ files, press: () => 'Uninstall' });
  await uninstallConnector(fakeServices(removed, { service: { packages: () => [ledger], uninstall } }), 'ledger');
  expect(removed.files.size).toBe(0);
});
