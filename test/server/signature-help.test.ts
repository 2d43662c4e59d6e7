import type { LangiumServices } from 'langium/lsp';
import { describe, expect, it } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver-protocol';
import { editorOf } from '../support/editor.ts';
import { connectorWith, files, flowWith } from './workspace.ts';

/** The label with the active parameter between `‹` and `›`, and what is said below it. */
async function help(text: string): Promise<{ label: string; said: string; parameter: string | undefined } | undefined> {
  const { services, document, offset } = await editorOf(text, files);
  const language = services.shared.ServiceRegistry.getServices(document.uri) as LangiumServices;
  const found = await language.lsp.SignatureHelp!.provideSignatureHelp(document, { textDocument: { uri: document.uri.toString() }, position: document.textDocument.positionAt(offset) });
  const signature = found?.signatures[0];
  if (found === undefined || signature === undefined) return undefined;
  const active = signature.parameters?.[found.activeParameter ?? 0];
  const said = (one: MarkupContent | string | undefined): string => (typeof one === 'object' ? one.value : (one ?? ''));
  if (active === undefined) return { label: signature.label, said: said(signature.documentation), parameter: undefined };
  const [start, end] = active.label as [number, number];
  return { label: `${signature.label.slice(0, start)}‹${signature.label.slice(start, end)}›${signature.label.slice(end)}`, said: said(signature.documentation), parameter: active.documentation === undefined ? undefined : said(active.documentation) };
}
const label = async (text: string): Promise<string | undefined> => (await help(text))?.label;
const inFlow = (steps: string): Promise<string | undefined> => label(flowWith(steps));

const find = 'erp.findAccount(‹email: string›): Account | null';
const upsert = 'erp.upsertSalesOrder(externalId: string, ‹order: input SalesOrder›): SalesOrder';

