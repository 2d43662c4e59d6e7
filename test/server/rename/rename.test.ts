import { describe, expect, it } from 'vitest';
import { connectors, connectorWith, files, flowWith } from '../workspace.ts';
import { openRenaming } from './every-symbol.ts';

/** The lines that differ once what stands at `$0` of a file has another name, by path. */
async function renamed(texts: Record<string, string>, name: string): Promise<Record<string, string[]>> {
  const [path, marked] = Object.entries(texts).find(([, text]) => text.includes('$0'))!;
  const before = Object.fromEntries(Object.entries({ ...files, ...texts, [path]: marked.replace('$0', '') }).map(([one, text]) => [`/workspace${one}`, text]));
  const renaming = await openRenaming(before);
  await renaming.rename(`/workspace${path}`, marked.indexOf('$0'), name);
  return Object.fromEntries([...renaming.files.texts].filter(([one, text]) => before[one] !== text).map(([one, text]) => {
    const old = new Set((before[one] ?? '').split('\n'));
    return [one.replace('/workspace', ''), text.split('\n').filter((line) => !old.has(line)).map((line) => line.trim())];
  }));
}

const refused = (texts: Record<string, string>, name: string): Promise<string> => renamed(texts, name).then((all) => `renamed ${Object.keys(all).join(' ')}`, (error: Error) => error.message);
const flow = (steps: string): Record<string, string> => ({ '/main.flow': flowWith(steps) });
const shop = (from: string, to: string): Record<string, string> => ({ '/connectors/shop.connector': connectors['/connectors/shop.connector'].replace(from, to) });

