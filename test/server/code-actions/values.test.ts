import { describe, expect, it } from 'vitest';
import { flowWith } from '../workspace.ts';
import { actionsOf, fixed } from './fixing.ts';

const flow = (steps: string): Record<string, string> => ({ '/main.flow': flowWith(steps) });
const reject = 'Reject the record without it';

describe('a value that may be null', () => {
  it.each([
    ['  log order.customer.email', 'Write `?.`, which gives null', '  log order.customer?.email'],
    ['  log order.customer.email', reject, '  log (order.customer ?? reject "no customer").email'],
    ['  call erp.findAccount(email: order.customer?.email) as a\n  log a?.id', reject, '  call erp.findAccount(email: order.customer?.email ?? reject "no email") as a'],
    ['  call erp.findAccount(email: order.customer?.email) as a\n  log a?.id', "Use `''` where it is null", "  call erp.findAccount(email: order.customer?.email ?? '') as a"],
    ['  log order.total * order.lines.first()?.price', reject, '  log order.total * (order.lines.first()?.price ?? reject "no price")'],
    ['  log order.total * order.lines.first()?.price', 'Use `0` where it is null', '  log order.total * (order.lines.first()?.price ?? 0)'],
    ["  let found = order.lines.first()\n  log found['sku']", 'Write `?.[`, which gives null', "  log found?.['sku']"],
    ['  let email = order.customer?.email\n  let x: { email: string } = { email }\n  log x.email', reject, '  let x: { email: string } = { email: email ?? reject "no email" }'],
  ])('%s: %s', async (steps, title, line) => {
    expect(await fixed(flow(steps), 'may-be-null', title)).toEqual([line]);
  });

  it('of which a list is empty', async () => {
    expect(await fixed(flow("  let some = order.lines.groupBy(l => l.sku).find(g => g.key == 'a')?.values\n  each some as line\n  log line.sku"), 'may-be-null', 'Use `[]` where it is null')).toEqual(['  each some ?? [] as line']);
  });

  it('is given what is obvious there', async () => {
    const preferred = async (steps: string): Promise<string[]> => (await actionsOf(flow(steps), '/main.flow', 'all')).actions.filter((one) => one.isPreferred && one.diagnostics?.[0]?.code === 'may-be-null').map((one) => one.title);
    expect(await preferred('  log order.customer.email')).toEqual(['Write `?.`, which gives null']);
    expect(await preferred('  call erp.findAccount(email: order.customer.name) as a\n  log a?.id')).toEqual([reject]);
  });
});

describe('a value of another type', () => {
  it.each([
    ['  let x: decimal = order.number\n  log x', 'wrong-type', 'Convert it with `.decimal()`', '  let x: decimal = order.number.decimal()'],
    ['  let x: string = order.id\n  log x', 'wrong-type', 'Convert it with `.string()`', '  let x: string = order.id.string()'],
    ['  let x: integer = order.total * 2\n  log x', 'wrong-type', 'Convert it with `.round().integer()`', '  let x: integer = (order.total * 2).round().integer()'],
    ["  let x: integer = '12'\n  log x", 'wrong-type', 'Write `12`', '  let x: integer = 12'],
    ['  let x: string = 12\n  log x', 'wrong-type', "Write `'12'`", "  let x: string = '12'"],
    ['  filter order.number > 5', 'wrong-type', 'Convert it with `.decimal()`', '  filter order.number.decimal() > 5'],
    ['  filter order.total == order.number', 'wrong-type', 'Convert it with `.decimal()`', '  filter order.total == order.number.decimal()'],
    ['  let id = order.id\n  let x: { id: string } = { id }\n  log x.id', 'wrong-type', 'Convert it with `.string()`', '  let x: { id: string } = { id: id.string() }'],
    ["  filter order.number > '2026-01-01'", 'time-as-text', 'Compare the times', "  filter order.number.date() > '2026-01-01'"],
    ["  filter order.placedAt.iso() > '2026-01-01T10:00:00Z'", 'time-as-text', 'Compare the times', "  filter order.placedAt > '2026-01-01T10:00:00Z'"],
    ['  wait 5', 'bad-duration', 'Write `5s` (seconds)', '  wait 5s'],
  ])('%s', async (steps, code, title, line) => {
    expect(await fixed(flow(steps), code, title, { leaves: ['not-supported'] })).toEqual([line]);
  });
});