describe('inside of the brackets of a call', () => {
  it.each<[string, string, string]>([
    ['an endpoint', '  call erp.findAccount($0) as a', find],
    ['an argument that is written', '  call erp.findAccount(order.nu$0mber) as a', find],
    ['a text', "  call erp.findAccount('a$0b') as a", find],
    ['an optional parameter and a union', "  call shop.listOrders($0)", "shop.listOrders(‹status: 'open' | 'paid' | 'shipped'?›, since: datetime?): Order[]"],
    ['the second one', "  call shop.listOrders('open', $0)", "shop.listOrders(status: 'open' | 'paid' | 'shipped'?, ‹since: datetime?›): Order[]"],
    ['by name', '  call shop.listOrders(since: $0)', "shop.listOrders(status: 'open' | 'paid' | 'shipped'?, ‹since: datetime?›): Order[]"],
    ['the one that is not given yet', '  call shop.listOrders(since: now(), $0)', "shop.listOrders(‹status: 'open' | 'paid' | 'shipped'?›, since: datetime?): Order[]"],
    ['a function of another file', '  log itemId($0)', 'itemId(‹sku: string›): string'],
    ['a method, with the types it has here', '  let x = order.lines.map($0)', 'map(‹value: (item: Line, index: integer?) => any›): any[]'],
    ['a method with several', "  log order.number.replace('a', $0)", 'replace(text: string, ‹with: string›): string'],
    ['a function of the language', "  log hmac('sha256', $0)", "hmac(algorithm: 'sha256' | 'sha1' | 'sha384' | 'sha512' | 'md5', ‹key: string | bytes›, text: string | bytes): bytes"],
    ['a table', '  log terms.keyOf($0)', 'keyOf(‹value: integer›): string | null'],
    ['a flow that is run', '  run bookOne(order, $0)', 'bookOne(order: shop.Order, ‹urgent: boolean = false›, erp?: instance)'],
    ['an alias for a flow that is run', '  run bookOne(order, erp: $0)', 'bookOne(order: shop.Order, urgent: boolean = false, ‹erp?: instance›)'],
    ['an interpolation', '  log "x {itemId($0)}"', 'itemId(‹sku: string›): string'],
    ['a call within a call', '  call erp.findAccount(itemId($0))', 'itemId(‹sku: string›): string'],
    ['after a call within it', '  call erp.findAccount(itemId("a")$0)', find],
    ['brackets within it', '  call erp.findAccount(([1, (2 + $0', find],
  ])('%s', async (_, steps, expected) => {
    expect(await inFlow(steps)).toBe(expected);
  });

  it('stands for what is half typed', async () => {
    expect(await inFlow('  call erp.findAccount($0')).toBe(find);
    expect(await inFlow('  call erp.findAccount($0\n  log order.number')).toBe(find);
    expect(await inFlow("  send erp.upsertSalesOrder('a', { externalId: $0\n  log order.number")).toBe(upsert);
    expect(await inFlow('  let x = order.lines.map(l => itemId(l.sku, $0\n  log order.number')).toBe('itemId(sku: string): string');
    expect(await label('flow f {\n  use erp = ledger-one.books\n  call erp.findAccount($0')).toBe(find);
    expect(await inFlow('  filter order.number.contains($0')).toBe('contains(‹text: string›): boolean');
  });

  it('marks none where there are too many, or none of that name', async () => {
    expect(await inFlow("  call erp.findAccount('a', $0)")).toBe('erp.findAccount(email: string): Account | null');
    expect(await inFlow('  call erp.findAccount(nobody: $0)')).toBe('erp.findAccount(email: string): Account | null');
  });

  it('stands in connectors, and for attributes', async () => {
    expect(await label(connectorWith('  endpoint one(id: integer): Ticket { GET "/{id}" verify one($0) }'))).toBe('one(‹id: integer›): Ticket');
    expect(await label(connectorWith("  entity A { a: string @pattern($0) }"))).toBe("@pattern(‹'^…$'›)");
    expect(await label(connectorWith("  entity A { a: string @values(listBoards, $0) }"))).toBe('@values(endpoint, ‹id›, name)');
    expect(await label(connectorWith('  entity A { a: string @key($0) }'))).toBeUndefined();
  });
});

describe('what is said of a call', () => {
  it('is its documentation, an example, and what is known of the parameter', async () => {
    expect((await help(flowWith('  call shop.listOrders($0)')))?.said).toBe("`GET '/orders'` · reads\n\nOrders, by the time of their last change.");
    expect((await help(flowWith('  log order.number.truncate($0)')))?.said).toMatch(/^.+\n\n`.+` → `.+`$/);
    const documented = connectorWith("  /** A ticket. */\n  endpoint one(\n    /** Its number. */\n    id: integer @min(1),\n    old: string? @deprecated('use id')\n  ): Ticket { GET \"/{id}\" verify one(1, $0) }");
    expect((await help(documented))?.said).toContain('A ticket.');
    expect((await help(documented))?.parameter).toBe('**Deprecated.** use id');
    expect((await help(documented.replace('one(1, $0)', 'one($0)')))?.parameter).toBe('Its number.\n\n`@min(1)`');
  });
});

describe('outside of calls there is none', () => {
  it.each([
    '  call erp.findAccount$0(order.number)', '  call erp.findAccount(order.number)$0', '  log ($0)', '  let x = order.lines.map(l => l.sku)\n  $0', '  call erp.nobody($0)', '  log order.number($0)',
    '  call erp.findAccount(\n  log order.number$0', '  log "f($0)"', '  // f($0',
  ])('%s', async (steps) => {
    expect(await inFlow(steps)).toBeUndefined();
  });

  it('nor where parameters are declared', async () => {
    expect(await label('function f($0a: string): string = a')).toBeUndefined();
    expect(await label(connectorWith('  endpoint one($0id: integer): Ticket { GET "/{id}" }'))).toBeUndefined();
  });
});
