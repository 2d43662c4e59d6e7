import { beforeAll, describe, expect, it } from 'vitest';
import type { Call, MapStep } from '../../../language/generated/ast.ts';
import { isCall, isMapStep } from '../../../language/generated/ast.ts';
import { documentSymbols } from '../../../language/references/document-symbols.ts';
import { walk } from '../../../language/references/walk.ts';
import type { Conversion } from '../../../language/types/conversion.ts';
import { type TestWorkspace, workspaceOf } from '../../support/language.ts';

const shop = `connector shop {
  entity Order {
    id: integer @key
    placed: datetime
    seconds: datetime @format('epoch')
    day: date @format('yyyyMMdd')
    plain: date?
    yes: boolean @format('Y', 'N')
    flag: boolean
    text: string
    total: decimal
  }
  endpoint list(since: datetime? @format('epoch')): Order[] { GET '/x' records body }
}`;

// `map x: T = value`, what is done with the value.
const maps: readonly (readonly [type: string, value: string, conversions: string])[] = [
  // Records keep the texts that they have; a value of an expression becomes one by the field's format.
  ['{ a: datetime }', 'order.placed', ''],
  ['datetime', 'order.placed', 'string→datetime'],
  ['datetime', 'order.seconds', "string→datetime epoch"],
  ['datetime', 'now()', ''],
  ['datetime', "'2026-01-05'", 'string→datetime'],
  ['datetime', 'order.text', 'string→datetime'],
  ['datetime', 'order.plain ?? today()', 'date→datetime'],
  ['datetime', 'order.plain', 'string→date date→datetime'],
  ['date', 'order.day', 'string→date yyyyMMdd'],
  ['boolean', 'order.yes', 'string→boolean Y'],
  ['boolean', 'order.flag', ''],
  ['decimal', 'order.id', 'integer→decimal'],
  ['decimal', '1', 'integer→decimal'],
  ['number', 'order.total', 'decimal→number'],
  ['number', '2.5', ''],
  ['string', 'order.text', ''],
  ['any', 'order.placed', ''],
];

// What a member of a record, `{ at: T }`, gets.
const members: readonly (readonly [type: string, value: string, conversions: string])[] = [
  ['datetime', 'order.placed', ''],
  ['datetime', 'order.seconds', 'string→datetime epoch datetime→string'],
  ["datetime @format('epoch')", 'order.seconds', ''],
  ["datetime @format('epoch')", 'order.placed', 'string→datetime datetime→string epoch'],
  ['datetime', 'now()', 'datetime→string'],
  ["date @format('yyyyMMdd')", 'today()', 'date→string yyyyMMdd'],
  ["boolean @format('Y', 'N')", 'order.flag', 'boolean→string Y'],
  ["boolean @format('Y', 'N')", 'order.yes', ''],
  ['datetime', "'2026-01-05T00:00:00Z'", ''],
];

let workspace: TestWorkspace;
const text = (conversions: readonly Conversion[]): string => conversions.map(({ from, to, format }) => `${from}→${to}${format === undefined ? '' : ` ${format.pattern}`}`).join(' ');

const flow = (name: string, step: string): string => `flow ${name} { use s = shop.main\n from s.list() as order\n ${step} }`;

beforeAll(async () => {
  workspace = await workspaceOf({
    '/shop.connector': shop,
    '/test.flow': [
      ...maps.map(([type, value], index) => flow(`m${index}`, `map x: ${type} = ${value}`)),
      ...members.map(([type, value], index) => flow(`r${index}`, `map x: { at: ${type} } = { at: ${value} }`)),
      flow('call', "call s.list(since: order.placed)\n let used = order.seconds.plus(1h)"),
    ].join('\n'),
  });
});

function mapOf(name: string): MapStep {
  const root = workspace.document('/test.flow').parseResult;
  expect(root.parserErrors.map((error) => error.message)).toEqual([]);
  return documentSymbols(root.value).flows.get(name)!.steps.find(isMapStep)!;
}

describe('a value is converted where it is used or given a type', () => {
  it.each(maps)('%s = %s: %s', (type, value, conversions) => {
    const map = mapOf(`m${maps.findIndex((one) => one[0] === type && one[1] === value)}`);
    const { types } = workspace.semantics;
    expect(text(types.conversionsFor(map.value, types.declaredType(map.type)))).toBe(conversions);
  });
});

describe('a member of a record', () => {
  it.each(members)('%s = %s: %s', (type, value, conversions) => {
    const map = mapOf(`r${members.findIndex((one) => one[0] === type && one[1] === value)}`);
    const { types } = workspace.semantics;
    const entry = map.value.$type === 'ObjectLiteral' ? map.value.entries[0] : undefined;
    if (entry?.$type !== 'PairEntry') throw new Error('no entry');
    expect(text(types.conversionsFor(entry.value, types.expectedType(entry.value)!))).toBe(conversions);
  });
});

it('an argument becomes what its parameter is, and what a method stands on becomes a value', () => {
  const { types } = workspace.semantics;
  const calls: Call[] = [];
  walk(documentSymbols(workspace.document('/test.flow').parseResult.value).flows.get('call')!, (node) => { if (isCall(node)) calls.push(node); });
  const [, list, plus] = calls;
  expect(text(types.conversionsFor(list!.args[0]!.value, types.callTarget(list!)!.parameters[0]!.type))).toBe('string→datetime');
  const receiver = plus!.callee.$type === 'MemberAccess' ? plus!.callee.target : plus!.callee;
  expect(text(types.conversionsForUse(receiver))).toBe('string→datetime epoch');
});
