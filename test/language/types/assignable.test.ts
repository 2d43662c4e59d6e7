import { beforeAll, describe, expect, it } from 'vitest';
import { isMapStep } from '../../../language/generated/ast.ts';
import { documentSymbols } from '../../../language/references/document-symbols.ts';
import { walk } from '../../../language/references/walk.ts';
import { mismatch, mismatchText } from '../../../language/types/assignable.ts';
import { type TestWorkspace, workspaceOf } from '../../support/language.ts';

const shop = `connector shop {
  entity Person { id: integer @key, name: string, email: string? }
  entity Order {
    id: integer @key
    code: string @key @writable
    number: string @readOnly
    state: 'open' | 'paid' = 'open'
    total: decimal
    placed: datetime
    due: date?
    buyer: Person?
    lines: Line[]
    tags: { [string]: string }
  }
  entity Line { id: integer @key, sku: string, quantity: integer }
  entity Loose open { name: string }
  endpoint list(): Order[] { GET '/x' records body }
}`;
const whole = "code: 'c', total: 1, placed: '2026-01-05T10:00:00Z', lines: [], tags: { }";

// `map x: T = value`: why the value does not fit, or nothing.
const cases: readonly (readonly [type: string, value: string, reason: string | undefined])[] = [
  ['shop.Order', 'order', undefined],
  ['shop.Person', 'order.buyer', 'the value may be null, and shop.Person is needed'],
  ['shop.Person?', 'order.buyer', undefined],
  ['string', 'order.id', 'integer does not fit: string is needed'],
  ['decimal', 'order.id', undefined],
  ['integer', 'order.total', 'decimal does not fit: integer is needed'],
  ['number', '2.5', undefined],
  ['number', 'order.total', undefined],
  ['decimal', '2.5.number()', 'number does not fit: decimal is needed'],
  ["'open' | 'paid'", 'order.state', undefined],
  ["'open'", 'order.state', "'open' | 'paid' does not fit: 'open' is needed"],
  ["'open' | 'paid'", "'gone'", "'gone' does not fit: 'open' | 'paid' is needed"],
  ['string', 'order.state', undefined],
  ['date', "'2026-01-05'", undefined],
  ['date', "'5.1.2026'", "'5.1.2026' is no date such as 2026-01-31"],
  ['datetime', "'2026-13-01T00:00:00Z'", "'2026-13-01T00:00:00Z' is no time such as 2026-01-31T10:00:00Z"],
  ['datetime', 'order.number', undefined],
  ['datetime', 'order.due ?? today()', undefined],
  ['date', 'order.placed', 'datetime does not fit: date is needed'],
  ['string[]', "order.lines.map(l => l.sku)", undefined],
  ['string[]', "order.lines.map(l => l.quantity)", 'integer does not fit in `[]`: string is needed'],
  ["('a' | 'b')[]", "order.lines.map(l => 'a')", undefined],
  ["('a' | 'b')[]", "order.lines.map(l => l.quantity > 1 ? 'a' : 'c')", "'a' | 'c' does not fit in `[]`: 'a' | 'b' is needed"],
  ['{ [string]: integer }', '{ a: 1, b: 2 }', undefined],
  ['{ [string]: integer }', "{ a: 1, b: 'x' }", "'x' does not fit in `b`: integer is needed"],
  ['any', 'order', undefined],
  // What may be written has no read-only field, and no key but a writable one.
  ['input shop.Order', `{ ${whole} }`, undefined],
  ['input shop.Order', `{ ${whole}, state: 'gone' }`, "'gone' does not fit in `state`: 'open' | 'paid' is needed"],
  ['input shop.Order', "{ code: 'c', total: 1 }", 'the fields `placed`, `lines`, `tags` are missing'],
  ['input shop.Order', `{ ${whole}, id: 1 }`, '`id` is no field of input shop.Order'],
  ['input shop.Order', `{ ${whole.replace('[]', "[{ sku: 'a', quantity: 1 }]")} }`, undefined],
  ['input shop.Order', `{ ${whole.replace('[]', "[{ id: 3, sku: 'a', quantity: 1 }]")} }`, undefined],
  ['input shop.Order', `{ ${whole.replace('[]', "[{ sku: 'a' }]")} }`, 'the field `quantity` is missing in `lines[]`'],
  ['input shop.Order', `{ ${whole}, buyer: { name: 'Ada', nick: 'a' } }`, '`buyer.nick` is no field of Person'],
  ['input shop.Order', `{ ${whole}, due: null }`, undefined],
  ['input shop.Order', `{ ${whole}, due?: order.due }`, undefined],
  ['input shop.Order', 'order', undefined],
  ['partial shop.Order', '{ total: 2 }', undefined],
  ['partial shop.Order', '{ totl: 2 }', '`totl` is no field of partial shop.Order'],
  ['shop.Loose', "{ name: 'a', other: 1 }", undefined],
  ['shop.Person', "{ id: 1, name: order.buyer?.name }", 'the value may be null in `name`, and string is needed'],
  ['shop.Person', "{ id: 1, name?: order.buyer?.name }", 'the field `name` is missing'],
  ['{ a: string, b: integer? }', "{ a: 'x' }", undefined],
  ['{ a: string, b: integer? }', "{ ...order.tags, a: 'x' }", undefined],
];

describe('a value fits', () => {
  let workspace: TestWorkspace;

  beforeAll(async () => {
    const flows = cases.map(([type, value], index) => `flow f${index} { use s = shop.main\n from s.list() as order\n map x: ${type} = ${value} }`);
    workspace = await workspaceOf({ '/shop.connector': shop, '/test.flow': flows.join('\n') });
  });

  it.each(cases)('%s = %s: %s', (type, value, reason) => {
    const { types } = workspace.semantics;
    const root = workspace.document('/test.flow').parseResult;
    expect(root.parserErrors.map((error) => error.message)).toEqual([]);
    const flow = documentSymbols(root.value).flows.get(`f${cases.findIndex((one) => one[0] === type && one[1] === value)}`)!;
    let found: string | undefined = 'not found';
    walk(flow, (node) => {
      if (!isMapStep(node)) return;
      const problem = mismatch(types.typeOf(node.value), types.declaredType(node.type));
      found = problem && mismatchText(problem);
    });
    expect(found).toBe(reason);
  });
});

it('entities that name one another are compared without end', async () => {
  const workspace = await workspaceOf({
    '/a.connector': 'connector a { entity Tree { name: string, children: Tree[] } entity Other { name: string, children: Other[], size: integer } }',
    '/test.flow': 'function f(t: a.Tree, o: a.Other): any = [t, o]',
  }, { reuse: true });
  const connector = workspace.semantics.index.connector('a', workspace.document('/test.flow'))!;
  const [tree, other] = ['Tree', 'Other'].map((name) => workspace.semantics.types.entityType(connector.entities.get(name)!));
  expect(mismatch(other!, tree!)).toBeUndefined();
  expect(mismatchText(mismatch(tree!, other!)!)).toBe('the field `size` is missing');
});
