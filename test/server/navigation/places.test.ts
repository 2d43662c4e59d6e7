import { describe, expect, it } from 'vitest';
import { editorOf } from '../../support/editor.ts';
import { connectors, files, flowWith } from '../workspace.ts';
import { calls, implementations, links, symbols, typeDefinitions } from './asked.ts';

const flow = (steps: string): string => flowWith(steps);
const at = (path: keyof typeof connectors, from: string, to: string): string => `//- ${path}\n${connectors[path].replace(from, to)}`;
const without = (path: string): Record<string, string> => Object.fromEntries(Object.entries(files).filter(([one]) => one !== path));
const shop = '/connectors/shop.connector';

describe('type definition', () => {
  it.each<[string, string, string[]]>([
    ['a record', flow('  log or$0der.id'), [`${shop}:25:10`]],
    ['an optional field', flow('  log order.cus$0tomer'), [`${shop}:35:10`]],
    ['an array', flow('  log order.li$0nes'), [`${shop}:36:10`]],
    ['what a lambda takes', flow('  log order.lines.map(l => l$0.sku)'), [`${shop}:36:10`]],
    ['what a call gives', flow('  call erp.findAccount("") as acc$0ount'), ['/connectors/ledger-one.connector:5:10']],
    ['an endpoint', flow('').replace('listOrders', 'list$0Orders'), [`${shop}:25:10`]],
    ['a type', flow('  let x: shop.Or$0der = order'), [`${shop}:25:10`]],
    ['an alias', flow('  log s$0hop.name'), [`${shop}:2:11`]],
    ['an instance', flow('').replace('shop.main', 'shop.ma$0in'), [`${shop}:2:11`]],
    ['a union, to each of its entities', flow('  let either = order.total > 1 ? order : order.customer\n  log eit$0her'), [`${shop}:25:10`, `${shop}:35:10`]],
    ['a text, nowhere', flow('  log order.num$0ber'), []],
  ])('of %s', async (_, text, expected) => {
    expect(await typeDefinitions(await editorOf(text, files))).toEqual(expected);
  });
});

describe('implementation', () => {
  const main = { '/main.flow': flow("  call erp.findAccount('') as account\n  map sale: input erp.SalesOrder = { externalId: '', accountId: '', state: 'draft', items: [] }\n  run bookOne(order)\n  send erp.upsertSalesOrder('1', sale)") };
  const of = async (path: keyof typeof connectors, from: string, to: string, more: Record<string, string> = {}): Promise<string[]> => implementations(await editorOf(at(path, from, to), { ...without(path), ...main, ...more }));

  it('of an endpoint are the steps that call it', async () => {
    expect(await of(shop, 'listOrders(', 'list$0Orders(')).toEqual(["/main.flow:11 from shop.listOrders(status: 'paid') as order"]);
    expect(await of('/connectors/ledger-one.connector', 'upsertSalesOrder(', 'upsert$0SalesOrder(')).toEqual(["/main.flow:15 send erp.upsertSalesOrder('1', sale)"]);
    expect(await of(shop, 'getStore()', 'get$0Store()')).toEqual([`${shop}:22 check getStore`]);
  });

  it('of a webhook are the triggers', async () => {
    expect(await of(shop, 'webhook orderPaid', 'webhook order$0Paid', { '/b.flow': 'flow b {\n  use shop = shop.main\n  trigger webhook shop.orderPaid as order\n}\n' })).toEqual(['/b.flow:3 trigger webhook shop.orderPaid as order']);
  });

  it('of an entity are the mappings that make it, of a connector its instances, of an instance its uses', async () => {
    expect(await of('/connectors/ledger-one.connector', 'entity SalesOrder', 'entity Sales$0Order')).toEqual(['/main.flow:13 map sale: input erp.SalesOrder = { externalId: \'\', accountId: \'\', state: \'draft\', items: [] }']);
    expect((await of(shop, 'connector shop', 'connector sh$0op')).map((one) => one.slice(0, 24))).toEqual(['/patchbay.json:4 "main":', '/patchbay.json:5 "outlet']);
    expect(await implementations(await editorOf(`//- /patchbay.json\n${files['/patchbay.json']!.replace('"books"', '"bo$0oks"')}`, { ...without('/patchbay.json'), ...main }))).toEqual(['/main.flow:6 use erp = ledger-one.books', '/shared.flow:5 use erp = ledger-one.books']);
  });

  it('of a flow are the steps that run it', async () => {
    expect(await implementations(await editorOf(`//- /shared.flow\n${files['/shared.flow']!.replace('flow bookOne', 'flow book$0One')}`, { ...without('/shared.flow'), ...main }))).toEqual(['/main.flow:14 run bookOne(order)']);
  });
});

