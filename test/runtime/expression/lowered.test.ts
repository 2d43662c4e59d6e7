import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorkspace, lowerFlow } from '#language';
import { builtins, parsePlan, type Expr, type Plan } from '#plan';
import { beforeAll, describe, expect, test } from 'vitest';
import { compile, equal } from '../../../runtime/expression/index.ts';
import { parseJson, stringifyJson } from '../../../runtime/json/index.ts';
import { frame } from '../../support/evaluate.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

// From the text of a flow through grammar, checker, lowering and the plan's parser to a value.

const folder = '/work';

/** The plan of the flow `example` of a workspace with these files. */
async function planOf(files: Record<string, string>): Promise<Plan> {
  const memory = new MemoryFiles(Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text])));
  const plan = lowerFlow(await loadWorkspace(folder, () => memory), { name: 'example' });
  if (Array.isArray(plan)) throw new Error(plan.map((finding) => `${finding.file}:${finding.line} ${finding.message}`).join('\n'));
  return parsePlan(JSON.parse(JSON.stringify(plan)));
}

/** The values that the flow's `let` and `map` steps bind, each seeing those before it. */
function run(plan: Plan, record: Record<string, unknown>): Record<string, unknown> {
  const names = frame(record);
  for (const step of plan.flow?.steps ?? []) if (step.kind === 'bind') names.record[step.name] = compile(step.value, plan.functions)(names);
  return names.record;
}

function flow(lines: string[], before = ''): string {
  return `${before}\nflow example {\n  from [1] as one\n${lines.map((line) => `  ${line}`).join('\n')}\n}\n`;
}

describe('the examples of the catalogue, written in a flow', () => {
  const labels = builtins.map(({ on, name }) => `${on ?? 'global'}_${name}`);
  let values: Record<string, unknown>;
  let plan: Plan;

  beforeAll(async () => {
    plan = await planOf({ 'a.flow': flow(builtins.flatMap(({ example }, index) => [`let ${labels[index]} = ${example.code}`, `let wanted_${labels[index]} = ${example.value}`])) });
    values = run(plan, { one: 1 });
  }, 60_000);

  test.each(labels)('%s', (label) => {
    expect(stringifyJson(values[label])).toBe(stringifyJson(values[`wanted_${label}`]));
    expect(equal(values[label], values[`wanted_${label}`])).toBe(true);
  });

  test('the checker chose each function by the type it stands on', () => {
    for (const [index, builtin] of builtins.entries()) {
      if (builtin.on === undefined || builtin.on === 'any') continue;
      const step = plan.flow?.steps.find((one) => one.kind === 'bind' && one.name === labels[index]);
      expect([builtin.on, builtin.name, methodsIn(step)]).toEqual([builtin.on, builtin.name, expect.arrayContaining([`${builtin.on}.${builtin.name}`])]);
    }
  });
});

function methodsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'op' in node && node.op === 'method' ? [`${(node as Extract<Expr, { op: 'method' }>).on}.${(node as Extract<Expr, { op: 'method' }>).name}`] : [];
  return [...own, ...Object.values(node).flatMap(methodsIn)];
}

