import { CstUtils } from 'langium';
import { describe, expect, it } from 'vitest';
import type { SymbolKind } from '../../../language/references/symbol.ts';
import { workspaceOf } from '../../support/language.ts';

const shop = `
//- /shop.connector
connector shop {
  settings { store: string }
  base "https://{store}.example.com"
  auth token { setting region: string secret apiToken: string header 'X': "{apiToken}" }
  auth login { setting user: string capture depot: body.depot header 'Y': user }
  entity Order { id: integer @key, customer: string? }
  endpoint listOrders(since: datetime?): Order[] { GET '/orders' records body }
  endpoint cancel(id: integer): Order { POST "/orders/{id}" result body }
  webhook paid: Order { secret hook: string verify request.raw == hook result body }
}
//- /patchbay.json
{ "instances": { "main": { "connector": "shop" } } }
`;

/** Names that an expression at the cursor of a file sees, of these kinds. */
async function namesAt(text: string, path: string, kinds?: readonly SymbolKind[]): Promise<string[]> {
  const workspace = await workspaceOf(text + (path === '/shop.connector' ? '' : shop), { reuse: true });
  const document = workspace.document(path);
  expect(document.parseResult.parserErrors.map((error) => error.message)).toEqual([]);
  const leaf = CstUtils.findLeafNodeAtOffset(document.parseResult.value.$cstNode!, workspace.cursor(path));
  return workspace.semantics.symbolsAt(leaf!.astNode).filter((symbol) => (kinds ? kinds.includes(symbol.kind) : symbol.kind !== 'builtin')).map((symbol) => symbol.name);
}

const flow = (steps: string): Promise<string[]> => namesAt(`flow f { use shop = shop.main\n input least: integer\n from shop.listOrders() as order\n ${steps}\n}`, '/test.flow', ['step', 'input', 'use', 'cache', 'local']);

describe('a step of a flow sees', () => {
  it('what the steps before it bind, and no more', async () => {
    expect(await flow("let a = 1\n filter $0a == 1\n let b = 2")).toEqual(['shop', 'least', 'order', 'a']);
  });

  it('aliases, inputs and caches that are declared after it', async () => {
    expect(await flow('filter $0order != null\n cache all = shop.listOrders() by id')).toEqual(['shop', 'least', 'order', 'all']);
  });

  it('names of its own block and of those around it', async () => {
    expect(await flow('route { when order.id > 1 { let inner = 1\n filter $0inner == 1 } }')).toEqual(['inner', 'shop', 'least', 'order']);
  });

  it('no name that only one of two cases binds', async () => {
    expect(await flow('route { when order.id > 1 { let inner = 1 } else { skip2() } }\n filter $0true'.replace('skip2()', "log 'x'"))).not.toContain('inner');
  });

  it('a name that every case binds', async () => {
    expect(await flow("route { when order.id > 1 { let inner = 1 } else { let inner = 2 } }\n log $0inner")).toContain('inner');
  });

  it('a name of the cases that do not end the record', async () => {
    expect(await flow("route { when order.id > 1 { let inner = 1 } else { reject 'no' } }\n log $0inner")).toContain('inner');
  });

  it('what is bound under a lock', async () => {
    expect(await flow("lock 'x' { call shop.listOrders() as all }\n log $0all")).toContain('all');
  });

  it('only the batch after `batch`, with what the flow declares', async () => {
    expect(await flow('let a = 1\n batch 10 as some\n log $0some')).toEqual(['shop', 'least', 'some']);
  });

  it('the element in a block of `each`, and the yielded values after it', async () => {
    expect(await flow('each [1, 2] as n { let m = n\n yield $0m } as all')).toEqual(['m', 'n', 'shop', 'least', 'order']);
    expect(await flow('each [1, 2] as n { yield n } as all\n log $0all')).toEqual(['shop', 'least', 'order', 'all']);
  });

  it('in `catch` the error and what `try` may have bound', async () => {
    expect(await flow('try { send shop.cancel(1) as gone } catch error { log $0error.message }')).toEqual(['gone', 'error', 'shop', 'least', 'order']);
  });

  it('in `undo` what its own step binds', async () => {
    expect(await flow('send shop.cancel(1) as gone undo shop.cancel($0gone.id)')).toContain('gone');
  });

  it('a parameter of a lambda before a name of the flow', async () => {
    expect((await flow('let a = [1].map(order => $0order)'))[0]).toBe('order');
  });
});