describe('rename', () => {
  it('writes a shorthand out, for the value', async () => {
    expect(await renamed(flow('  let tot$0al = order.total\n  let all = { total }\n  log all.total'), 'sum')).toEqual({ '/main.flow': ['let sum = order.total', 'let all = { total: sum }'] });
  });

  it('writes a shorthand out, for the member', async () => {
    expect(await renamed(flow('  let total = order.total\n  let all = { total }\n  log all.to$0tal'), 'sum')).toEqual({ '/main.flow': ['let all = { sum: total }', 'log all.sum'] });
  });

  it('of a field finds what is inferred, quoted, picked and listed, in every file', async () => {
    const text = "  let lines = order.lines.map(l => l.price)\n  log order.lines.first()?.['price']\n  let picked = order.lines.map(l => l.pick('price', 'sku'))\n  let dear = order.lines.sort(l => l.price).first()";
    expect(await renamed({ ...flow(text), ...shop('rice: decimal }', '$0rice: decimal }') }, 'unitPrice')).toEqual({
      '/connectors/shop.connector': ['entity Line { sku: string, quantity: integer, unitPrice: decimal }'],
      '/main.flow': ['let lines = order.lines.map(l => l.unitPrice)', "log order.lines.first()?.['unitPrice']", "let picked = order.lines.map(l => l.pick('unitPrice', 'sku'))", 'let dear = order.lines.sort(l => l.unitPrice).first()'],
    });
  });

  it('of a field to a name that is none puts it in quotes', async () => {
    expect(await renamed({ ...flow('  log order.total\n  log order.customer?.name'), ...shop('total: decimal', 'to$0tal: decimal') }, 'total-price')).toEqual({
      '/connectors/shop.connector': ["'total-price': decimal"], '/main.flow': ["log order['total-price']"],
    });
    expect(await renamed({ ...flow('  log order.customer?.name'), ...shop('email: string?, name', 'email: string?, na$0me') }, 'full name')).toMatchObject({ '/main.flow': ["log order.customer?.['full name']"] });
    expect(await refused({ ...flow(''), ...shop('placedAt: datetime', 'placed$0At: datetime') }, 'placed at')).toMatch(/^`placed at` cannot stand in line 43 of shop\.connector/);
  });

  it('of a parameter changes arguments, requests and tests', async () => {
    const tests = "test 'x' for orders {\n  given shop.listOrders(status: 'open') returns []\n  expect shop.listOrders called with { status: 'paid' }\n}\n";
    expect(await renamed({ '/main.flow': flowWith('').replace('status:', 'sta$0tus:') + tests }, 'state')).toEqual({
      '/connectors/shop.connector': ["endpoint listOrders(state: 'open' | 'paid' | 'shipped'?, since: datetime?): Order[] {", 'query { status: state, updated_after: since }'],
      '/main.flow': ["from shop.listOrders(state: 'paid') as order", "given shop.listOrders(state: 'open') returns []", "expect shop.listOrders called with { state: 'paid' }"],
    });
  });

  it('of an instance changes patchbay.json, its environments, and every flow', async () => {
    const workspace = files['/patchbay.json']!.replace(/\n\}\n$/, ',\n  // for tests\n  "environments": {\n    "staging": { "instances": { "main": { "settings": { "store": "x" } } } }\n  }\n}\n');
    expect(await renamed({ '/patchbay.json': workspace, '/main.flow': flowWith('').replace('shop.main', 'shop.ma$0in'), '/b.flow': 'flow b {\n  use shop = [shop.outlet-2, shop.main]\n}\n' }, 'corner-eu')).toEqual({
      '/patchbay.json': ['"corner-eu": { "connector": "shop", "auth": "token", "settings": { "store": "acme" } },', '"staging": { "instances": { "corner-eu": { "settings": { "store": "x" } } } }'],
      '/main.flow': ['use shop = shop.corner-eu'], '/b.flow': ['use shop = [shop.outlet-2, shop.corner-eu]'],
    });
  });

  it('of settings, auths and secrets changes patchbay.json and what uses them', async () => {
    expect(await renamed({ ...flow(''), ...shop('{store}', '{st$0ore}') }, 'name')).toMatchObject({ '/connectors/shop.connector': ["name: string @pattern('^[a-z]+$')", 'base "https://{name}.shop.example.com/api"'], '/patchbay.json': [expect.stringContaining('"settings": { "name": "acme" }'), expect.stringContaining('"settings": { "name": "outlet" }')] });
    expect(await renamed({ ...flow(''), ...shop('auth token', 'auth to$0ken') }, 'key')).toMatchObject({ '/patchbay.json': [expect.stringContaining('"auth": "key"'), expect.stringContaining('"auth": "key"')] });
    expect(await renamed({ ...flow(''), ...shop('Bearer {apiToken}', 'Bearer {api$0Token}') }, 'token')).toEqual({ '/connectors/shop.connector': ['secret token: string', "header 'Authorization': \"Bearer {token}\""] });
  });

  it('of one secret in an auth and a webhook changes both, and tells oauth2 of it', async () => {
    const text = connectorWith(`  auth app {\n    secret client$0Id: string\n    secret clientSecret: string\n    oauth2 clientCredentials {\n      tokenUrl 'https://x.example.com'\n    }\n  }\n  webhook hook: Ticket { topic 'x' secret clientId: string verify clientId == request.header['X'] result body }`).replace(/^.*\n/, '');
    expect(await renamed({ '/desk.connector': text }, 'appId')).toEqual({ '/desk.connector': ['secret appId: string', 'clientId appId', "webhook hook: Ticket { topic 'x' secret appId: string verify appId == request.header['X'] result body }"] });
  });

  it('of a connector renames its file where that has its name, and what imports it', async () => {
    const own = 'connector desk {\n  entity Ticket { id: integer }\n  endpoint tickets(): Ticket[] { GET \'/\' records body }\n}\n';
    const all = await renamed({
      '/own/desk.connector': own.replace('desk', 'de$0sk'), '/own/other.connector': "import './desk.connector'\nconnector other {\n}\n", '/patchbay.json': '{ "instances": { "a": { "connector": "desk" } } }\n',
      '/f.flow': 'extend desk.Ticket { more: string? }\nflow f {\n  use d = desk.a\n  from d.tickets() as t\n  let x: desk.Ticket = t\n}\n', '/shared.flow': '', '/connectors/shop.connector': '', '/connectors/ledger-one.connector': '',
    }, 'help-desk');
    expect(all).toEqual({
      '/own/help-desk.connector': ['connector help-desk {', 'entity Ticket { id: integer }', "endpoint tickets(): Ticket[] { GET '/' records body }", '}'],
      '/own/other.connector': ["import './help-desk.connector'"], '/patchbay.json': ['{ "instances": { "a": { "connector": "help-desk" } } }'],
      '/f.flow': ['extend help-desk.Ticket { more: string? }', 'use d = help-desk.a', 'let x: help-desk.Ticket = t'],
    });
  });

  it('of a field goes on into objects that become it elsewhere, from either end', async () => {
    const ledger = (from: string, to: string): Record<string, string> => ({ '/connectors/ledger-one.connector': connectors['/connectors/ledger-one.connector'].replace(from, to) });
    const text = "  let lines = order.lines.map(l => { itemId: l.sku, quantity: l.quantity })\n  send erp.upsertSalesOrder('', { externalId: '', accountId: '', state: 'draft', items: lines })";
    const expected = { '/connectors/ledger-one.connector': ['entity SalesLine { item: string, quantity: integer, rate: decimal? }'], '/main.flow': ['let lines = order.lines.map(l => { item: l.sku, quantity: l.quantity })'] };
    expect(await renamed({ ...flow(text), ...ledger('{ itemId', '{ ite$0mId') }, 'item')).toEqual(expected);
    expect(await renamed(flow(text.replace('itemId', 'ite$0mId')), 'item')).toEqual(expected);
  });

  it('of a member changes those that stand beside it for the same value', async () => {
    const text = "  let all = [{ sku: 'a', n: 1 }, { sku: 'b', n: 2 }]\n  log all.first()?.sk$0u\n  let one = order.total > 1 ? { sku: 'c' } : { sku: 'd' }";
    expect(await renamed(flow(text), 'item')).toEqual({ '/main.flow': ["let all = [{ item: 'a', n: 1 }, { item: 'b', n: 2 }]", 'log all.first()?.item'] });
  });

  it('of a member of objects within objects of a list, which are the same records one level deeper', async () => {
    const text = "  let all = [{ lines: [{ sku: 'a', n: 1 }] }, { lines: [{ s$0ku: 'b', n: 2 }, { sku: 'c', n: 3 }] }]\n  log all.map(one => one.lines.map(line => line.sku).first()).length";
    expect(await renamed(flow(text), 'code')).toEqual({
      '/main.flow': ["let all = [{ lines: [{ code: 'a', n: 1 }] }, { lines: [{ code: 'b', n: 2 }, { code: 'c', n: 3 }] }]", 'log all.map(one => one.lines.map(line => line.code).first()).length'],
    });
  });

  it('of functions and flows goes across imports', async () => {
    expect(await renamed({ '/main.flow': flowWith('  log item$0Id("")\n  run bookOne(order)') }, 'skuOf')).toEqual({ '/shared.flow': ['function skuOf(sku: string): string = sku.upper()'], '/main.flow': ['log skuOf("")'] });
    expect(await renamed({ '/main.flow': flowWith('  run book$0One(order, urgent: true)') }, 'book')).toEqual({ '/shared.flow': ['flow book(order: shop.Order, urgent: boolean = false) {'], '/main.flow': ['run book(order, urgent: true)'] });
  });

  it('of a name that each way binds changes all of them', async () => {
    expect(await renamed(flow('  route {\n    when order.total > 1 { let si$0ze = 1 }\n    else { let size = 2 }\n  }\n  log size'), 'rank')).toEqual({ '/main.flow': ['when order.total > 1 { let rank = 1 }', 'else { let rank = 2 }', 'log rank'] });
  });

  it('goes on where a file is half typed', async () => {
    expect(await renamed(flow('  let x = order.total\n  log $0x\n  filter x.'), 'y')).toEqual({ '/main.flow': ['let y = order.total', 'log y', 'filter y.'] });
  });

  it('takes a name that was used before it was there', async () => {
    expect(await renamed(flow('  let tot$0al = order.total\n  log total\n  log sum'), 'sum')).toEqual({ '/main.flow': ['let sum = order.total'] });
  });
});

