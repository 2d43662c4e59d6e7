import { expect, it } from 'vitest';
import { namesIn } from '../../../language/references/names-in.ts';
import { typeText } from '../../../language/types/text.ts';
import { expressionWith, nodeWith, type TestWorkspace, workspaceOf } from '../../support/language.ts';

const files = `
//- /connectors/shop.connector
/** A web shop. */
connector shop {
  settings { store: string }
  auth token { secret key: string header 'X': key }
  /** What was bought. */
  entity Order extends Document { number: string, total: decimal, customer: Person? }
  entity Document { id: integer @key, changed: datetime @readOnly }
  entity Person { name: string }
  endpoint listOrders(since: datetime?, state: 'open' | 'paid'?): Order[] {
    GET '/orders' query { since, state } records body incremental since by changed
  }
  endpoint getOrder(id: integer): Order { GET "/orders/{id}" result body on 404 empty }
  webhook paid: Order { verify true result body }
}
//- /crm-two.connector
import './lib/common.connector'
connector crm-two { entity Contact extends Party { email: string } endpoint find(email: string): Contact { GET '/x' result body } }
//- /lib/common.connector
entity Party { name: string }
//- /patchbay.json
{
  "instances": {
    "main": { "connector": "shop", "auth": "token", "settings": { "store": "acme" } },
    "other-1": { "connector": "crm-two" }
  },
  "environments": { "staging": { "instances": { "main": { "settings": { "store": "test" } } } } }
}
//- /lib/names.flow
function label(o: shop.Order): string = o.number
table terms { 'a': 1 }
flow sub(order: shop.Order) { use crm = crm-two.other-1 }
//- /test.flow
import './lib/names.flow'
extend shop.Person { nick: string? }
flow f {
  use shop = shop.main
  use crm = crm-two.other-1
  from shop.listOrders(state: 'paid') as order
  let person = order.customer?.nick
  map copy: partial shop.Order = { number: label(order), customer: { name: 'x' } }
  run sub(order)
  let days = terms['a']
}`;

async function opened(): Promise<TestWorkspace> {
  const workspace = await workspaceOf(files, { reuse: true });
  for (const path of ['/test.flow', '/lib/names.flow', '/connectors/shop.connector', '/crm-two.connector']) {
    expect(workspace.document(path).parseResult.parserErrors.map((error) => error.message)).toEqual([]);
  }
  return workspace;
}

/** What each name of a file means, as `name → kind name`; unknown ones as `name → ?`. */
function meanings({ semantics, document }: TestWorkspace, path: string): string[] {
  return namesIn(document(path).parseResult.value).map(({ node, property, index, text }) => {
    const symbol = semantics.resolve(node, property, index);
    return `${text} → ${symbol === undefined ? '?' : `${symbol.kind} ${symbol.name}`}`;
  });
}

it('names of a flow lead to instances, endpoints, entities, fields, functions and flows of other files', async () => {
  expect(meanings(await opened(), '/test.flow')).toEqual([
    './lib/names.flow → file ./lib/names.flow', 'shop → connector shop', 'Person → entity Person', 'string → ?',
    'shop → connector shop', 'main → instance main', 'crm-two → connector crm-two', 'other-1 → instance other-1',
    'listOrders → endpoint listOrders', 'shop → use shop', 'state → parameter state',
    'nick → field nick', 'customer → field customer', 'order → step order',
    'shop → use shop', 'Order → entity Order', 'number → field number', 'label → function label', 'order → step order', 'customer → field customer', 'name → field name',
    'sub → flow sub', 'order → step order', 'a → ?', 'terms → table terms',
  ]);
});

it('an alias hides a connector of its name in types, in its flow only', async () => {
  const workspace = await workspaceOf(`${files}\n//- /alias.flow\nflow g { use shop = crm-two.other-1\n let c: shop.Contact = null }\nfunction h(o: shop.Order): any = o`, { reuse: true });
  const root = workspace.document('/alias.flow');
  expect(workspace.semantics.resolve(nodeWith(root, 'shop.Contact'))?.name).toBe('Contact');
  expect(workspace.semantics.resolve(nodeWith(root, 'shop.Order'))?.name).toBe('Order');
});

it('an entity has the fields that it extends, imports and is extended by', async () => {
  const { semantics, document } = await opened();
  const type = semantics.types.typeOf(expressionWith(document('/test.flow'), 'order'));
  expect(typeText(type)).toBe('Order');
  expect(typeText(type, { whole: true })).toBe('{\n  id: integer\n  changed: datetime\n  number: string\n  total: decimal\n  customer: Person?\n}');
  const contact = semantics.index.connector('crm-two', document('/test.flow'))!;
  expect([...semantics.types.entityType(contact.entities.get('Contact')!).fields.keys()]).toEqual(['name', 'email']);
});

