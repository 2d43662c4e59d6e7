// What a sample says of an entity, and that the entity takes the sample.
import { describe, expect, it } from 'vitest';
import type { LangiumDocument } from 'langium';
import { ast, describeSample, entityNameOf, entityTexts, longestSample as readAtMost, type PatchbayServices, planOfEndpoint, semanticsOf } from '#language';
import { longestSample } from '#server/protocol';
import { createWatch } from '../../../runtime/engine/declared/watch.ts';
import { parseJson } from '../../../runtime/json/index.ts';
import { differences, withWorkspace } from '../../support/marked-text.ts';
import { randomJson, seeded } from '../../support/random-json.ts';
import { seed } from '../../support/seed.ts';

function entities(sample: unknown, options: { name?: string; taken?: string[]; path?: string[] } = {}): string {
  const found = describeSample(typeof sample === 'string' ? sample : JSON.stringify(sample), options.name ?? 'Order', options.taken ?? [], options.path);
  return 'problem' in found ? found.problem : entityTexts(found.entities, '', '\n');
}

describe('the entity of a sample', () => {
  it('has the narrowest types that all values are of', () => {
    expect(entities({ id: 7, name: 'a', total: 12.5, share: 1e-3, paid: true, at: '2026-01-05T10:00:00Z', on: '2024-02-29', note: null, tags: [], more: {} }).split('\n')).toEqual([
      'entity Order {', '  id: integer @key', '  name: string', '  total: decimal', '  share: decimal', '  paid: boolean', '  at: datetime', '  on: date', '  note: any?', '  tags: any[]', '  more: { [string]: any }', '}',
    ]);
    // By its spelling, which JSON.parse would lose.
    expect(entities('{ "a": 10.00, "b": 1e3, "c": 9007199254740993 }')).toBe('entity Order { a: decimal, b: number, c: integer }');
    expect(entities('[{ "a": 1, "b": "2026-01-05" }, { "a": 2.50, "b": "soon" }]')).toBe('entity Order { a: decimal, b: string }');
    // A time without a zone, and a day that there is not, are texts.
    expect(entities({ a: '2026-01-05T10:00:00', b: '2026-02-29', c: '' })).toBe('entity Order { a: string, b: string, c: string }');
    expect(entities({ a: [1, 'x', null], b: [[1], [2.5]] })).toBe('entity Order { a: (string | integer)?[], b: decimal[][] }');
  });

  it('has as optional what was absent or null somewhere', () => {
    expect(entities([{ a: 1, b: 'x' }, { b: null }, { a: 2, b: 'y', c: [{ d: 1 }, { e: 1 }] }])).toBe('entity Order { a: integer?, b: string?, c: C[]? }\n\nentity C { d: integer?, e: integer? }');
  });

  it('names what is in it after its fields', () => {
    expect(entities({ line_items: [{ sku: 'a' }], billing_address: { zip: '1' }, shipping_address: { zip: '2' }, categories: [{ id: 1 }], 'größe': { x: 1 }, 12: { y: 1 }, Order: { z: 1 } }, { taken: ['Category'] }).split('\n').filter((line) => line.startsWith('entity')))
      .toEqual(['entity Order {', 'entity OrderPart { y: integer }', 'entity LineItem { sku: string }', 'entity BillingAddress { zip: string }', 'entity OrderCategory { id: integer }', 'entity Grosse { x: integer }', 'entity OrderOrder { z: integer }']);
    expect(entities({ line_items: [], shipping_address: { zip: '1' }, billing_address: { zip: '2' } })).toContain('billing_address: ShippingAddress');
  });

  it('is a map where keys are ids or days', () => {
    expect(entities({ stock: { 4711: { n: 1 }, 4712: { n: null } }, byDay: { '2026-01-01': 1.5, '2026-01-02': 2 } })).toBe('entity Order { stock: { [string]: Stock }, byDay: { [string]: decimal } }\n\nentity Stock { n: integer? }');
  });

  it('puts names in quotes where they need them, and hides nothing in them', () => {
    expect(entities(JSON.stringify({ '@odata.etag': 'x', 'it\'s': 1, true: 1, 'a\nb\u202E': 1, '': 1 })).split('\n').slice(1, -1)).toEqual(["  '@odata.etag': string", "  'it\\'s': integer", "  'true': integer", "  'a\\u{A}b\\u{202E}': integer", "  '': integer"]);
    // Half of a pair cannot be written.
    expect(entities('{ "\\ud800": 1, "a": 1 }')).toBe('entity Order open { a: integer }');
  });

  it('leaves out what nobody could read, and says so', () => {
    const made = (sample: unknown): { text: string; leftOut: string[]; milliseconds: number } => {
      const json = JSON.stringify(sample);
      const before = process.threadCpuUsage();
      const found = describeSample(json, 'Order', []);
      const { user, system } = process.threadCpuUsage(before);
      if ('problem' in found) throw new Error(found.problem);
      return { text: entityTexts(found.entities, '', '\n'), leftOut: found.leftOut, milliseconds: (user + system) / 1000 };
    };
    for (const name of ['a'.repeat(4_800_000), 'aB '.repeat(1_600_000)]) {
      const { milliseconds, ...rest } = made({ a: 1, [name]: { b: 1 } });
      expect(rest).toEqual({ text: 'entity Order open { a: integer }', leftOut: ['a field whose name has more than 200 characters'] });
      expect(milliseconds).toBeLessThan(1000);
    }
    expect(made(Object.fromEntries(Array.from({ length: 480 }, (_, index) => [`${index}${'x'.repeat(10_000)}`, 1])))).toMatchObject({ text: 'entity Order open {}', leftOut: ['480 fields whose names have more than 200 characters'] });
    const wide = made(Object.fromEntries(Array.from({ length: 150 }, (_, outer) => [`e${outer}`, Object.fromEntries(Array.from({ length: 501 }, (_, inner) => [`f${outer}_${inner}_${'y'.repeat(35)}`, 1]))])));
    expect(wide.leftOut).toEqual(['what an object has beyond 500 fields', 'what goes beyond 200 kB of declarations']);
    expect(wide.text.length).toBeLessThan(220_000);
    // The same one again takes nothing of what may be written.
    const alike = made(Object.fromEntries(Array.from({ length: 300 }, (_, outer) => [`k${outer}_address`, Object.fromEntries(Array.from({ length: 100 }, (_, inner) => [`f${inner}${'y'.repeat(35)}`, 1]))])));
    expect(alike.leftOut).toEqual([]);
  });

  it('says no value', () => {
    const sample = JSON.stringify({ token: 'very-secret-1', nested: { password: 'very-secret-2' }, list: ['very-secret-3'], 'email@example.com': 'x' });
    expect(entities(sample)).not.toContain('very-secret');
  });

  it('is found where the endpoint says that its records are', () => {
    const answer = { data: { orders: [{ id: 1 }], total: 3 } };
    expect(entities(answer, { path: ['data', 'orders'] })).toBe('entity Order { id: integer @key }');
    expect(entities([{ id: 1 }], { path: ['data', 'orders'] })).toBe('entity Order { id: integer @key }');
    expect(entities('{"id":1}\n{"id":2,"a":"x"}\n')).toBe('entity Order { id: integer @key, a: string? }');
  });

  it.each([['listOrders', 'Order'], ['getOrderById', 'Order'], ['queryCategories', 'Category'], ['list', 'List'], ['search_line_items', 'LineItem'], ['ping', 'Ping'], ['get', 'Get'], ['addresses', 'Address'], ['_', 'Record']])('of %s is called %s', (endpoint, name) => {
    expect(entityNameOf(endpoint)).toBe(name);
  });
});

