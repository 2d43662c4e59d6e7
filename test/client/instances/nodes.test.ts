import { expect, test } from 'vitest';
import { instanceNodes, secretsText, title } from '../../../client/instances/nodes.ts';
import { connector, instance } from '../support/services.ts';

test('instances stand below their connector, connectors by title, unknown ones too', () => {
  const nodes = instanceNodes({
    connectors: [connector('zeta', { title: 'Alpha' }), connector('shop', { title: 'Shop' })],
    instances: [instance('acme'), instance('lost', { connector: 'gone' }), instance('outlet')],
    flows: [],
    workspaceFile: { exists: true },
  }, new Map(), new Map([['shop', '/bundled/shop.svg']]));
  expect(nodes.map(({ icon }) => icon)).toEqual([undefined, undefined, '/bundled/shop.svg']);
  expect(nodes.map((node) => `${title(node)}: ${node.instances.map(({ instance: { name } }) => name).join(' ')}`)).toEqual(['Alpha: ', 'gone: lost', 'Shop: acme outlet']);
});

test.each([
  [[], [], 'needs no secret'],
  [['token'], ['token'], 'secrets set'],
  [['token'], [], 'secret missing: token'],
  [['token', 'key'], [], '2 secrets missing'],
  [['token', 'extra?'], ['token'], 'secrets set'],
])('secrets %j of which %j are stored: %s', (declared, stored, text) => {
  const secrets = declared.map((name) => ({ name: name.replace('?', ''), optional: name.endsWith('?') }));
  const [node] = instanceNodes({ connectors: [connector('shop')], instances: [instance('acme', { secrets })], flows: [], workspaceFile: { exists: true } }, new Map([['acme', stored]]));
  expect(secretsText(node!.instances[0]!)).toBe(text);
});
