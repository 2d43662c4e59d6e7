import { beforeAll, describe, expect, it } from 'vitest';
import { documentSymbols } from '../../../language/references/document-symbols.ts';
import { isLetStep } from '../../../language/generated/ast.ts';
import { walk } from '../../../language/references/walk.ts';
import { typeText } from '../../../language/types/text.ts';
import { type TestWorkspace, workspaceOf } from '../../support/language.ts';

const shop = `connector shop {
  entity Person { name: string, email: string?, vip: boolean? }
  entity Order { id: integer @key, state: 'open' | 'paid' | 'gone', buyer: Person?, note: string?, lines: Line[] }
  entity Line { sku: string?, quantity: integer }
  entity Event { what: { kind: 'sold', price: integer } | { kind: 'moved', to: string } | { kind: 'lost', why: string? } }
  endpoint next(): Event { GET '/x' result body }
  endpoint list(): Order[] { GET '/x' records body }
  endpoint find(id: integer): Person { GET '/x' result body on 404 empty }
}`;

// Each flow ends in `let seen = …`; its type is what is compared.
const cases: readonly (readonly [steps: string, type: string])[] = [
  ['let seen = order.note', 'string | null'],
  ['filter order.note != null\n let seen = order.note', 'string'],
  ['assert order.note != null \'no note\'\n let seen = order.note', 'string'],
  ['filter order.buyer?.email != null\n let seen = order.buyer.email', 'string'],
  ['filter order.buyer?.email != null\n let seen = order.buyer', 'Person'],
  ["filter order.buyer?.name == 'Ada'\n let seen = order.buyer?.name", 'string'],
  ["filter order.state != 'gone'\n let seen = order.state", "'open' | 'paid'"],
  ["filter order.state in ['open', 'gone']\n let seen = order.state", "'open' | 'gone'"],
  ["filter !(order.state == 'open' || order.note == null)\n let seen = order.note", 'string'],
  ['filter order.note == null\n let seen = order.note', 'null'],
  ["let seen = order.note != null && order.note.length > 1 ? order.note : 'x'", 'string'],
  ["let seen = order.note == null ? 'none' : order.note", 'string'],
  ['let seen = order.note == null || order.note.contains(\'x\') ? 1 : order.note', '1 | string'],
  ['let seen = order.buyer == null ? null : order.buyer.email', 'string | null'],
  ["let seen = match order.state { 'open' -> 'o', else -> order.state }", "'o' | 'paid' | 'gone'"],
  ['filter order.buyer?.vip != true\n let seen = order.buyer?.vip', 'boolean | null'],
  ['filter order.buyer.vip\n let seen = order.buyer.vip', 'true'],
  ['filter order.note?.contains(\'x\')\n let seen = order.note', 'string'],
  // What a case of `route` rules out, and what it leaves.
  ['route { when order.note == null { skip } }\n let seen = order.note', 'string'],
  ['route { when order.note == null { log "x" } }\n let seen = order.note', 'string | null'],
  ['route { when order.id > 1 { log "x" } when order.note == null { skip } }\n let seen = order.note', 'string | null'],
  ['route all { when order.id > 1 { log "x" } when order.note == null { skip } }\n let seen = order.note', 'string'],
  ['route { when order.note != null { let seen = order.note } }', 'string'],
  ['route { when order.note == null { skip } else { let seen = order.note } }', 'string'],
  // A name of its own is narrowed as a path is.
  ['let note = order.note\n filter note != null\n let seen = note', 'string'],
  ['call shop.find(order.id) as person\n let seen = person', 'Person | null'],
  ['call shop.find(order.id) as person\n filter person != null\n let seen = { person }', '{ person: Person }'],
  ['cache people = shop.list() by note\n let note = order.note ?? \'\'\n filter people[note] != null\n let seen = people[note]', 'Order'],
  // What changes is only certain within one expression.
  ['store seenBefore: { [string]: integer } scope run\n filter seenBefore[\'a\'] != null\n let seen = seenBefore[\'a\']', 'integer | null'],
  ['store seenBefore: { [string]: integer } scope run\n let seen = seenBefore[\'a\'] != null ? seenBefore[\'a\'] : 0', 'integer'],
  // A parameter of a lambda is another thing than the name that it hides.
  ['filter order.note != null\n let seen = [order, null].map(order => order?.note)', '(string | null)[]'],
  ['let seen = order.lines.map(l => l.sku).filter(s => s != null)', 'string[]'],
  ['filter order.buyer != null\n let seen = order.lines.map(l => order.buyer.name)', 'string[]'],
  // Objects of a union, told apart by a field.
  ["call shop.next() as e\n let seen = e.what.kind == 'sold' ? e.what.price : 0", 'integer'],
  ["call shop.next() as e\n filter e.what.kind != 'sold' && e.what.kind != 'lost'\n let seen = e.what.to", 'string'],
  ["call shop.next() as e\n let seen = match e.what.kind { 'sold' -> e.what.price, 'moved' -> e.what.to, 'lost' -> e.what.why }", 'integer | string | null'],
  ["call shop.next() as e\n filter e.what.kind in ['sold', 'lost']\n let seen = e.what.kind == 'lost' ? '' : e.what.price", "'' | integer"],
  ["call shop.next() as e\n route { when e.what.kind == 'moved' { skip } when e.what.kind == 'lost' { skip } }\n let seen = e.what.price", 'integer'],
  // What the cases before one have left.
  ["route { when order.id == 1 { skip } when order.state == 'open' { skip } when order.state == 'open' { skip } else { let seen = order.state } }", "'paid' | 'gone'"],
  ["route { when order.note == null { skip } else { let seen = order.note } }", 'string'],
  ["route all { when order.note == null { skip } else { let seen = order.note } }", 'string | null'],
  ["route { when order.note != null { skip } when order.id > 1 { let seen = order.note } }", 'null'],
  ["call shop.next() as e\n route { when e.what.kind == 'moved' { skip } when e.what.kind == 'lost' { skip } else { let seen = e.what.price } }", 'integer'],
  // Names of several ways, and of `try`.
  ["route { when order.id > 1 { let name = 'a' } else { let name = order.note } }\n let seen = name", 'string | null'],
  ['try { call shop.find(1) as person } catch error { reject "x" }\n let seen = person', 'Person | null'],
  ['try { let name = order.id } catch error { let seen = name }', 'integer | null'],
  ['each order.lines as line\n let seen = line', 'Line'],
  ['each order.lines as line { yield line.quantity } as all\n let seen = all', 'integer[]'],
  ['batch 10 as some\n let seen = some.map(s => s.order.id)', 'integer[]'],
  ['let note = order.note\n group order.state as g\n let seen = g.values.map(v => v.note)', '(string | null)[]'],
  ['group order.state as g\n let seen = g.values.first().order', 'Order'],
];

describe('a value is known better', () => {
  let workspace: TestWorkspace;

  beforeAll(async () => {
    const flows = cases.map(([steps], index) => `flow f${index} {\n use shop = shop.main\n from shop.list() as order\n ${steps}\n}`);
    workspace = await workspaceOf({ '/shop.connector': shop, '/test.flow': flows.join('\n') });
  });

  it.each(cases)('%s: %s', (steps, type) => {
    const { value, parserErrors } = workspace.document('/test.flow').parseResult;
    expect(parserErrors.map((error) => error.message)).toEqual([]);
    const flow = documentSymbols(value).flows.get(`f${cases.findIndex(([one]) => one === steps)}`)!;
    let found = '';
    walk(flow, (node) => { if (isLetStep(node) && node.name === 'seen') found = typeText(workspace.semantics.types.typeOf(node.value)); });
    expect(found).toBe(type);
  });
});