const connector = (member: string, kinds?: readonly SymbolKind[]): Promise<string[]> => namesAt(`//- /shop.connector\nconnector shop {\n settings { store: string }\n ${member}\n}`, '/shop.connector', kinds);
const given = (member: string): Promise<string[]> => connector(member, ['given']);

describe('an expression of a connector sees', () => {
  it('settings in `base`, of the connector and of its auths', async () => {
    expect(await connector("base \"https://{$0store}.example.com\"\n auth a { setting region: string secret key: string }")).toEqual(['store', 'region']);
  });

  it('secrets in their own auth only', async () => {
    expect(await connector("auth a { secret key: string header 'X': $0key }\n auth b { secret other: string }")).toEqual(['grant', 'key', 'store']);
    expect(await connector("auth a { secret key: string }\n endpoint e(id: string) { GET $0'/x' result body }", ['secret'])).toEqual([]);
  });

  it('the answer in `result`, `on` and `paginate`, not in the request', async () => {
    const answer = ['status', 'header', 'body', 'request', 'records'];
    expect(await given("endpoint e() { GET '/x' result $0body }")).toEqual(answer);
    expect(await given("endpoint e() { GET '/x' on 200 when $0status == 200 empty result body }")).toEqual(answer);
    expect(await given("on 500 when $0status == 500 retry")).toEqual(answer);
    expect(await given("endpoint e() { GET '/x' query { a: $0store } result body }")).toEqual(['request']);
  });

  it('the page number where pages are counted', async () => {
    expect(await given("endpoint e() { GET '/x' paginate page query.p until $0page >= 3 records body }")).toContain('page');
    expect(await given("endpoint e() { GET '/x' paginate cursor query.c = $0body.next records body }")).not.toContain('page');
  });

  it('parameters, values of `for`, and other endpoints', async () => {
    expect(await connector("endpoint e(id: string) { for region in ['eu'] GET \"/{$0region}\" result body }", ['parameter', 'local', 'endpoint'])).toEqual(['region', 'id', 'e']);
  });

  it('the call in a webhook, and the answer of `subscribe` in `unsubscribe`', async () => {
    expect(await given("webhook w: string { verify $0request.raw == 'x' }")).toEqual(['request', 'body']);
    expect(await given("webhook w: string { verify true subscribe POST '/h' {} unsubscribe DELETE \"/h/{$0subscription.id}\" }")).toEqual(['callbackUrl', 'subscription']);
  });

  it('the answer that brought a token where the token is read, inside of `oauth2` too', async () => {
    expect(await given("auth a { oauth2 clientCredentials { tokenUrl 'https://x.example.com' token $0body.t } }")).toEqual(['status', 'header', 'body', 'request']);
    expect(await given("auth a { login POST '/s' {} token $0body.t }")).toContain('body');
  });
});

it('a function sees its parameters, other functions and tables, and nothing of a flow', async () => {
  expect(await namesAt("table t { 'a': 1 }\nfunction f(x: integer): any = $0x\nflow g { let y = 1 }", '/test.flow')).toEqual(['x', 'f', 't']);
});

it('a test sees the aliases of its flow, and what a run counts', async () => {
  const names = await namesAt("flow g { use shop = shop.main }\ntest 't' for g { expect $0rejected == 0 }", '/test.flow');
  expect(names).toEqual(expect.arrayContaining(['status', 'rejected', 'requests', 'shop']));
  expect(names).not.toContain('records');
});
