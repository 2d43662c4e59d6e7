import { URI } from 'langium';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace, openedWorkspace, type Workspace } from '../../../language/workspace/load-workspace.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const files = {
  '/w/connectors/shop.connector': `/** A web *shop*. */
connector shop {
  title 'Corner Shop' version 1.2.0 category 'E-commerce' website 'https://shop.example.com'
  settings {
    /** The name: \`acme\` */
    store: string @pattern('^[a-z]+$') @example('acme')
    region: 'eu' | 'us' = 'eu' @advanced
    limit: integer? @min(1) @max(250)
  }
  hosts ['*.example.com']
  base "https://{store}.example.com"
  /** The usual way. */
  auth token { title 'API token' secret apiToken: string secret second: string? header 'X-Token': apiToken }
  auth old { title 'Old' secret key: string query key: key deprecated 'Use a token' }
  auth session { setting user: string secret password: string login POST '/s' { user, password } header 'X': grant.token }
  check getShop
  entity Order { id: integer @key, total: decimal }
  endpoint getShop(): { name: string } { GET '/shop' result body }
  /** Orders. */
  endpoint listOrders(): Order[] { GET '/orders' paginate link records body }
  endpoint createOrder(order: input Order): Order { POST '/orders' body order idempotent result body }
}`,
  '/w/local.connector': "connector local { base 'https://local.example.com' endpoint broken(): integer { GET \"/{nowhere}\" result body } endpoint fine(): integer { GET '/x' result body } }",
  '/w/flows/orders.flow': `/** Copies orders. */
flow orders {
  use shop = shop.main
  trigger schedule '0 6 * * *'   timezone 'UTC'
  /** The least total. */
  input least: decimal = 0.5
  from shop.listOrders() as order
  filter order.total >= least
  send shop.createOrder({ total: order.total })
}
flow calls { use local = local.here
 from [1] as n
 call local.broken() as x }
flow careful { use local = local.here
 from [1] as n
 call local.fine() as x }`,
  '/w/patchbay.json': `{
  "connectors": { "shop": "1.2.0" },
  "instances": {
    "main": { "connector": "shop", "auth": "token", "settings": { "store": "acme" } },
    "poor": { "connector": "shop", "settings": { "store": "ACME", "colour": "red", "apiToken": "x", "limit": { "env": "HOME" } }, "baseUrl": "ftp://x" },
    "lost": { "connector": "shpo" },
    "here": { "connector": "local" }
  }
}`,
  '/w/node_modules/x/shop.connector': 'connector shop { }',
  '/w/.git/shop.connector': 'connector shop { }',
  '/w/.patchbay/shop.connector': 'connector shop { }',
  '/w/dist/shop.connector': 'connector shop { }',
  '/w/readme.md': '',
};

let workspace: Workspace;
beforeAll(async () => {
  workspace = await loadWorkspace('/w', () => new MemoryFiles(files));
});

