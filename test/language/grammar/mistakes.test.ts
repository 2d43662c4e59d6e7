import { expect, test } from 'vitest';
import { deleted, everySample, inserted, judge } from './mistakes.ts';
import { parse, seeded } from './support.ts';

const seed = Math.floor(Math.random() * 2 ** 31);

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
