import { beforeAll, describe, expect, it } from 'vitest';
import { documentSymbols } from '../../../language/references/document-symbols.ts';
import { typeText } from '../../../language/types/text.ts';
import { type TestWorkspace, workspaceOf } from '../../support/language.ts';

const shop = `
connector shop {
  entity Customer { id: integer @key, email: string?, name: string }
  entity Order {
    id: integer @key
    number: string @readOnly
    status: 'open' | 'paid'
    total: decimal
    placed: datetime
    weight: number?
    customer: Customer?
    lines: Line[]
    tags: { [string]: string }
  }
  entity Line { sku: string?, quantity: integer }
  entity Loose open { id: string }
}`;
const parameters = 'order: shop.Order, loose: shop.Loose, maybe: string?, list: integer[], words: string[], mixed: (string | null)[], whole: integer, part: decimal, num: number, flag: boolean, at: datetime, row: { [string]: integer }, raw: any, kind: \'a\' | \'b\' | null';

const cases: Record<string, readonly (readonly [expression: string, type: string])[]> = {
  literals: [
    ["'a'", "'a'"], ['12', '12'], ['2.50', '2.50'], ['-3', '-3'], ['true', 'true'], ['null', 'null'], ['15m', 'duration'], ['"x {whole}"', 'string'],
    ['[1, 2]', 'integer[]'], ["['a', null]", '(string | null)[]'], ['[]', 'never[]'], ['[...list, 1]', 'integer[]'],
    ["{ a: 1, 'x-y': maybe, b?: maybe }", "{ a: integer, 'x-y': string | null, b: string? }"], ['{ flag, ...order.customer }', '{ flag: boolean, id: integer?, email: string?, name: string? }'],
  ],
  operators: [
    ['whole + 1', 'integer'], ['whole + part', 'decimal'], ['part + num', 'number'], ['whole / 2', 'decimal'], ['whole % 2', 'integer'], ["'a' + maybe", 'string'],
    ['(row[maybe ?? ""] ?? 0) + part', 'decimal'], ['at - at', 'duration'], ['at + 2h', 'datetime'], ['15m * 2', 'duration'], ['whole < 3', 'boolean'], ['!flag', 'boolean'],
    ['-part', 'decimal'], ['1 in list', 'boolean'], ["maybe ?? 'none'", 'string'], ["flag ? 'a' : 2", "'a' | 2"], ["maybe ?? reject \"no\"", 'string'], ['raw + 1', 'any'],
  ],
  members: [
    ['order.total', 'decimal'], ['order.customer', 'Customer | null'], ['order.customer?.email', 'string | null'], ['order.customer?.name', 'string | null'],
    ['order.customer.name', 'string'], ['order.lines[0]', 'Line | null'], ['order.lines[0]?.quantity', 'integer | null'], ["order['status']", "'open' | 'paid'"],
    ['order.tags.colour', 'string | null'], ["order.tags['colour']", 'string | null'], ['loose.id', 'string'], ['loose.whatever', 'any'], ['raw.a.b', 'any'],
    ['order.nothing', 'any'], ['maybe.length', 'integer'], ['maybe?.length', 'integer | null'], ['order.lines.length', 'integer'],
  ],
  chains: [
    // What follows a `?.` is passed over with it, as in TypeScript.
    ["maybe?.split('/').last()", 'string | null'], ["maybe?.split('/').length", 'integer | null'], ["(maybe?.split('/')).length", 'integer'],
    ['order.customer?.email?.nonEmpty()', 'string | null'], ['order.customer?.name.upper()', 'string | null'],
  ],
  methods: [
    ["maybe.upper()", 'string'], ["'1'.integer()", 'integer'], ['at.date()', 'date'], ['part.round(2)', 'decimal'], ['whole.round(2)', 'integer'], ['raw.upper()', 'string'],
    ['words.join()', 'string'], ['words.first()', 'string | null'], ['[1, 2].first()', 'integer'], ['list.sum()', 'integer'], ['list.max()', 'integer | null'],
    ['list.contains(2)', 'boolean'], ['row.keys()', 'string[]'], ['row.values()', 'integer[]'], ['row.entries()', '{ key: string, value: integer }[]'],
    ["row.get('a')", 'integer | null'], ['order.json()', 'string'], ['uuid()', 'string'], ['now().plus(2h)', 'datetime'], ["'x'.bytes().sha256().hex()", 'string'],
    ['order.unknown()', 'any'], ["words.zip(list)", '(string | integer)[][]'],
  ],
  lambdas: [
    ['list.map(x => x + 1)', 'integer[]'], ["list.map(x => 'a')", 'string[]'], ['list.map((x, i) => { x, i })', '{ x: integer, i: integer }[]'], ['list.filter(x => x > 1)', 'integer[]'],
    ['order.lines.map(l => l.sku)', '(string | null)[]'], ['order.lines.find(l => l.quantity > 1)?.sku', 'string | null'], ['order.lines.any(l => l.quantity > 1)', 'boolean'],
    ['list.reduce((total, x) => total + x, 0)', 'integer'], ["list.reduce((text, x) => text + x.string(), '')", 'string'],
    ['order.lines.groupBy(l => l.sku)', '{ key: string | null, values: Line[] }[]'], ['order.lines.groupBy(l => l.quantity).map(g => g.values.length)', 'integer[]'],
    ['order.lines.indexBy(l => l.sku)', '{ [string]: Line }'], ["order.lines.indexBy(l => l.sku)['a']?.quantity", 'integer | null'],
    ['order.lines.flatMap(l => [l.quantity])', 'integer[]'], ['words.map(w => words.map(v => v.length))', 'integer[][]'], ['raw.map(x => x.y)', 'any[]'],
    ['x => x', '(x: any) => any'],
  ],
  objects: [
    ["{ a: 1, b: maybe }.pick('a')", '{ a: integer }'], ["{ a: 1, b: maybe }.omit(['a'])", '{ b: string | null }'], ['{ a: 1 }.merge({ b: maybe })', '{ a: integer, b: string | null }'],
    ["{ a: 1 }.get('a')", 'integer | null'], ['row.merge({ extra: 1 })', '{ [string]: integer }'], ['{ a: 1, b: 2 }.values()', 'integer[]'],
  ],
  match: [
    ["match kind { 'a' -> 1, 'b' -> 2, null -> 0 }", '1 | 2 | 0'], ["match order.status { 'open' -> 'O', else -> null }", "'O' | null"], ["match kind { 'a' -> kind, else -> 'c' }", "'a' | 'c'"],
    ["match kind { null -> 'n', else -> kind }", "'n' | 'a' | 'b'"],
  ],
};

// All of them are functions of one file: a workspace is built once.
let workspace: TestWorkspace;
const all = Object.values(cases).flat().map(([expression]) => expression);

beforeAll(async () => {
  workspace = await workspaceOf({ '/shop.connector': shop, '/test.flow': all.map((expression, index) => `function f${index}(${parameters}): any = ${expression}`).join('\n') });
});

describe.each(Object.entries(cases))('the type of %s', (_, rows) => {
  it.each(rows)('%s is %s', (expression, type) => {
    const { value, parserErrors } = workspace.document('/test.flow').parseResult;
    expect(parserErrors.map((error) => error.message)).toEqual([]);
    const body = documentSymbols(value).functions.get(`f${all.indexOf(expression)}`)?.body;
    expect(typeText(workspace.semantics.types.typeOf(body))).toBe(type);
  });
});