describe('rename is refused', () => {
  it.each<[string, Record<string, string>, string, RegExp]>([
    ['for what the language gives', flow('  log order.number.up$0per()'), 'x', /^`upper` is a part of the language/],
    ['for what nobody knows', flow('  log nob$0ody'), 'x', /^Nothing is known of the name `nobody`/],
    ['for the path of a file', { '/main.flow': flowWith('').replace('./shared', './sha$0red') }, 'x', /rename it in the explorer/],
    ['to a value of the language', flow('  let x$0 = 1'), 'null', /^`null` is a value of the language/],
    ['to what is no name', flow('  let x$0 = 1'), 'a b', /^`a b` is no name/],
    ['to nothing', flow('  let x$0 = 1'), '', /^A name is missing/],
    ['to a name that is bound', flow('  let x$0 = 1\n  let y = 2\n  log y'), 'y', /^`x` cannot be renamed to `y`/],
    ['to what a nearer name would hide', flow('  let x$0 = 1\n  let all = order.lines.map(l => l.quantity + x)'), 'l', /in line 13 of main\.flow `l` means something else/],
    ['to what would hide another name', flow('  let all = order.lines.map(l$0 => l.quantity + minimum)'), 'minimum', /`minimum` is something else, and would then mean this|means something else/],
    ['to a field that is there', { ...flow(''), ...shop('total: decimal', 'to$0tal: decimal') }, 'number', /^`total` cannot be renamed to `number`/],
    ['to an endpoint that is there', { ...flow(''), ...shop('getOrder(', 'get$0Order(') }, 'listOrders', /^`getOrder` cannot be renamed to `listOrders`/],
    ['to an instance that is there', { '/main.flow': flowWith('').replace('shop.main', 'shop.ma$0in') }, 'books', /^`main` cannot be renamed to `books`/],
    ['to a word that begins a step there', flow('  let kind$0 = 1\n  let rank = match\n    kind { 1 -> 2, else -> 3 }'), 'route', /^`kind` cannot be renamed to `route`: in line 14 of main\.flow/],
    ['for an entity, to a word of types', { ...flow(''), ...shop('entity Customer', 'entity Cus$0tomer') }, 'input', /^No entity is called `input`/],
  ])('%s', async (_, texts, name, message) => {
    expect(await refused(texts, name)).toMatch(message);
  });

  it('in what was installed, with the way out', async () => {
    const installed = { '/patchbay.json': files['/patchbay.json']!.replace('"instances"', '"connectors": { "shop": "1.2.0" },\n  "instances"') };
    expect(await refused({ ...installed, ...flow('  log order.to$0tal') }, 'sum')).toMatch(/^`total` belongs to the connector `shop`, which was installed from a marketplace.*make the connector your own/);
    expect(await renamed({ ...installed, '/main.flow': flowWith('').replace('shop.main', 'shop.ma$0in') }, 'corner')).toMatchObject({ '/main.flow': ['use shop = shop.corner'] });
  });
});
