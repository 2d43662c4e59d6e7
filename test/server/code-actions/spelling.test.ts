import { describe, expect, it } from 'vitest';
import { flowWith, files } from '../workspace.ts';
import { actionsOf, fixed } from './fixing.ts';

const flow = (steps: string): Record<string, string> => ({ '/main.flow': flowWith(steps) });

describe('a misspelt name is corrected', () => {
  it.each([
    ['  filter ordr.total > 1', 'unknown-name', '`order`', '  filter order.total > 1'],
    ['  filter order.totl > 1', 'unknown-field', '`total`', '  filter order.total > 1'],
    ["  filter order.status == 'payed'", 'wrong-type', "'paid'", "  filter order.status == 'paid'"],
    ["  filter order.number.uper() == 'A'", 'unknown-function', '`upper`', "  filter order.number.upper() == 'A'"],
    ['  call shop.getOrdr(id: order.id) as o\n  log o.number', 'unknown-endpoint', '`getOrder`', '  call shop.getOrder(id: order.id) as o'],
    ['  call shop.getOrder(ident: order.id) as o\n  log o.number', 'unknown-parameter', '`id`', '  call shop.getOrder(id: order.id) as o'],
    ['  let c: shop.Custmer? = order.customer\n  log c?.name', 'unknown-entity', '`Customer`', '  let c: shop.Customer? = order.customer'],
    ["  log order['totl']", 'unknown-field', '`total`', "  log order['total']"],
  ])('in %s', async (steps, code, name, line) => {
    expect(await fixed(flow(steps), code, `Change it to ${name}`)).toEqual([line]);
  });

  it('of an instance, a connector, an attribute, and in patchbay.json', async () => {
    expect(await fixed({ '/main.flow': flowWith('').replace('shop.main', 'shop.mian') }, 'unknown-instance', 'Change it to `main`')).toEqual(['  use shop = shop.main']);
    expect(await fixed({ '/main.flow': flowWith('').replace('= shop.main', '= shpo.main') }, 'unknown-connector', 'Change it to `shop`')).toEqual(['  use shop = shop.main']);
    const shop = files['/connectors/shop.connector']!;
    expect(await fixed({ '/connectors/shop.connector': shop.replace('@pattern', '@patern') }, 'unknown-attribute', 'Change it to `@pattern`')).toEqual([expect.stringContaining("@pattern('^[a-z]+$')")]);
    expect(await fixed({ '/patchbay.json': files['/patchbay.json']!.replace('"auth": "token"', '"auth": "tokn"') }, 'unknown-auth', 'Change it to `token`')).toEqual([files['/patchbay.json']!.split('\n')[3]]);
  });

  it('of a place in the request, and of a type that another language calls so', async () => {
    const text = (slot: string, type = 'integer'): Record<string, string> => ({ '/connectors/pages.connector': `connector pages {
  version 1.0.0
  hosts ['api.example.com']
  base 'https://api.example.com'
  entity Item { id: ${type} @key }
  endpoint items(): Item[] {
    graphql '/graphql' 'query ($after: String) { items(after: $after) { id } next }'
    paginate cursor ${slot} = body.data.next
    records body.data.items
  }
}
` });
    expect(await fixed(text('variables.aftre'), 'slot-not-sent', 'Change it to `after`')).toEqual(['    paginate cursor variables.after = body.data.next']);
    expect(await fixed(text('variables.after', 'int'), 'unknown-entity', 'Change it to `integer`')).toEqual(['  entity Item { id: integer @key }']);
  });

  it('by one of the few that are known where none is near, and is the obvious thing where one is', async () => {
    const near = await actionsOf(flow('  log order.totl'), '/main.flow', 'all');
    expect(near.actions.filter((one) => one.isPreferred && !one.title.startsWith('Remove')).map((one) => one.title)).toEqual(['Change it to `total`']);
    const far = await actionsOf(flow('  call shop.getOrder(id: 1, zzzzzz: 2) as o\n  log o.number'), '/main.flow', 'all');
    expect(far.actions.filter((one) => one.title.startsWith('Change')).map((one) => [one.title, one.isPreferred])).toEqual([['Change it to `id`', true]]);
    const few = await actionsOf({ '/main.flow': flowWith('').replace('shop.listOrders(status:', 'shop.listOrders(qqqqqqqqq:') }, '/main.flow', 'all');
    expect(few.actions.filter((one) => one.title.startsWith('Change')).map((one) => [one.title, one.isPreferred])).toEqual([['Change it to `status`', undefined], ['Change it to `since`', undefined]]);
  });
});