describe('a sample that shows nothing', () => {
  it.each([
    ['', 'The sample is empty: a JSON answer is needed.'], ['{ "a": 1,\n  b: 2 }', 'The sample is no JSON: there is `b` where a name in double quotes should be in line 2, column 3.'],
    ['{ "a": [1, 2', 'The sample is no JSON: it ends in the middle in line 1, column 13.'], ['\u0000', 'The sample is no JSON: there is `U+0000` where a value should be in line 1, column 1.'], ['<html>', 'The sample is no JSON: there is `<` where a value should be in line 1, column 1.'],
    ['[]', 'The sample is an empty list. An entity describes an object: a record `{ … }`, or a list of them.'], ['42', 'The sample is a number. An entity describes an object: a record `{ … }`, or a list of them.'],
    ['["a"]', 'The sample is a list of single values. An entity describes an object: a record `{ … }`, or a list of them.'],
    ['{"a":', 'The sample is no JSON: it ends in the middle in line 1, column 6.'], ['['.repeat(100_000), 'The sample is no JSON: a bracket is not closed in line 1, column 33.'],
    ['{}'.repeat(longestSample), 'The sample has 10 MB, and up to 5 MB are read. Take a few records of it.'],
  ])('%.20j', (sample, problem) => {
    expect(entities(sample)).toBe(problem);
  });

  it('is read quickly, whatever it is', () => {
    const deep = `{"a":${'[{"b":'.repeat(50_000)}1${'}]'.repeat(50_000)}}`;
    const wide = `{${Array.from({ length: 100_000 }, (_, index) => `"field${index}":${index}`).join(',')}}`;
    const long = JSON.stringify({ a: 'x'.repeat(4_000_000), b: '\\'.repeat(400_000) });
    const started = performance.now();
    expect(entities(deep).length).toBeLessThan(20_000);
    expect(entities(wide).split('\n').length).toBeLessThan(600);
    expect(entities(wide)).toContain('entity Order open {');
    expect(entities(long)).toBe('entity Order { a: string, b: string }');
    expect(performance.now() - started).toBeLessThan(3000);
  });
});