describe('call hierarchy', () => {
  const text = flow('  call erp.findAccount(itemId(order.number)) as account\n  log itemId(order.number)\n  run bookOne(order)').replace('flow orders', 'flow ord$0ers') + "test 'x' for orders {\n  given shop.listOrders returns []\n}\n";

  it('of a flow: endpoints, functions and flows that it calls, and who calls it', async () => {
    expect(await calls(await editorOf(text, files))).toEqual({
      of: 'orders (flow)',
      incoming: ["'x' (test): /main.flow:16:14 orders"],
      outgoing: ['listOrders (shop): /main.flow:11:13 listOrders', 'findAccount (ledger-one): /main.flow:12:12 findAccount', 'itemId (function): /main.flow:12:24 itemId, /main.flow:13:7 itemId', 'bookOne (flow): /main.flow:14:7 bookOne'],
    });
  });

  it('of an endpoint goes on to who calls its callers', async () => {
    const endpoint = text.replace('$0', '').replace('shop.listOrders(', 'shop.list$0Orders(');
    expect(await calls(await editorOf(endpoint, files))).toEqual({ of: 'listOrders (shop)', incoming: ['orders (flow): /main.flow:11:13 listOrders', "'x' (test): /main.flow:17:14 listOrders"], outgoing: [] });
    expect((await calls(await editorOf(endpoint, files), ['orders']))?.of).toBe('orders (flow)');
    expect((await calls(await editorOf(endpoint, files), ["'x'"]))?.outgoing).toEqual(['orders (flow): /main.flow:16:14 orders', 'listOrders (shop): /main.flow:17:14 listOrders']);
  });

  it('of functions, in one another', async () => {
    const functions = 'function one(n: integer): integer = n + 1\nfunction t$0wo(n: integer): integer = one(one(n))\nfunction three(n: integer): integer = [n].map(x => two(x)).sum()\n';
    expect(await calls(await editorOf(functions, files))).toEqual({ of: 'two (function)', incoming: ['three (function): /main.flow:3:52 two'], outgoing: ['one (function): /main.flow:2:37 one, /main.flow:2:41 one'] });
  });

  it('is none of what nobody calls', async () => {
    expect(await calls(await editorOf(flow('  log or$0der.id'), files))).toBeUndefined();
  });
});

describe('workspace symbols', () => {
  it('are found by letters of their words, the nearest first', async () => {
    const editor = await editorOf(flow(''), files);
    expect((await symbols(editor, 'lisOrd'))[0]).toBe(`listOrders in shop ${shop}:39:12`);
    expect((await symbols(editor, 'order')).slice(0, 3).map((one) => one.split(' ')[0])).toEqual(['Order', 'orders', 'orderPaid']);
    expect(await symbols(editor, 'shop.getst')).toEqual([`getStore in shop ${shop}:37:12`]);
    expect(await symbols(editor, 'outl')).toEqual(['outlet-2 in shop /patchbay.json:5:5']);
    expect(await symbols(editor, 'placed')).toEqual([`placedAt in Order ${shop}:31:5`]);
    expect(await symbols(editor, 'qqq')).toEqual([]);
  });

  it('are all but fields where nothing is typed', async () => {
    const all = await symbols(await editorOf(flow(''), files), '');
    expect(all).toContain('orders in  /main.flow:4:6');
    expect(all.some((one) => one.startsWith('placedAt'))).toBe(false);
  });
});

describe('document links', () => {
  it('lead to imported files, data, scripts and pictures, and out of the workspace nowhere', async () => {
    expect(await links(await editorOf(`import './sha$0red.flow'\nimport '../../etc/x.flow'\ntable skus from 'data/skus.csv' key sku\nflow f {\n  from file 'orders.ndjson' as o\n  script './clean.ts' (o) as x\n  send file 'out/{x}.csv' csv o\n}\ntest 't' for f {\n  given GET '/x' returns file 'fixtures/a.json'\n}`, files))).toEqual([
      './shared.flow → /shared.flow', 'data/skus.csv → /data/skus.csv', 'orders.ndjson → /orders.ndjson', './clean.ts → /clean.ts', 'out/{x}.csv → /out/%7Bx%7D.csv', 'fixtures/a.json → /fixtures/a.json',
    ]);
  });

  it('lead to the addresses in comments and documentation, not to those of requests', async () => {
    expect(await links(await editorOf("//- /a.connector\n/** See https://example.com/docs (and https://example.com/a_(b)). */\nconnector a {\n  website 'https://example.com/api$0'\n  base 'https://api.example.com'\n  // https://example.com/note, for instance\n}\n", files))).toEqual([
      'https://example.com/docs → https://example.com/docs', 'https://example.com/a_(b) → https://example.com/a_(b)', 'https://example.com/api → https://example.com/api', 'https://example.com/note → https://example.com/note',
    ]);
  });

  it('end where the address does, however many brackets are behind it', async () => {
    const found = await links(await editorOf(`// https://example.com/a${')'.repeat(50_000)}${'.,'.repeat(50_000)}\n// https://example.com/b${'.'.repeat(50_000)}c$0\nflow f { }`, files));
    expect(found[0]).toBe('https://example.com/a → https://example.com/a');
    expect(found[1]).toMatch(/b\.+c$/);
  });
});
