import { describe, expect, it } from 'vitest';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { anchorOf } from '#language';
import { editorOf } from '../support/editor.ts';
import { connectors, connectorWith, files, flowWith } from './workspace.ts';

const code = (text: string, ...rest: string[]): string => [`\`\`\`patchbay\n${text}\n\`\`\``, ...rest].join('\n\n');
const whole = async (text: string, others: Record<string, string> = files): Promise<string | undefined> => (await editorOf(text, others)).hover();
/** Without the request, the place it comes from and the page that tells of it, which have tests of their own below. */
const hover = async (text: string, others: Record<string, string> = files): Promise<string | undefined> =>
  (await whole(text, others))?.replace(/\n\n```http\n[\s\S]*?\n```/, '').replace(/\n\n(?:Signed in by|Of (?:entity|endpoint|flow|function|connector|auth|webhook|`extend)|In \[).*$/gm, '').replace(/\n\n\[Language: .*$/m, '');
const inFlow = (steps: string): Promise<string | undefined> => hover(flowWith(steps));
const without = (...paths: string[]): Record<string, string> => Object.fromEntries(Object.entries(files).filter(([path]) => !paths.includes(path)));
const shop = (from: string, to: string): string => `//- /connectors/shop.connector\n${connectors['/connectors/shop.connector'].replace(from, to)}`;
const inShop = (from: string, to: string): Promise<string | undefined> => hover(shop(from, to), without('/connectors/shop.connector'));

describe('hovering over a name of a flow', () => {
  it.each<[string, string, string]>([
    ['a record', '  log or$0der.id', code('order: Order')],
    ['a field, with what is said of it', '  log order.to$0tal', code('field total: decimal', 'With taxes.')],
    ['a field behind a question', '  log order.customer?.ema$0il', code('field email: string?')],
    ['an input', '  filter order.total > mini$0mum', code('input minimum: decimal', 'Smaller ones stay out.')],
    ['an alias', '  call er$0p.findAccount(order.number)', code('use erp = ledger-one.books')],
    ['an endpoint that reads', '  call erp.find$0Account(order.number)', code('endpoint findAccount(email: string): Account', "`GET '/accounts'` · reads")],
    ['an endpoint that writes', '  send shop.add$0Note(order.id, "x")', code('endpoint addNote(id: integer, text: string): Order', '`POST "/orders/{id}/notes"` · writes')],
    ['an argument', '  call erp.findAccount(em$0ail: order.number)', code('parameter email: string')],
    ['a key of an object', '  map s: input erp.SalesOrder = { acc$0ountId: "1" }', code('field accountId: string')],
    ['a type', '  map s: input erp.Sales$0Line = { itemId: "1" }', code('entity SalesLine {\n  itemId: string\n  quantity: integer\n  rate: decimal?\n}')],
    ['what a lambda takes', '  let x = order.lines.map(li$0ne => line.sku)', code('line: Line')],
    ['a function of another file', '  log item$0Id("a")', code('function itemId(sku: string): string', 'The item of a sku.')],
    ['a table of another file', '  log ter$0ms["a"]', code('table terms')],
    ['a binding', '  call erp.findAccount(order.number) as acc$0ount', code('account: Account | null')],
    ['a name that is narrowed', '  call erp.findAccount(order.number) as account\n  filter account != null\n  log acc$0ount.id', code('account: Account | null', 'Here: `Account`')],
    ['a caught error', '  try { skip } catch error { log err$0or.message }', code('error: { message: string, status: integer | null, step: string }')],
    ['another flow', '  run book$0One(order)', code('flow bookOne(order: shop.Order, urgent: boolean = false)')],
  ])('%s', async (_, steps, expected) => {
    expect(await inFlow(steps)).toBe(expected);
  });

  it('a function of the language, with an example', async () => {
    expect(await inFlow('  log order.number.up$0per()')).toMatch(/^```patchbay\nstring\.upper\(\): string\n```\n\n.+\n\n`.+` → `.+`$/);
    expect(await inFlow('  log order.lines.len$0gth')).toContain('T[].length: integer');
    expect(await inFlow('  let x = no$0w()')).toContain('now(): datetime');
  });

  it('an instance and its connector', async () => {
    expect(await hover(flowWith('').replace('shop.main', 'shop.ma$0in'))).toBe(code('instance main', 'of `shop`, signs in by `token`'));
    expect(await hover(flowWith('').replace('shop.main', 'sh$0op.main'))).toBe(code('connector shop', 'Corner Shop 1.2.0', 'A web shop.'));
  });

  it('the flow itself', async () => {
    expect(await hover(flowWith('').replace('flow orders', 'flow ord$0ers'))).toBe(code('flow orders', 'Orders become sales orders.'));
  });
});

describe('hovering over a name of a connector', () => {
  it('settings, secrets, entities, endpoints, webhooks, answers', async () => {
    expect(await inShop('{store}', '{sto$0re}')).toBe(code('setting store: string', "The shop's name."));
    expect(await inShop('secret apiToken', 'secret api$0Token')).toBe(code('secret apiToken: string'));
    expect(await inShop('auth token', 'auth tok$0en')).toBe(code('auth token'));
    expect(await inShop('check getStore', 'check get$0Store')).toBe(code('endpoint getStore(): Store', "`GET '/store'` · reads"));
    expect(await inShop('): Order[] {', '): Or$0der[] {')).toMatch(/^```patchbay\nentity Order \{\n {2}id: integer\n/);
    expect(await inShop('by placedAt', 'by placed$0At')).toBe(code('field placedAt: datetime'));
    expect(await inShop('incremental since', 'incremental sin$0ce')).toBe(code('parameter since: datetime?'));
    expect(await inShop('records body.orders', 'records bo$0dy.orders')).toBe(code('body: any'));
    expect(await inShop('webhook orderPaid', 'webhook order$0Paid')).toBe(code('webhook orderPaid: Order'));
  });

  it('says what is deprecated', async () => {
    expect(await hover(connectorWith("  entity Old { no$0te: string @deprecated('use text') }"))).toBe(code('field note: string', '**Deprecated.** use text'));
    expect(await hover(connectorWith("  endpoint ol$0d(): any { GET '/' deprecated 'use tickets' }"))).toBe(code('endpoint old(): any', "`GET '/'` · reads\n\n**Deprecated.** use tickets"));
  });
});

describe('hovering over patchbay.json', () => {
  it('instances, connectors, auths and settings', async () => {
    const at = (from: string, to: string): Promise<string | undefined> => hover(`//- /patchbay.json\n${files['/patchbay.json']!.replace(from, to)}`, without('/patchbay.json'));
    expect(await at('"main"', '"ma$0in"')).toBe(code('instance main', 'of `shop`, signs in by `token`'));
    expect(await at('"connector": "shop"', '"connector": "sh$0op"')).toContain('connector shop');
    expect(await at('"auth": "token"', '"auth": "to$0ken"')).toBe(code('auth token'));
    expect(await at('"store"', '"sto$0re"')).toBe(code('setting store: string', "The shop's name."));
    expect(await at('"version": 1', '"version": $01')).toBeUndefined();
  });
});

describe('hovering over a word of the language', () => {
  it('says what it means there', async () => {
    expect(await inFlow('  ded$0upe order.id')).toContain('`dedupe`: Drops what was seen before');
    expect(await hover(flowWith('').replace("status: 'paid') as", "status: 'paid') increme$0ntal as"))).toContain('Reads what has changed since the last run');
    expect(await inShop('incremental since', 'increm$0ental since')).toContain('Reads only what has changed');
    expect(await hover(connectorWith("  entity New { id: integer @ke$0y }"))).toContain('tells one record from another');
    expect(await inFlow('  log "some te$0xt"')).toBeUndefined();
    expect(await inFlow('  // some dedupe$0')).toBeUndefined();
  });
});

describe('the request that an endpoint makes', () => {
  const request = async (text: string, others?: Record<string, string>): Promise<string | undefined> => /```http\n([\s\S]*?)\n```/.exec(await whole(text, others) ?? '')?.[1];

  it('has the settings of the instance through which it is called', async () => {
    expect(await request(flowWith("  call shop.list$0Orders(status: 'open')"))).toBe('GET https://acme.shop.example.com/api/orders?status={status}&updated_after={since}\nAuthorization: Bearer •••');
    expect(await request(flowWith('').replace('use shop = shop.main', 'use shop = [shop.main, shop.outlet-2]').replace('shop.listOrders(', 'shop.list$0Orders('))).toContain('https://{store}.shop.example.com/');
    const file = files['/patchbay.json']!.replace('"store": "acme"', '"store": { "env": "PATCHBAY_STORE" }').replace('"connector": "ledger-one"', '"connector": "ledger-one", "baseUrl": "http://127.0.0.1:8080"');
    expect(await request(flowWith('  log shop.get$0Order(1)'), { ...files, '/patchbay.json': file })).toContain('https://{PATCHBAY_STORE}.shop.example.com/api/orders/{id}');
    expect(await request(flowWith("  call erp.find$0Account('a')"), { ...files, '/patchbay.json': file })).toBe('GET http://127.0.0.1:8080/accounts?email={email}');
  });

  it('has the settings by name in the connector, and says that an instance picks the auth', async () => {
    const text = await whole(shop('endpoint addNote', 'endpoint add$0Note'), without('/connectors/shop.connector'));
    expect(text).toContain('```http\nPOST https://{store}.shop.example.com/api/orders/{id}/notes\nContent-Type: application/json\n\n{ text }\n```');
    expect(text).toContain('Signed in by `token` or `session`, as the instance says.');
  });

  it('never has a secret, nor a credential that somebody wrote into the file', async () => {
    const desk = (member: string, endpoint = "endpoint on$0e(): any { GET '/one' }"): string => `connector desk {
  settings { site: string }
  hosts ['desk.example.com']
  base "https://desk.example.com/{site}"
  headers { 'Accept': 'application/json', 'X-Token': 'abc-123', 'X-Trace': "{site}-1" }
  query { lang: 'en', nothing: null, ids: [1, 2] }
  auth one {
    secret key: string
    secret password: string
    ${member}
  }
  ${endpoint}
}`;
    const of = (member: string, endpoint?: string): Promise<string | undefined> => request(`//- /desk.connector\n${desk(member, endpoint)}`, {});
    const head = 'GET https://desk.example.com/{site}/one?lang=en&ids=1&ids=2';
    const shared = 'Accept: application/json\nX-Token: •••\nX-Trace: {site}-1';
    expect(await of("header 'X-Key': \"k-{key}\"")).toBe(`${head}\n${shared}\nX-Key: •••`);
    expect(await of("header 'X-Key': 'written-down'")).toBe(`${head}\n${shared}\nX-Key: •••`);
    expect(await of('query api_key: key')).toBe(`${head}&api_key=•••\n${shared}`);
    expect(await of('basic key, password')).toBe(`${head}\n${shared}\nAuthorization: Basic •••`);
    expect(await of("oauth2 clientCredentials { tokenUrl 'https://desk.example.com/token' }")).toBe(`${head}\n${shared}\nAuthorization: Bearer •••`);
    expect(await of('basic key, password', "endpoint on$0e(): any { GET '/one' auth none headers { 'accept': 'text/csv' } }")).toBe(`${head}\nX-Token: •••\nX-Trace: {site}-1\naccept: text/csv`);
    expect(await of("query sum: hmac('sha256', key, 'x').hex()")).toBe(`${head}&sum=•••\n${shared}`);
  });

  it('has the body as it is written', async () => {
    expect(await request(flowWith("  send erp.upsert$0SalesOrder('1', x)"))).toBe('PUT https://erp.example.com/orders/{externalId}\nContent-Type: application/json\n\n{order}');
    expect(await request(connectorWith("  endpoint a$0dd(t: Ticket): any {\n    POST '/x'\n    body form {\n      id: t.id,\n      deep: { a: 1 }\n    }\n  }"))).toMatch(/^POST \/x\nContent-Type: application\/x-www-form-urlencoded\nX-Key: •••\n\n\{\n {2}id: t.id,\n {2}deep: \{ a: 1 \}\n\}$/);
    expect(await request(connectorWith("  endpoint a$0sk(): any {\n    graphql '/graphql' '''\n      query {\n        shop { name }\n      }\n    '''\n  }"))).toMatch(/^POST \/graphql\n[\s\S]*\n\nquery \{\n {2}shop \{ name \}\n\}$/);
  });

  it('is not there where none is written yet', async () => {
    expect(await request(connectorWith('  endpoint o$0ne(): any { }'))).toBeUndefined();
    expect(await request(connectorWith('  endpoint o$0ne(): any { GET }'))).toBe('GET\nX-Key: •••'.replace('GET\n', 'GET \n'));
  });
});

describe('where something comes from', () => {
  it('is the declaration it belongs to, and a link to its file', async () => {
    expect(await whole(flowWith('  log order.to$0tal'))).toMatch(/\n\nOf entity `Order` in \[connectors\/shop\.connector\]\(file:\/\/\/workspace\/connectors\/shop\.connector#L30\)$/);
    expect(await whole(flowWith('  call erp.findAccount(em$0ail: "a")'))).toContain('Of endpoint `findAccount` in [connectors/ledger-one.connector](');
    expect(await whole(connectorWith('  endpoint a(): Ticket { GET "/{si$0te}" }'))).toMatch(/setting site: string\n```\n\nOf connector `desk`$/);
    expect(await whole(flowWith('  log or$0der.id'))).not.toContain('](');
    expect(await whole(flowWith('').replace('shop.main', 'shop.ma$0in'))).toContain('In [patchbay.json](file:///workspace/patchbay.json#L4)');
  });
});

describe('hovering over a schedule', () => {
  const trigger = (text: string): Promise<string | undefined> => whole(flowWith(`  trigger ${text}`));

  it('reads it, and gives its next five times in its zone', async () => {
    const text = await trigger("schedule '30 7 *$0 * 1-5' timezone 'Europe/Berlin'");
    expect(text).toMatch(/^\*\*At 07:30, Monday through Friday\*\*\n\nNext, in Europe\/Berlin:\n\n(?:- (?:Mon|Tue|Wed|Thu|Fri) \d+ \w{3} \d{4}, 07:30 UTC\+[12](?:\n|$)){5}/);
    expect(await trigger("schedule '0 0 1 1 *$0'")).toContain('Next, in UTC:');
    expect(await trigger("schedule '0 0 1 1 *' timezone 'Asia/$0Tokyo'")).toContain('Next, in Asia/Tokyo:');
  });

  it('says nothing of one that is none', async () => {
    expect(await trigger("schedule 'every$0 day'")).toBeUndefined();
    expect(await trigger("schedule '99 * *$0 * *'")).toBeUndefined();
    expect(await trigger("schedule '0 0 *$0 * *' timezone 'Europe/Nowhere'")).toBeUndefined();
    expect(await trigger("schedule '0 0 31 2 *$0'")).toContain('It never comes.');
  });
});

describe('the page of the language', () => {
  it('is linked at the heading that tells of the word', async () => {
    const heading = async (text: string): Promise<string> => {
      const [, path = '', anchor = ''] = /\[Language: [^\]]+\]\((file:\/\/[^)#]+)#([\w-]+)\)$/.exec(await whole(text) ?? '') ?? [];
      expect(existsSync(fileURLToPath(path))).toBe(true);
      return readFileSync(fileURLToPath(path), 'utf8').split('\n').find((line) => line.startsWith('#') && anchorOf(line.replace(/^#+ /, '')) === anchor) ?? `no ${anchor}`;
    };
    expect(await heading(flowWith('  ded$0upe order.id'))).toBe('#### `dedupe`');
    expect(await heading(flowWith('  dedupe order.id ke$0ep 90d'))).toBe('#### `dedupe`');
    expect(await heading(flowWith('  let x = mat$0ch order.status { else -> 1 }'))).toBe('#### `match`');
    expect(await heading(flowWith('  log order.number.up$0per()'))).toBe('##### `string.upper`');
    expect(await heading(flowWith('  log order.lines.len$0gth'))).toBe('##### `array.length`');
    expect(await heading(flowWith('  log no$0w().iso()'))).toBe('##### Function `now`');
    expect(await heading(connectorWith('  entity New { id: integer @ke$0y }'))).toBe('#### Attribute `@key`');
    expect(await heading(connectorWith('  entity New { id: inte$0ger @key }'))).toBe('#### Type `integer`');
    expect(await heading(connectorWith('  time$0out 5s'))).toBe('#### `timeout`');
    expect(await heading(`${flowWith('')}\ntest 'a' for orders { giv$0en erp.findAccount returns {} }`)).toBe('#### `given`');
  });

  it('says what the page says, with its example', async () => {
    expect(await inFlow('  ded$0upe order.id')).toBe('`dedupe`: Drops what was seen before; an entry counts once the record got through.\n\n```flow\ndedupe order.id keep 90d\n```');
    expect(await hover(connectorWith('  entity New { id: inte$0ger @key }'))).toBe(code('integer', 'A whole number, exact at any size: `12`.'));
    const proposed = (await editorOf(connectorWith('  entity New { id: inte$0 }'), files)).complete().find(({ label }) => label === 'integer');
    expect(proposed?.documentation).toMatchObject({ value: 'A whole number, exact at any size: `12`.' });
  });
});

describe('what a connector of a stranger says', () => {
  const picture = '![a](https://evil.example/p.png)';

  it.each<[string, string]>([
    ['documentation', connectorWith(`  /** ${picture} */\n  endpoint o$0ne(): any { GET '/one' }`)],
    ['a note on what is to be used instead', connectorWith(`  endpoint o$0ne(): any { GET '/one' deprecated '${picture}' }`)],
    ['a path that closes the code around it', connectorWith(`  endpoint o$0ne(): any { GET '/\`${picture}\`' }`)],
    ['a title', connectorWith(`  title '${picture}'`).replace(/connector (\w)/, 'connector $1$0')],
  ])('fetches no picture by %s', async (_, text) => {
    const shown = await whole(text);
    expect(shown).toContain('evil.example');
    expect(shown).not.toContain('![');
  });

  it('fetches none where it is proposed either', async () => {
    const editor = await editorOf(flowWith("  call erp.find$0"), { ...files, '/connectors/ledger-one.connector': connectors['/connectors/ledger-one.connector'].replace('  endpoint findAccount', `  /** ${picture} */\n  endpoint findAccount`) });
    const shown = JSON.stringify(editor.complete());
    expect(shown).toContain('evil.example');
    expect(shown).not.toContain('![');
  });

  it('takes no time by blanks in a body', async () => {
    const blanks = ' '.repeat(300_000);
    expect(await whole(connectorWith(`  endpoint o$0ne(): any {\n    POST '/one'\n    body text '''${blanks}x'''\n  }`))).toContain('x');
  });
});