describe('fields that are missing', () => {
  it('come from the record by their names, converted, or are values of their types', async () => {
    expect(await fixed(flow('  map sale: input erp.SalesOrder = {\n    externalId: order.number\n  }\n  send erp.upsertSalesOrder(sale.externalId, sale)'), 'missing-field', 'Add the 3 missing fields')).toEqual([
      '    externalId: order.number,', "    accountId: '',", "    state: 'draft',", '    items: []',
    ]);
    expect(await fixed(flow('  let sku = order.number\n  let x: shop.Line = {}\n  log x.sku'), 'missing-field', 'Add the 3 missing fields')).toEqual(['  let x: shop.Line = { sku, quantity: 0, price: 0 }']);
    expect(await fixed(flow('  let xs: { sku: string, quantity: string, price: decimal, more: decimal? }[] = order.lines.map(l => { sku: l.sku })\n  log xs.length'), 'missing-field', 'Add the 2 missing fields')).toEqual([
      '  let xs: { sku: string, quantity: string, price: decimal, more: decimal? }[] = order.lines.map(l => {', '    sku: l.sku,', '    quantity: l.quantity.string(),', '    price: l.price', '  })',
    ]);
    expect(await fixed(flow('  let x: { customerEmail: string, at: datetime, inner: { a: integer, b: string? } } = {\n    at: order.placedAt, // when\n  }\n  log x.at'), 'missing-field', 'Add the 2 missing fields')).toEqual([
      '    customerEmail: order.customer?.email ?? reject "no customerEmail",', '    inner: { a: 0 },',
    ]);
  });

  it('of an argument, of an entry, of one that is left out where it is null', async () => {
    expect(await fixed(flow("  send erp.upsertSalesOrder(externalId: 'a', order: { externalId: 'a', state: 'draft', items: [] })"), 'missing-field', 'Add `accountId`')).toEqual(["  send erp.upsertSalesOrder(externalId: 'a', order: { externalId: 'a', state: 'draft', items: [], accountId: '' })"]);
    expect(await fixed(flow("  let x: { a: { b: integer } } = { a: {} }\n  log x.a.b"), 'missing-field', 'Add `b`')).toEqual(['  let x: { a: { b: integer } } = { a: { b: 0 } }']);
    expect(await fixed(flow('  let x: { email: string } = { email?: order.customer?.email }\n  log x.email'), 'missing-field', reject)).toEqual(['  let x: { email: string } = { email: order.customer?.email ?? reject "no email" }']);
  });
});

describe('arguments that are missing', () => {
  it('are added by name, and by place to built-in functions', async () => {
    expect(await fixed(flow('  call shop.getOrder() as o\n  log o.number'), 'missing-argument', 'Add the argument `id`')).toEqual(['  call shop.getOrder(id: 0) as o']);
    expect(await fixed(flow('  let email = order.number\n  call erp.findAccount() as a\n  log a?.id ?? email'), 'missing-argument', 'Add the argument `email`')).toEqual(['  call erp.findAccount(email: email) as a']);
    expect(await fixed(flow('  send shop.addNote(order.id)'), 'missing-argument', 'Add the argument `text`', { leaves: ['send-not-idempotent'] })).toEqual(["  send shop.addNote(order.id, text: '')"]);
    expect(await fixed(flow('  log order.number.replace()'), 'missing-argument', 'Add the 2 missing arguments')).toEqual(["  log order.number.replace('', '')"]);
    expect(await fixed(flow('  run bookOne()'), 'missing-argument', 'Add the argument `order`', { leaves: ['not-supported'] })).toEqual(['  run bookOne(order: order)']);
  });
});