describe('expressions.flow of the language’s examples', () => {
  const golden = join(import.meta.dirname, '../../golden/examples');
  const files = Object.fromEntries(readdirSync(golden).filter((name) => name === 'expressions.flow' || name === 'patchbay.json' || name.endsWith('.connector')).map((name) => [name, readFileSync(join(golden, name), 'utf8')]));

  const line = "{ sku: 'A-1', quantity: 2, price: 9.50, discount: null }";
  const calls: [call: string, wanted: unknown][] = [
    ["operators(6, 4, null, [6, 8], [5])", expect.objectContaining({ access: [6, [3], 1], optional: [null, 5], negated: true, minus: -6, product: 5, sum: 9, compared: true, member: true, equal: false, fallback: 'none', choice: 'more', lambda: [7, 9], two: 14 })],
    ["literals('a@example.com', { k: 'v' })", expect.objectContaining({ decimal: 2.5, durations: ['500ms', '30s', '15m', '2h', '90d'], single: "it's C:\\docs, \u{1F600}", double: "tab\tquote \" brace { \u{1F600}", 'x-quoted': [1, 2, 3], email: 'a@example.com', rest: { k: 'v' }, k: 'v', template: '{ "query": "{ shop { name } }", "first": 2 }' })],
    ["literals(null, {})", expect.not.objectContaining({ email: expect.anything() })],
    ["statusLetter('open')", 'O'], ["statusLetter('shipped')", 'P'], ["statusLetter('cancelled')", 'X'], ["levelName(-1)", 'none'], ['levelName(null)', 'unknown'],
    ["ofText('ab-12')", expect.objectContaining({ length: 5, cases: ['ab-12', 'AB-12', 'ab-12', 'ab-12', 'ab-12'], parts: ['ab', 'ab-12', 'ab-'], padded: ['000ab-12', 'ab-12   '], parsed: [1, 1.5, 1000, true, { a: 1 }], times: ['2026-01-05', '2026-01-05T10:00:00Z'] })],
    ["ofNumber(1234.565)", { rounded: [1234.57, 1234, 1235, 1234.565], texts: ['1,234.57', '1234.565'], others: [1234, 1234.565, 1234.565] }],
    ["ofTime('2026-01-05T10:00:00Z'.datetime())", expect.objectContaining({ texts: ['5 January 2026', '2026-01-05T10:00:00Z'], epoch: [1_767_607_200, 1_767_607_200_000], parts: [2026, 1, 5, 1, 10, 0, 5] })],
    [`ofList([${line}], [3, 1])`, expect.objectContaining({ length: 1, found: ['A-1', 'A-1', 'A-1'], numbers: [4, 1, 3, 1], grouped: [{ sku: 'A-1', lines: 1 }], zipped: [['a', 3], ['b', 1]], joined: 'A-1' })],
    ['ofObject({ a: 1, b: 2 })', expect.objectContaining({ keys: ['a', 'b'], entries: [['a=1', 'b=2'], { a: 1, b: 2 }], merged: { extra: 1 }, read: 1 })],
    ["ofBytes('x'.bytes(), 'key')", expect.objectContaining({ header: 'Basic dXNlcjprZXk=', coded: ['78', 'eA==', expect.stringMatching(/^[0-9a-f]{64}$/), expect.any(String), expect.any(String)] })],
    ["words(3, 'k', ['k', 'z'], { from: 'f', match: 1 })", { limit: 3, key: 'k', from: 'f', match: 1, filter: ['z'], reject: 0, input: 3 }],
  ];

  let values: Record<string, unknown>;

  beforeAll(async () => {
    const steps = calls.map(([call], index) => `let found${index}: any = ${call}`);
    values = run(await planOf({ ...files, 'example.flow': flow(steps, "import './expressions.flow'") }), { one: 1 });
  }, 60_000);

  test.each(calls.map(([call, wanted], index) => [call, index, wanted] as const))('%s', (_call, index, wanted) => {
    expect(JSON.parse(stringifyJson(values[`found${index}`]))).toEqual(wanted);
  });
});

describe('a field’s text becomes what its type says where it is used, and stays as it is where it is passed on', () => {
  const connector = "connector shop {\n  title 'Shop'\n  version 1.0.0\n  base 'https://shop.example'\n  entity Order { id: integer @key, total: decimal, at: datetime, day: date? @format('yyyyMMdd'), paid: boolean @format('T', 'F'), lines: { price: decimal }[] }\n"
    + "  endpoint listOrders(): Order[] { GET '/orders' records body.orders }\n}\n";
  const workspace = '{ "instances": { "acme": { "connector": "shop" } } }';
  const order = parseJson('{"id": 12345678901234567890, "total": "12.50", "at": "2026-01-05T10:00:00+01:00", "day": "20260105", "paid": "T", "lines": [{"price": "9.50"}, {"price": "10.00"}]}');

  const uses: [source: string, wanted: string][] = [
    ['order.total * 2', '25.00'], ['order.total > 12', 'true'], ['order.total', '"12.50"'], ['order', stringifyJson(order)], ['order.id', '12345678901234567890'], ['order.id + 1', '12345678901234567891'], ['order.at.epochSeconds()', '1767603600'],
    ["order.at < '2026-01-05T10:00:00Z'.datetime()", 'true'], ['order.day?.iso()', '"2026-01-05"'], ['order.paid && true', 'true'], ['order.at + 1h', '"2026-01-05T11:00:00+01:00"'], ['"{order.total}"', '"12.50"'],
    ['order.lines.map(l => l.price * 2).sum()', '39.00'],
  ];
  let values: Record<string, unknown>;

  beforeAll(async () => {
    const text = `flow example {\n  use shop = shop.acme\n  from shop.listOrders() as order\n${uses.map(([source], index) => `  let found${index} = ${source}\n`).join('')}}\n`;
    values = run(await planOf({ 'shop.connector': connector, 'patchbay.json': workspace, 'a.flow': text }), { order });
  }, 60_000);

  test.each(uses.map(([source, wanted], index) => [source, wanted, index] as const))('%s is %s', (_source, wanted, index) => {
    expect(stringifyJson(values[`found${index}`])).toBe(wanted);
  });
});