it('uses of a symbol are found in every file, its declaration first', async () => {
  const { semantics, document } = await opened();
  const endpoint = semantics.resolve(nodeWith(document('/test.flow'), 'shop.listOrders'))!;
  const uses = semantics.usesOf(endpoint, { declaration: true });
  expect(uses.map((use) => `${use.document.uri.path} ${use.cst?.text ?? ''} ${use.declaration}`)).toEqual(['/connectors/shop.connector listOrders true', '/test.flow listOrders false']);
  const instance = semantics.index.instance('main', document('/test.flow'))!;
  const places = semantics.usesOf({ kind: 'instance', name: 'main', node: instance.node }, { declaration: true });
  expect(places.map((use) => `${use.document.uri.path}:${(use.cst?.range.start.line ?? 0) + 1}`)).toEqual(['/patchbay.json:3', '/patchbay.json:6', '/test.flow:4']);
});

it('the symbol under the cursor is what is named or declared there', async () => {
  const text = 'flow f { use shop = shop.main\n from shop.list$0Orders() as order }';
  const workspace = await workspaceOf(`${text}\n${files.slice(0, files.indexOf('//- /test.flow'))}`, { reuse: true });
  const found = workspace.semantics.symbolAt(workspace.document('/test.flow'), workspace.cursor('/test.flow'));
  expect([found?.symbol?.kind, found?.symbol?.name, found?.cst?.text, found?.declaration]).toEqual(['endpoint', 'listOrders', 'listOrders', false]);
  const declared = workspace.semantics.symbolAt(workspace.document('/test.flow'), text.replace('$0', '').indexOf('order }') + 2);
  expect([declared?.symbol?.kind, declared?.symbol?.name, declared?.declaration]).toEqual(['step', 'order', true]);
});

it('documentation is the comment before the declaration', async () => {
  const { semantics, document } = await opened();
  const connector = semantics.index.connector('shop', document('/test.flow'))!;
  expect(semantics.documentation({ kind: 'connector', name: 'shop', node: connector.node })).toBe('A web shop.');
  expect(semantics.documentation({ kind: 'entity', name: 'Order', node: connector.entities.get('Order')! })).toBe('What was bought.');
  expect(semantics.documentation({ kind: 'entity', name: 'Person', node: connector.entities.get('Person')! })).toBeUndefined();
});

it('names of patchbay.json lead to connectors, auths, settings and instances', async () => {
  expect(meanings(await opened(), '/patchbay.json').filter((meaning) => !meaning.endsWith('?'))).toEqual([
    'main → instance main', 'shop → connector shop', 'token → auth token', 'store → setting store', 'other-1 → instance other-1', 'crm-two → connector crm-two',
    'main → instance main', 'store → setting store',
  ]);
});

it('a name that every way binds has all of its places', async () => {
  const workspace = await workspaceOf({ '/test.flow': "flow f { from [1] as n\n route { when n > 1 { let x = 'a' } else { let x = 2 } }\n log x }" }, { reuse: true });
  const document = workspace.document('/test.flow');
  const symbol = workspace.semantics.resolve(expressionWith(document, 'x'))!;
  expect(typeText(workspace.semantics.types.typeOfSymbol(symbol))).toBe("'a' | 2");
  expect(workspace.semantics.usesOf(symbol, { declaration: true }).map((use) => use.cst?.offset)).toEqual([...document.textDocument.getText().matchAll(/\bx\b/g)].map((match) => match.index));
  // Found from any of the places.
  const second = workspace.semantics.symbolAt(document, document.textDocument.getText().indexOf('x = 2'))!;
  expect(workspace.semantics.usesOf(second.symbol!).map((use) => use.cst?.text)).toEqual(['x']);
});

it('an alias is found where `run` passes an instance for it', async () => {
  const workspace = await workspaceOf({
    '/sub.flow': 'flow sub(n: integer) { use erp = shop.main }', '/test.flow': "import './sub.flow'\nflow f { use eu = shop.eu\n from [1] as n\n run sub(n, erp: eu) }",
    '/patchbay.json': '{ "instances": { "main": {}, "eu": {} } }', '/shop.connector': 'connector shop { }',
  }, { reuse: true });
  const found = workspace.semantics.symbolAt(workspace.document('/sub.flow'), 'flow sub(n: integer) { use e'.length);
  expect(workspace.semantics.usesOf(found!.symbol!, { declaration: true }).map((use) => use.document.uri.path)).toEqual(['/sub.flow', '/test.flow']);
});
