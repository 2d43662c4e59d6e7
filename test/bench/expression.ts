// Microseconds a record of 1 KB for evaluating mappings and for reading and writing JSON: `node test/bench/expression.ts` (Node 24). The least of seven
// rounds; compare the lines of one run with one another, not with those of another machine.
import type { Expr } from '#plan';
import { compile } from '../../runtime/expression/index.ts';
import { parseJson, parseJsonBytes, stringifyJson } from '../../runtime/json/index.ts';
import { expression } from '../support/expression-source.ts';
import { frame } from '../support/evaluate.ts';

interface Order { id: number; name: string; total_price: string; customer: { id: number; email: string; first_name: string; last_name: string }; line_items: unknown[]; [key: string]: unknown }

const orders = Array.from({ length: 250 }, (_item, id): Order => ({
  id: 5_000_000_000 + id, name: `#${id}`, email: `user${id}@example.com`, currency: 'EUR', total_price: '199.95', created_at: '2026-01-05T10:00:00+01:00', updated_at: '2026-01-05T10:00:00.123Z',
  financial_status: 'paid', note: null, customer: { id, email: `user${id}@example.com`, first_name: 'Ann', last_name: 'Example' },
  shipping_address: { city: 'Utrecht', zip: '3511 AA', address1: 'Street 1', country: 'Netherlands' },
  line_items: [{ id, sku: 'SKU-1', quantity: 2, price: '49.95', title: 'A thing that has a title' }, { id: id + 1, sku: 'SKU-2', quantity: 1, price: '100.05', title: 'Another thing' }],
  tags: 'a, b, c', filler: 'x'.repeat(320),
}));

const tenFields = expression(`{
  externalId: "SHOP-{order.id}", number: order.name, email: order.customer.email, total: order.total_price, currency: order.currency, created: order.created_at,
  status: order.financial_status, city: order.shipping_address.city, note: order.note ?? 'none', count: order.line_items.length }`);
const lines = expression(`{
  memo: order.line_items.map(l => "{l.sku} x{l.quantity}").join(', '), items: order.line_items.map(l => { rate: l.price.decimal(), quantity: l.quantity }),
  large: order.total_price.decimal() > 1000.00, day: order.created_at.datetime().date().iso() }`);

const text = JSON.stringify({ orders });
const fragile = text.replace('"id":5000000000,', '"id":12345678901234567890,');
let kept: unknown;

function measure(label: string, work: () => unknown): void {
  for (let round = 0; round < 60; round++) kept = work();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 7; round++) {
    const started = performance.now();
    for (let turn = 0; turn < 40; turn++) kept = work();
    best = Math.min(best, (performance.now() - started) * 1000 / 40 / orders.length);
  }
  process.stdout.write(`${label.padEnd(46)}${best.toFixed(2).padStart(6)} µs a record\n`);
}

function mapping(expr: Expr): () => unknown {
  const evaluate = compile(expr, {});
  const names = frame();
  return () => {
    for (const order of orders) {
      names.record['order'] = order;
      kept = evaluate(names);
    }
    return kept;
  };
}

process.stdout.write(`${Math.round(text.length / orders.length)} bytes a record, Node ${process.version}\n`);
measure('map of ten fields', mapping(tenFields));
measure('lines, texts, decimals, a date', mapping(lines));
measure('JSON.parse', () => JSON.parse(text));
const bytes = Buffer.from(text);
const fragileBytes = Buffer.from(fragile);
measure('bytes to text, JSON.parse', () => JSON.parse(bytes.toString('utf8')));
measure('parseJsonBytes', () => parseJsonBytes(bytes));
measure('parseJsonBytes, a fragile number in the page', () => parseJsonBytes(fragileBytes));
measure('parseJson', () => parseJson(text));
measure('parseJson, a fragile number in the page', () => parseJson(fragile));
const read = parseJson(text);
const readFragile = parseJson(fragile);
measure('JSON.stringify', () => JSON.stringify(read));
measure('stringifyJson', () => stringifyJson(read));
measure('stringifyJson, with big integers', () => stringifyJson(readFragile));