describe('a loaded workspace', () => {
  it('has the files of the languages, without what is not the user’s', () => {
    expect(workspace.documents.map((document) => workspace.pathOf(document))).toEqual(['connectors/shop.connector', 'flows/orders.flow', 'local.connector', 'patchbay.json']);
    expect(workspace.flow('orders')?.name).toBe('orders');
    expect(workspace.flow('orders', 'other.flow')).toBeUndefined();
    expect(workspace.connector('shop')?.endpoints.size).toBe(3);
  });

  it('shows connectors with what an instance must supply', () => {
    const [local, shop] = workspace.model.connectors;
    expect(local).toMatchObject({ name: 'local', title: 'local', installed: false, settings: [], auths: [] });
    expect(shop).toMatchObject({
      name: 'shop', title: 'Corner Shop', version: '1.2.0', category: 'E-commerce', website: 'https://shop.example.com', documentation: 'A web *shop*.', installed: true, check: 'getShop',
      place: { file: 'connectors/shop.connector', line: 2, column: 1 },
    });
    expect(shop?.settings).toEqual([
      { name: 'store', secret: false, required: true, type: 'string', multiline: false, advanced: false, documentation: 'The name: `acme`', pattern: '^[a-z]+$', example: 'acme' },
      { name: 'region', secret: false, required: false, type: "'eu' | 'us'", multiline: false, advanced: true, values: ['eu', 'us'], default: 'eu' },
      { name: 'limit', secret: false, required: false, type: 'integer?', multiline: false, advanced: false, min: '1', max: '250' },
    ]);
    expect(shop?.auths.map(({ name, title, supported, deprecated, fields }) => ({ name, title, supported, deprecated, fields: fields.map((field) => `${field.secret ? 'secret' : 'setting'} ${field.name}${field.required ? '' : '?'}`) }))).toEqual([
      { name: 'token', title: 'API token', supported: true, deprecated: undefined, fields: ['secret apiToken', 'secret second?'] },
      { name: 'old', title: 'Old', supported: true, deprecated: 'Use a token', fields: ['secret key'] },
      { name: 'session', title: 'session', supported: false, deprecated: undefined, fields: ['setting user', 'secret password'] },
    ]);
    expect(shop?.endpoints.map(({ name, effect, documentation }) => [name, effect, documentation])).toEqual([['getShop', 'read', undefined], ['listOrders', 'read', 'Orders.'], ['createOrder', 'write', undefined]]);
  });

  it('shows instances with who uses them, their secrets, and why they cannot be used', () => {
    const [main, poor, lost, here] = workspace.model.instances;
    expect(main).toMatchObject({ name: 'main', connector: 'shop', auth: 'token', settings: { store: 'acme' }, secrets: [{ name: 'apiToken', optional: false }, { name: 'second', optional: true }], problems: [] });
    expect(main?.usedBy).toEqual([{ flow: 'orders', place: { file: 'flows/orders.flow', line: 3, column: 14 } }]);
    expect(main?.place).toEqual({ file: 'patchbay.json', line: 4, column: 5 });
    expect(poor?.problems).toEqual([
      expect.stringContaining("does not say how it signs in: add \"auth\", one of `token`, `old`, `session`."),
      '`store`: It should match ^[a-z]+$, such as acme.',
      expect.stringContaining('has no setting `colour`'),
      expect.stringContaining('`apiToken` is a secret'),
      expect.stringContaining('variables named PATCHBAY_'),
      expect.stringContaining('"baseUrl" should be a URL'),
    ]);
    expect(lost?.problems).toEqual([expect.stringMatching(/There is no connector .shpo. in this workspace\. Did you mean .shop.\?/)]);
    expect(here).toMatchObject({ connector: 'local', secrets: [], problems: [] });
    expect(here).not.toHaveProperty('auth');
  });

  it('shows flows with inputs, triggers and the errors that they reach', () => {
    const [orders, calls, careful] = workspace.model.flows;
    expect(orders).toMatchObject({ name: 'orders', documentation: 'Copies orders.', instances: ['main'], triggers: ["schedule '0 6 * * *' timezone 'UTC'"], errors: 0 });
    expect(orders?.inputs).toEqual([{ name: 'least', secret: false, required: false, type: 'decimal', multiline: false, advanced: false, documentation: 'The least total.', default: 0.5 }]);
    expect(calls?.errors).toBeGreaterThan(0);
    expect(careful?.errors).toBe(0);
  });

  it('finds what is wrong, by file and place', () => {
    expect(workspace.findings.map(({ file, line, severity }) => `${file}:${line} ${severity}`)).toContain('local.connector:1 error');
    const sorted = workspace.findings.map(({ file }) => file);
    expect(sorted).toEqual(sorted.toSorted());
  });

  it('refuses to remove what is in use, and says by whom', () => {
    expect(workspace.change({ kind: 'remove-instance', name: 'main' })).toEqual({
      refused: "'main' is used by the flow orders. Change it first.", uses: [{ flow: 'orders', place: { file: 'flows/orders.flow', line: 3, column: 14 } }],
    });
    expect(workspace.change({ kind: 'remove-connector', name: 'shop' })).toMatchObject({ refused: "'shop' has the instances main, poor. Remove them first." });
    expect(workspace.change({ kind: 'add-instance', name: 'new', connector: 'shopp', settings: {} })).toMatchObject({ refused: expect.stringMatching(/There is no connector 'shopp' in this workspace\. Did you mean .shop.\?/) });
    expect(workspace.change({ kind: 'add-instance', name: 'new', connector: 'shop', auth: 'tokn', settings: {} })).toMatchObject({ refused: expect.stringMatching(/has no auth `tokn`\. Did you mean .token.\?/) });
    expect(workspace.change({ kind: 'remove-instance', name: 'lost' })).toMatchObject({ edits: [{ path: 'patchbay.json', after: expect.not.stringContaining('lost') }] });
  });
});

it('an empty folder is a workspace without a file', async () => {
  const empty = await loadWorkspace('/e', () => new MemoryFiles({ '/e/readme.md': '' }));
  expect(empty.model).toEqual({ connectors: [], instances: [], flows: [], workspaceFile: { exists: false } });
  expect(empty.change({ kind: 'add-connector', name: 'x', version: '1.0.0' })).toMatchObject({ edits: [{ path: 'patchbay.json', before: null }] });
});

it('a broken patchbay.json is a problem of the workspace, and what can be read is shown', async () => {
  const broken = await loadWorkspace('/b', () => new MemoryFiles({ '/b/patchbay.json': '{ "instances": { "a": { "connector": "shop" }', '/b/x.flow': 'flow f { from [1] as n }' }));
  expect(broken.model.workspaceFile.problem).toMatch(/^patchbay\.json, line 1, column \d+: a closing brace } is missing\.$/);
  expect(broken.model.flows).toHaveLength(1);
  expect(broken.model.instances.map((instance) => instance.name)).toEqual(['a']);
});

it('what is open in an editor counts before the disk', async () => {
  const texts = new MemoryFiles({ '/o/patchbay.json': '{ "instances": { "disk": { "connector": "x" } } }' });
  const loaded = await loadWorkspace('/o', () => texts);
  texts.texts.set('/o/patchbay.json', '{ "instances": { "editor": { "connector": "x" } } }');
  await loaded.shared.workspace.DocumentBuilder.update([URI.file('/o/patchbay.json')], []);
  expect(openedWorkspace(loaded.shared, URI.file('/o')).model.instances.map((instance) => instance.name)).toEqual(['editor']);
});
