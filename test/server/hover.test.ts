import { describe, expect, it } from 'vitest';
import { AstUtils, EmptyFileSystem, GrammarAST } from 'langium';
import { createPatchbayServices } from '#language';
import { documentedWords } from '../../server/features/words.ts';
import { editorOf } from '../support/editor.ts';
import { connectors, connectorWith, files, flowWith } from './workspace.ts';

const code = (text: string, ...rest: string[]): string => [`\`\`\`patchbay\n${text}\n\`\`\``, ...rest].join('\n\n');
const hover = async (text: string, others: Record<string, string> = files): Promise<string | undefined> => (await editorOf(text, others)).hover();
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

  it('has nothing to say of words that are not in the grammar', () => {
    const services = createPatchbayServices(EmptyFileSystem);
    const words = new Set<string>();
    const rules = new Set<string>();
    for (const grammar of [services.connector.Grammar, services.flow.Grammar]) {
      for (const rule of grammar.rules) rules.add(rule.name);
      for (const node of AstUtils.streamAllContents(grammar)) if (GrammarAST.isKeyword(node)) words.add(node.value);
    }
    const unknown = [...documentedWords].filter((word) => { const [rule, own] = word.includes('.') ? word.split('.') as [string, string] : [undefined, word]; return !words.has(own) || (rule !== undefined && !rules.has(rule)); });
    expect(unknown).toEqual([]);
  });
});
