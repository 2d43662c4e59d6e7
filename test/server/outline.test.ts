import { describe, expect, it } from 'vitest';
import { editorOf } from '../support/editor.ts';
import { connectors, files } from './workspace.ts';

const lines = (text: string): string => text.replace(/^\n/, '').replaceAll(/^ {6}/gm, '').trimEnd();

describe('the outline', () => {
  it('of a connector', async () => {
    const { '/connectors/shop.connector': shop } = connectors;
    expect(await (await editorOf(`//- /shop.connector\n${shop}`)).outline()).toBe(lines(`
      shop (connector) module 2-48
        settings namespace 5-9
          store (string) property 7-7
          region ('eu' | 'us') property 8-8
        token (auth) key 12-15
          apiToken (string) property 13-13
        session (auth) key 16-21
          user (string) property 17-17
          password (string) property 18-18
        Store (entity) struct 23-23
          id (integer) field 23-23
          name (string) field 23-23
        Order (entity) struct 25-34
          id (integer) field 26-26
          number (string) field 27-27
          status ('open' | 'paid' | 'shipped') field 28-28
          total (decimal) field 30-30
          placedAt (datetime) field 31-31
          customer (Customer?) field 32-32
          lines (Line[]) field 33-33
        Customer (entity) struct 35-35
          id (integer) field 35-35
          email (string?) field 35-35
          name (string) field 35-35
        Line (entity) struct 36-36
          sku (string) field 36-36
          quantity (integer) field 36-36
          price (decimal) field 36-36
        getStore (GET '/store') method 37-37
        listOrders (GET '/orders') method 39-44
        getOrder (GET "/orders/{id}") method 45-45
        addNote (POST "/orders/{id}/notes") method 46-46
        orderPaid (webhook) event 47-47
    `));
  });

  it('of a flow file', async () => {
    expect(await (await editorOf(`
import './shared.flow'
extend shop.Order { channel: string? }
table terms { 'net30': 2 }
function double(x: integer): integer = x * 2
flow orders {
  use shop = [shop.main, shop.outlet-2]
  trigger every 1h
  input minimum: decimal = 0
  from shop.listOrders() as order
  let size = order.lines.length
  route {
    when size > 1 { send shop.addNote(order.id, 'large') as noted }
    else { call shop.getOrder(order.id) as again }
  }
  each order.lines as line
}
test 'one order' for orders { expect read == 1 }
`, files)).outline()).toBe(lines(`
      shop.Order (extend) struct 2-2
        channel (string?) field 2-2
      terms (table) array 3-3
      double (function) function 4-4
      orders (flow) class 5-16
        shop (shop.main, shop.outlet-2) variable 6-6
        trigger (every 1h) event 7-7
        minimum (decimal) property 8-8
        from shop.listOrders (order) event 9-9
        size (let) variable 10-10
        route operator 11-14
          when size > 1 operator 12-12
            send shop.addNote (noted) event 12-12
          else operator 13-13
            call shop.getOrder (again) event 13-13
        each order.lines (line) operator 15-15
      one order (test) boolean 17-17
    `));
  });

  it('of patchbay.json', async () => {
    expect(await (await editorOf('//- /patchbay.json\n{\n  "version": 1,\n  "instances": {\n    "main": { "connector": "shop" }\n  }\n}')).outline()).toBe(lines(`
      version property 2-2
      instances property 3-5
        main property 4-4
          connector property 4-4
    `));
  });

  it('of what is half typed', async () => {
    expect(await (await editorOf('//- /a.connector\nconnector desk {\n  entity \n  endpoint\n  entity Ticket { id: \n')).outline()).toContain('Ticket (entity)');
    expect(await (await editorOf('//- /a.connector\n')).outline()).toBe('');
    expect(await (await editorOf('//- /patchbay.json\n{ "instances": { "a": ')).outline()).toContain('instances');
  });
});
