import { describe, expect, it } from 'vitest';
import { editorOf } from '../support/editor.ts';
import { connectors, connectorWith, files, flowWith } from './workspace.ts';

const definitions = async (text: string, others: Record<string, string> = files): Promise<string[]> => (await editorOf(text, others)).definitions();
const references = async (text: string, others: Record<string, string> = files): Promise<string[]> => (await editorOf(text, others)).references();
const without = (...paths: string[]): Record<string, string> => Object.fromEntries(Object.entries(files).filter(([path]) => !paths.includes(path)));
const flow = (from: string, to: string, steps = ''): string => flowWith(steps).replace(from, to);

describe('go to definition', () => {
  it.each<[string, string, string]>([
    ['an instance, to its line in patchbay.json', flow('shop.main', 'shop.ma$0in'), '/patchbay.json:4:5'],
    ['a connector', flow('shop.main', 'sh$0op.main'), '/connectors/shop.connector:2:11'],
    ['an endpoint', flow('shop.listOrders', 'shop.list$0Orders'), '/connectors/shop.connector:39:12'],
    ['a parameter', flow('status:', 'sta$0tus:'), '/connectors/shop.connector:39:23'],
    ['an imported file', flow("'./shared.flow'", "'./sha$0red.flow'"), '/shared.flow:1:1'],
    ['a record', flowWith('  log or$0der.id'), '/main.flow:11:43'],
    ['an alias', flowWith('  call er$0p.findAccount("")'), '/main.flow:6:7'],
    ['an input', flowWith('  log min$0imum'), '/main.flow:9:9'],
    ['a field', flowWith('  log order.to$0tal'), '/connectors/shop.connector:30:5'],
    ['a field of what is written', flowWith('  map s: input erp.SalesOrder = { mem$0o: "" }'), '/connectors/ledger-one.connector:6:79'],
    ['a type', flowWith('  map s: input erp.Sales$0Order = { }'), '/connectors/ledger-one.connector:6:10'],
    ['a function of another file', flowWith('  log item$0Id("")'), '/shared.flow:2:10'],
    ['another flow', flowWith('  run book$0One(order)'), '/shared.flow:4:6'],
    ['what a lambda takes', flowWith('  let x = order.lines.map(l => $0l.sku)'), '/main.flow:12:27'],
  ])('of %s', async (_, text, expected) => {
    expect(await definitions(text)).toEqual([expected]);
  });

  it('of a setting, from a text and from patchbay.json', async () => {
    const shop = connectors['/connectors/shop.connector'].replace('{store}', '{st$0ore}');
    expect(await definitions(`//- /connectors/shop.connector\n${shop}`, without('/connectors/shop.connector'))).toEqual(['/connectors/shop.connector:7:5']);
    expect(await definitions(`//- /patchbay.json\n${files['/patchbay.json']!.replace('"store"', '"st$0ore"')}`, without('/patchbay.json'))).toEqual(['/connectors/shop.connector:7:5']);
    expect(await definitions(`//- /patchbay.json\n${files['/patchbay.json']!.replace('"token"', '"to$0ken"')}`, without('/patchbay.json'))).toEqual(['/connectors/shop.connector:12:8']);
  });

  it('of a name that each way binds, to all of them', async () => {
    const text = flowWith('  route {\n    when order.total > 1 { let size = 1 }\n    else { let size = 2 }\n  }\n  log si$0ze');
    expect(await definitions(text)).toEqual(['/main.flow:13:32', '/main.flow:14:16']);
  });

  it('is nothing for what the language gives, and for what is unknown', async () => {
    expect(await definitions(flowWith('  log no$0w()'))).toEqual([]);
    expect(await definitions(flowWith('  log nob$0ody'))).toEqual([]);
    expect(await definitions(flowWith('  fil$0ter true'))).toEqual([]);
  });
});

describe('references', () => {
  it('of an endpoint, in all files', async () => {
    expect(await references(flow('shop.listOrders', 'shop.list$0Orders'))).toEqual(['/connectors/shop.connector:39:12', '/main.flow:11:13']);
  });

  it('of an instance', async () => {
    expect(await references(flow('shop.main', 'shop.ma$0in'))).toEqual(['/patchbay.json:4:5', '/main.flow:5:19']);
  });

  it('of a connector', async () => {
    const found = await references(flow('shop.main', 'sh$0op.main'));
    expect(found).toEqual(expect.arrayContaining(['/connectors/shop.connector:2:11', '/main.flow:5:14', '/patchbay.json:4:28', '/patchbay.json:5:32', '/shared.flow:4:21']));
    expect(found).toHaveLength(5);
  });

  it('of a field, without its declaration where that is not asked for', async () => {
    const editor = await editorOf(flowWith('  log order.to$0tal\n  filter order.total > 1'), files);
    expect(await editor.references({ declaration: false })).toEqual(['/main.flow:12:13', '/main.flow:13:16']);
  });

  it('of a name of one flow, there alone', async () => {
    expect(await references(flowWith('  let total = 1\n  log to$0tal\n  log order.total'))).toEqual(['/main.flow:12:7', '/main.flow:13:7']);
  });

  it('of an answer, in its own endpoint alone', async () => {
    const found = await references(connectorWith("  endpoint a(): any { GET '/' result bo$0dy.a on 404 when body == null empty }\n  endpoint b(): any { GET '/' result body }"));
    expect(found).toEqual(['/connectors/desk.connector:17:38', '/connectors/desk.connector:17:57']);
  });
});

describe('highlights', () => {
  it('mark where a name is bound and where it is read', async () => {
    const editor = await editorOf('flow f {\n  use shop = shop.main\n  from shop.listOrders() as or$0der\n  filter order.id > 1\n  log "{order.number}"\n}', files);
    expect(await editor.highlights()).toBe([
      'flow f {', '  use shop = shop.main', '  from shop.listOrders() as order', '                            wwwww', '  filter order.id > 1', '         rrrrr', '  log "{order.number}"', '        rrrrr', '}',
    ].join('\n'));
  });
});