it(`every sample is one of the entity that it shows (SEED=${seed})`, async () => {
  const random = seeded(seed);
  let count = 0;
  while (count < 40) {
    const samples = Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomJson(random, 5).loose).filter((text) => text.trim().startsWith('{'));
    const found = describeSample(`[${samples.join(',')}]`, 'Sample', []);
    if ('problem' in found) continue;
    count++;
    const connector = `connector any {\n  version 1.0.0\n  hosts ['any.example.com']\n  base 'https://any.example.com'\n\n  ${entityTexts(found.entities, '  ', '\n')}\n\n  endpoint list(): Sample[] {\n    GET '/'\n    records body\n    paginate link\n  }\n}\n`;
    expect(await differences(`//- /any.connector\n${connector}`), connector).toEqual({ missing: [], unexpected: [] });
    const surprises = await withWorkspace(new Map([['/any.connector', connector]]), (documents, services) => surprisesOf(documents.get('/any.connector')!, services, samples));
    expect(surprises, connector).toEqual([]);
  }
});

/** What the run would say of the samples as records of the endpoint. */
function surprisesOf(file: LangiumDocument, services: PatchbayServices, samples: readonly string[]): string[] {
  const connector = (file.parseResult.value as ast.ConnectorFile).items.find(ast.isConnector)!;
  const plan = planOfEndpoint(connector.members.find(ast.isEndpoint)!, { types: semanticsOf(services.shared).types, pathOf: ({ uri }) => uri.path, authsOf: () => [] });
  const { select } = plan.connectors['any']!.endpoints['list']!;
  if (select.kind === 'none') throw new Error('nothing is read');
  const surprises: string[] = [];
  const look = createWatch(plan.types, ({ entity, path, value }) => surprises.push(`${entity ?? ''}.${path}: ${String(value)}`))(select.type, select.at);
  if (look === undefined) throw new Error('anything would do');
  for (const sample of samples) look(parseJson(sample));
  return surprises;
}

it('a client knows how much is read', () => {
  expect(longestSample).toBe(readAtMost);
});
