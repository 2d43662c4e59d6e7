import { type AstNode, type CstNode, isCompositeCstNode } from 'langium';
import { expect, test } from 'vitest';
import { cutLines, deletions, survival } from './damage.ts';
import { everySample, inserted } from './mistakes.ts';
import { languageServices, parse, seeded, shape } from './support.ts';

test.each([
  ['a token deleted', deletions, 0.98],
  ['the rest of a line cut off', cutLines, 0.985],
] as const)('a file with %s keeps nearly all of its declarations, with one error', (_, damage, floor) => {
  const random = seeded(7);
  const all = damage();
  const found = survival(all.filter(() => random() < 120 / all.length));
  expect(found.cases).toBeGreaterThan(90);
  expect(found.kept).toBeGreaterThan(floor);
  expect(found.medianErrors).toBeLessThanOrEqual(1);
}, 60_000);

const items = (language: 'connector' | 'flow', text: string): unknown[] => (shape(parse(language, text).value) as { items?: unknown[] }).items ?? [];
const namesOf = (list: unknown): string[] => (list as { $type: string; name?: string }[]).map(({ $type, name }) => name ?? $type);

const HALF_TYPED = [
  ['a dot', 'let x = order.', 'order.'],
  ['a value', 'let x =', 'x'],
  ['a call', 'from shop.listOrders(', 'FromStep'],
  ['an argument', 'call erp.find(email: order.', 'CallStep'],
  ['an interpolation', 'log info "x {order.', 'LogStep'],
  ['a text', 'log info "x', 'LogStep'],
  ['a type', 'map sale:', 'sale'],
  ['an instance', 'use erp = ledger.', 'erp'],
  ['a connector', 'use erp =', 'erp'],
  ['a condition', 'filter order.total >', 'FilterStep'],
  ['an object', 'map sale: erp.Sale = { a: 1,', 'sale'],
  ['a lambda', 'let y = list.map(l =>', 'y'],
  ['a match', 'let y = match order.', 'y'],
] as const;

test.each(HALF_TYPED)('a step with %s still to type is in the tree, and so are the steps around it', (_, typed, kept) => {
  const [flow] = items('flow', `flow one {\n  use shop = shopify.acme\n  ${typed}\n  filter order.paid\n  send shop.create(order)\n}\n\nflow two {\n  skip\n}\n`);
  const steps = namesOf((flow as { steps: unknown[] }).steps);
  expect(steps.slice(-2)).toEqual(['FilterStep', 'SendStep']);
  expect(steps).toHaveLength(4);
  if (!kept.endsWith('.')) expect(steps[1]).toBe(kept);
});

test('a member access without its name is in the tree, so that completion knows what is before the dot', () => {
  const [flow] = items('flow', 'flow f {\n  filter order.customer?.\n  skip\n}');
  expect(flow).toMatchObject({ steps: [{ $type: 'FilterStep', condition: { $type: 'MemberAccess', dangling: '?.', target: { member: 'customer' } } }, { $type: 'SkipStep' }] });
});

test('what a half-typed text interpolates is in the tree', () => {
  const [flow] = items('flow', 'flow f {\n  log info "{order.name} of {order.customer.\n  skip\n}');
  expect(flow).toMatchObject({ steps: [
    { $type: 'LogStep', value: { $type: 'InterpolatedText', parts: [{ value: { member: 'name' } }, { text: ' of ' }, { value: { $type: 'MemberAccess', dangling: '.', target: { member: 'customer' } } }] } },
    { $type: 'SkipStep' },
  ] });
});

test('a block whose end is missing ends where the indentation says', () => {
  const [connector] = items('connector', 'connector c {\n  auth a {\n    secret key: string\n    header \'X\': key\n\n  check ping\n\n  endpoint ping(): any { GET \'/ping\' }\n}\n');
  expect(namesOf((connector as { members: unknown[] }).members)).toEqual(['a', 'Check', 'ping']);
});

test('a block whose beginning is missing keeps its members', () => {
  const [connector] = items('connector', 'connector c {\n  endpoint one(): A\n    GET \'/one\'\n    result body\n  }\n\n  endpoint two(): A {\n    GET \'/two\'\n  }\n}\n');
  expect(connector).toMatchObject({ members: [{ name: 'one', members: [{ $type: 'Request' }, { $type: 'Result' }] }, { name: 'two' }] });
});

test.each(['"', "'"])('a %s in the name of a connector does not take its brace, and with it its members', (quote) => {
  const text = `connector git-${quote}yard {\n  endpoint one(): any { GET '/one' }\n}\nentity Order { id: integer }\n`;
  expect(parse('connector', text).errors).toEqual([`1:15 This text has no end on its line: close it with \`${quote}\`.`]);
  const found = items('connector', text);
  expect(namesOf((found[0] as { members: unknown[] }).members)).toEqual(['one']);
  expect(namesOf(found)[1]).toEqual('Order');
  const partial = languageServices('connector').parser.Lexer.tokenize(text, { mode: 'partial' }).tokens;
  expect(partial.map(({ image }) => image)).toContain('{');
});

test('one error a line is shown', () => {
  const { errors } = parse('flow', 'flow f {\n  let = = = )\n  filter ] ] ]\n}\n');
  expect(errors.map(error => error.split(':')[0])).toEqual(['2', '3']);
});

test('an operation that recovery made up leaves what is around it where it is', () => {
  const found = items('connector', 'a limit\n  website e\nentity Order { id: integer }\n');
  expect(namesOf(found)).toEqual(['a', 'Order']);
});

test('whatever a place in a broken text leads to stands in the tree', () => {
  const { text } = everySample.find(({ name }) => name.endsWith('shopify.connector'))!;
  const outside = (broken: string): string[] => {
    const root = languageServices('connector').parser.LangiumParser.parse(broken).value;
    const found: string[] = [];
    const visit = (cst: CstNode): void => {
      let top: AstNode = cst.astNode;
      while (top.$container !== undefined) top = top.$container;
      if (top !== root) found.push(`${cst.text} of ${cst.astNode.$type}`);
      if (isCompositeCstNode(cst)) cst.content.forEach(visit);
    };
    visit(root.$cstNode!);
    return found;
  };
  expect(outside(text.replace('currency: string', 'currency:1 string').replace('default_address: Address?', 'default_address:\n Address?'))).toEqual([]);
  const random = seeded(11);
  const all = inserted(everySample.find(({ name }) => name.endsWith('examples/erp.connector'))!);
  for (const { text: broken, what } of all.filter(() => random() < 150 / all.length)) expect(outside(broken), what).toEqual([]);
}, 60_000);
