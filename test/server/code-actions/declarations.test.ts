import { describe, expect, it } from 'vitest';
import { connectorWith, files, flowWith } from '../workspace.ts';
import { actionsOf, fixed } from './fixing.ts';

const flow = (steps: string): Record<string, string> => ({ '/main.flow': flowWith(steps) });
const desk = (members: string): Record<string, string> => ({ '/connectors/desk.connector': connectorWith(members).replace(/^.*\n/, '') });
const without = (text: string, ...lines: string[]): string => text.split('\n').filter((line) => !lines.includes(line)).join('\n');

describe('an alias that nothing declares', () => {
  it('is added with its instance, in the column of the others', async () => {
    const text = without(flowWith('  call erp.listAccounts() as all\n  log all.length'), '  use erp = ledger-one.books');
    expect(await fixed({ '/main.flow': text }, 'unknown-name', 'Add `use erp = ledger-one.books`')).toEqual(['  use erp  = ledger-one.books']);
    const bare = "flow a {\n  from shop.listOrders() as order\n  log order.number\n}\n";
    expect(await fixed({ '/a.flow': bare }, 'unknown-name', 'Add `use shop = shop.main`')).toEqual(['  use shop = shop.main', '']);
    expect((await actionsOf({ '/a.flow': bare }, '/a.flow', 'all')).titles).toEqual(expect.arrayContaining(['Add `use shop = shop.main`', 'Add `use shop = shop.outlet-2`']));
    expect(await fixed(flow(''), 'unused-use', 'Remove `erp`')).toEqual([]);
    expect(await fixed({ '/main.flow': flowWith('').replace('use erp =', 'use ledger =') }, 'unused-use', 'Remove `ledger`')).toEqual(['  use shop = shop.main']);
  });
});

describe('what stands in another file', () => {
  it('is imported: a function, a table, a flow', async () => {
    const text = without(flowWith('  log itemId(order.number)'), "import './shared.flow'").trimStart();
    expect(await fixed({ '/flows/main.flow': text }, 'unknown-function', "Import '../shared.flow'")).toEqual(["import '../shared.flow'", '']);
    expect(await fixed({ '/main.flow': `import './more.flow'\n${without(flowWith("  log terms['net30']"), "import './shared.flow'")}`, '/more.flow': 'function two(): integer = 2\n' }, 'unknown-name', "Import './shared.flow'", { leaves: ['not-supported'] })).toEqual(["import './shared.flow'"]);
    expect(await fixed({ '/main.flow': without(flowWith('  run bookOne(order)'), "import './shared.flow'").trimStart() }, 'unknown-flow', "Import './shared.flow'", { leaves: ['not-supported'] })).toEqual(["import './shared.flow'", '']);
    const same = { '/a/same.flow': 'flow same {\n  from [1] as one\n  log one\n}\n', '/b/same.flow': 'flow same {\n  from [2] as two\n  log two\n}\n' };
    expect(await fixed({ '/tests.flow': "test 'a' for same {\n  expect read == 0\n}\n", ...same }, 'unknown-flow', "Import './b/same.flow'", { leaves: ['not-supported'] })).toEqual(["import './b/same.flow'", '']);
  });
});

describe('an instance that is not there', () => {
  const at = (instance: string): Record<string, string> => ({ '/main.flow': flowWith('').replace('shop.main', instance) });

  it('is written into patchbay.json, with the first way to sign in and what it must be given', async () => {
    expect(await fixed(at('shop.berlin'), 'unknown-instance', 'Write the instance `berlin` into patchbay.json', { leaves: ['wrong-setting', 'missing-setting'] })).toEqual([
      '/patchbay.json:     "books": { "connector": "ledger-one" },', '/patchbay.json:     "berlin": { "connector": "shop", "auth": "token", "settings": { "store": "" } }',
    ]);
  });

  it('is chosen, or asked for by the form of a client that has it', async () => {
    expect(await fixed(at('shop'), 'unknown-instance', 'Use `shop.outlet-2`')).toEqual(['  use shop = shop.outlet-2']);
    const { actions } = await actionsOf(at('shop.berlin'), '/main.flow', 'all');
    expect(actions.find((one) => one.title === 'Add an instance of `shop`…')?.command).toEqual({ title: 'Add Instance', command: 'patchbay.addInstance', arguments: ['shop'] });
  });

  it('of a connector that is not there is named by its own, or the connector is installed', async () => {
    expect(await fixed(at('main'), 'unknown-connector', 'Write `shop.main`')).toEqual(['  use shop = shop.main']);
    const { actions } = await actionsOf(at('voyado.main'), '/main.flow', 'all');
    expect(actions.find((one) => one.title === 'Install `voyado` from the marketplace')).toMatchObject({ isPreferred: true, command: { command: 'patchbay.installConnector', arguments: ['voyado'] } });
  });
});

describe('a name of a connector that nothing declares', () => {
  it('becomes a parameter, a setting, a secret', async () => {
    const path = desk('  endpoint one(): Ticket {\n    GET "/x/{ticket}"\n    result body\n  }');
    expect(await fixed(path, 'unknown-name', 'Declare the parameter `ticket: string`')).toEqual(['  endpoint one(ticket: string): Ticket {']);
    expect(await fixed(path, 'unknown-name', 'Declare the setting `ticket: string`')).toEqual(['    ticket: string']);
    const more = desk('  endpoint one(id: integer): Ticket {\n    GET "/x/{id}"\n    query { zone }\n    result body\n  }');
    expect(await fixed(more, 'unknown-name', 'Declare the parameter `zone: string`')).toEqual(['  endpoint one(id: integer, zone: string): Ticket {']);
    expect(await fixed(desk("  auth other {\n    secret user: string\n    header 'X': \"{user} {tenant}\"\n  }"), 'unknown-name', 'Declare `setting tenant: string`')).toEqual(['    setting tenant: string']);
    expect(await fixed(desk("  auth other {\n    basic 'me', phrase\n  }"), 'unknown-name', 'Declare `secret phrase: string`')).toEqual(['    secret phrase: string']);
  });

  it('and of a flow an input', async () => {
    expect(await fixed(flow('  filter order.number != excluded'), 'unknown-name', 'Declare `input excluded: string`')).toEqual(['  input excluded: string']);
  });
});

describe('a send that a crash could repeat', () => {
  it('is marked at its endpoint, in its file', async () => {
    const text = flow("  send shop.addNote(order.id, 'seen')");
    const path = '/connectors/shop.connector';
    expect(await fixed(text, 'send-not-idempotent', 'Mark `addNote` as `idempotent`: a repeat changes nothing')).toEqual([`${path}:   endpoint addNote(id: integer, text: string): Order { POST "/orders/{id}/notes" idempotent body { text } result body }`]);
    const spread = { ...text, [path]: files[path]!.replace('{ POST "/orders/{id}/notes" body', '{\n    POST "/orders/{id}/notes"\n    body').replace('{ text } result body }', '{ text }\n    result body\n  }') };
    expect(await fixed(spread, 'send-not-idempotent', "Send a key with `addNote`: `idempotent header 'Idempotency-Key'`")).toEqual([`${path}:     idempotent header 'Idempotency-Key'`]);
  });
});
