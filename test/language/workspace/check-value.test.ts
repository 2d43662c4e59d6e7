import { beforeAll, describe, expect, it } from 'vitest';
import { checkJson, checkValue } from '../../../language/workspace/check-value.ts';
import { type TestWorkspace, workspaceOf } from '../../support/language.ts';

const fields = `
    store: string @pattern('^[a-z][a-z0-9-]*$') @example('acme') @maxLength(8)
    count: integer @min(1) @max(250)
    price: decimal?
    ratio: number
    on: boolean
    day: date = '2026-01-01'
    at: datetime
    pause: duration
    region: 'eu' | 'us' | 3
    mixed: string | integer
    list: string[]
    whole: { a: integer }
    free: any
    bad: string @pattern('(')`;

// What a person types, and the problem or the value.
const typed: readonly (readonly [field: string, text: string, outcome: { problem: string } | { value: unknown } | object])[] = [
  ['store', 'acme', { value: 'acme' }],
  ['store', 'Acme', { problem: 'It should match ^[a-z][a-z0-9-]*$, such as acme.' }],
  ['store', 'acme-acme-acme', { problem: 'It has 14 characters, and 8 are allowed.' }],
  ['store', '', { problem: 'A value is needed.' }],
  ['count', '12', { value: 12 }],
  ['count', '12.5', { problem: 'A whole number is needed, such as 12.' }],
  ['count', '0', { problem: 'At least 1 is needed.' }],
  ['count', '251', { problem: 'At most 250 is allowed.' }],
  ['price', '', {}],
  ['price', '12.5', { value: 12.5 }],
  // Digits that a JSON number would lose stay a text.
  ['price', '12.50', { value: '12.50' }],
  ['price', 'x', { problem: 'A number is needed, such as 12.5.' }],
  ['ratio', '1e3', { value: 1000 }],
  ['on', 'true', { value: true }],
  ['on', 'yes', { problem: 'true or false is needed.' }],
  ['day', '', {}],
  ['day', '2026-02-28', { value: '2026-02-28' }],
  ['day', '2026-02-30', { problem: 'A date such as 2026-01-31 is needed, not "2026-02-30".' }],
  ['at', '2026-01-05T10:00:00+01:00', { value: '2026-01-05T10:00:00+01:00' }],
  ['at', 'noon', { problem: 'A time such as 2026-01-31T10:00:00Z is needed, not "noon".' }],
  ['pause', '15m', { value: '15m' }],
  ['pause', '15 minutes', { problem: 'A duration such as 15m is needed, not "15 minutes".' }],
  ['region', 'eu', { value: 'eu' }],
  ['region', '3', { value: 3 }],
  ['region', 'asia', { problem: "\"asia\" is none of 'eu' | 'us' | 3." }],
  ['mixed', '7', { value: '7' }],
  ['list', '["a"]', { value: ['a'] }],
  ['list', '[1]', { problem: 'A text is needed, not 1.' }],
  ['list', 'a', { problem: 'This is no JSON. string[] is needed.' }],
  ['whole', '{ "a": 1 }', { value: { a: 1 } }],
  ['free', 'text', { value: 'text' }],
  ['free', '[1]', { value: [1] }],
  // The pattern is the connector's mistake, not the person's.
  ['bad', 'x', { value: 'x' }],
];

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await workspaceOf({ '/c.connector': `connector c {\n settings {${fields}\n }\n}`, '/x.flow': '' });
  expect(workspace.document('/c.connector').parseResult.parserErrors.map((error) => error.message)).toEqual([]);
});

const field = (name: string) => workspace.semantics.index.connector('c', workspace.document('/x.flow'))!.settings.get(name)!;

describe('what is typed into a form', () => {
  it.each(typed)('%s = %j', (name, text, outcome) => {
    expect(checkValue(field(name), text, workspace.semantics.types)).toEqual(outcome);
  });
});

const check = (name: string, value: Parameters<typeof checkJson>[1]): string | undefined => checkJson(field(name), value, workspace.semantics.types);

it('what stands in patchbay.json is checked by type', () => {
  expect([check('store', 'acme'), check('count', 3), check('price', null), check('on', false)]).toEqual([undefined, undefined, undefined, undefined]);
  expect(check('store', 3)).toBe('A text is needed, not 3.');
  expect(check('count', '3')).toBeUndefined();
  expect(check('count', 'three')).toBe('A whole number is needed, not "three".');
  expect(check('store', null)).toBe('A value is needed, not null.');
});
