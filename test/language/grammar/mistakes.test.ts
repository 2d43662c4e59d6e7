import { expect, test } from 'vitest';
import { deleted, everySample, inserted, judge } from './mistakes.ts';
import { seed } from '../../support/seed.ts';
import { parse, seeded } from './support.ts';


test.each([['deleted', deleted, 200], ['put in', inserted, 300]] as const)('a token %s is said near it and in two words, and touches no other declaration', (_, mistakes, count) => {
  console.log(`mistakes: seed ${seed}`);
  const random = seeded(seed);
  const found = judge(Array.from({ length: count }, () => {
    const sample = everySample[Math.floor(random() * everySample.length)]!;
    const all = mistakes(sample);
    return all[Math.floor(random() * all.length)]!;
  }));
  expect(found.tooMany).toEqual([]);
  expect(found.lost).toEqual([]);
  expect(found.near).toBeGreaterThan(0.9);
}, 120_000);

const endpoints = (text: string): unknown => {
  const [connector] = (parse('connector', text).value as unknown as { items: { members: { $type: string; name?: string }[] }[] }).items;
  return connector!.members.filter(({ $type }) => $type === 'Endpoint').map(({ name }) => name);
};

test.each([
  'upsert {', 'upsert { find', 'upsert { find list(id: a.', 'upsert { find list(id: a.id) as found create', 'upsert {\n      find list(id: a.id) as found\n      create make(a)\n      update',
])('the endpoints after a half-typed `%s` are there', (typed) => {
  for (const end of ['\n  }\n', '\n    }\n  }\n', '\n']) {
    const text = `connector c {\n  entity A { id: integer @key }\n\n  endpoint put(a: A): A {\n    PUT '/a'\n    ${typed}${end}\n  endpoint list(id: integer): A[] {\n    GET '/a'\n  }\n\n  endpoint make(a: A): A { POST '/a' body a result body }\n}\n`;
    expect(endpoints(text)).toEqual(['put', 'list', 'make']);
  }
});

test.each([
  ['connector', `entity connector shop {\n  settings { region: string }\n  endpoint list(): string[] { GET '/a' }\n}\n`, ['Settings', 'Endpoint list']],
  ['connector', `endpoint connector shop-two {\n  settings { region: string }\n\n  entity A { id: integer @key }\n}\n`, ['Settings', 'Entity A']],
] as const)('what a %s declares is there behind a word too many before it', (language, text, declared) => {
  const { value, errors } = parse(language, text);
  const [connector] = (value as unknown as { items: { members: { $type: string; name?: string }[] }[] }).items;
  expect(connector!.members.map(({ $type, name = '' }) => `${$type} ${name}`.trim())).toEqual(declared);
  expect(errors).toHaveLength(1);
});

test('a test is there behind a word too many before it', () => {
  const { value, errors } = parse('flow', `flow test 'paid' for move {\n  expect read == 3\n}\n\nflow move() {\n  log 'a'\n}\n`);
  expect((value as unknown as { items: { $type: string }[] }).items.map(({ $type }) => $type)).toEqual(['Test', 'Flow']);
  expect(errors.length).toBeLessThanOrEqual(2);
});
