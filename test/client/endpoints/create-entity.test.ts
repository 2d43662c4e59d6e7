import { expect, test } from 'vitest';
import { createEntityFromSample } from '../../../client/endpoints/create-entity.ts';
import { indentJson } from '../../../client/endpoints/indent-json.ts';
import { recentAnswers } from '../../../client/endpoints/recent-answers.ts';
import type { EntityFromSample, EntityFromSampleParams, SampleArgument } from '#server/protocol';
import { fakeHost, type FakeOptions } from '../support/host.ts';
import { fakeServices } from '../support/services.ts';
import { Uri } from '../support/values.ts';

const before = 'connector desk {}';

async function created(options: FakeOptions & { clipboard?: string; chosen?: string; size?: number }, argument: SampleArgument, answer?: EntityFromSample) {
  const window = fakeHost({ files: { 'desk.connector': before, 'sample.json': '{"id":2}' }, ...options });
  const asked: EntityFromSampleParams[] = [];
  const { vscode } = window.host;
  Object.assign(vscode.env, { clipboard: { readText: async () => options.clipboard ?? '' } });
  Object.assign(vscode.window, { showOpenDialog: async () => (options.chosen === undefined ? undefined : [Uri.file(options.chosen)]) });
  if (options.size !== undefined) Object.assign(vscode.workspace.fs, { stat: async () => ({ size: options.size }) });
  const services = fakeServices(window, { entityFromSample: (params) => { asked.push(params); return answer ?? { edits: [{ path: 'desk.connector', before, after: 'connector desk { entity Ticket {} }' }], entities: ['Ticket', 'Owner', 'Line'] }; } });
  const recent = recentAnswers();
  recent.keep({ connector: 'desk', endpoint: 'tried' }, '[{"id":1.00}]');
  const failure = await createEntityFromSample(services, recent, argument).then(() => undefined, (error: Error) => error.message);
  return { ...window, asked, failure };
}

test('takes the clipboard, and says what was declared', async () => {
  const { asked, files, shown, inputs } = await created({ answers: ['The Clipboard'], clipboard: '{"id":1}' }, { connector: 'desk', entity: 'Ticket', endpoint: 'list' });
  // What names an entity that is not there cannot be called.
  expect(inputs[0]!.items.map(({ label }) => label)).toEqual(['The Clipboard', 'A File…']);
  expect(asked).toEqual([{ connector: 'desk', entity: 'Ticket', endpoint: 'list', sample: '{"id":1}' }]);
  expect(files.get('/work/desk.connector')).toBe('connector desk { entity Ticket {} }');
  expect(shown).toMatchObject([{ kind: 'info', message: "Declared 'Ticket' and 2 entities in it. Only names and types were taken from the sample." }]);
});

test('takes a file, and the answer that Try showed, with its numbers as they were spelled', async () => {
  expect((await created({ answers: ['A File…'], chosen: '/work/sample.json' }, { connector: 'desk', entity: 'Ticket' })).asked).toMatchObject([{ sample: '{"id":2}' }]);
  const { asked, inputs } = await created({ answers: ['The Last Answer'] }, { connector: 'desk', endpoint: 'tried' });
  expect(inputs[0]!.items.map(({ label }) => label)).toEqual(['The Last Answer', 'Call the Endpoint…', 'The Clipboard', 'A File…']);
  expect(asked).toEqual([{ connector: 'desk', endpoint: 'tried', sample: '[{"id":1.00}]' }]);
});

test('changes nothing where the sample is no good, too large, or nobody chooses one', async () => {
  const bad = await created({ answers: ['The Clipboard'] }, { connector: 'desk', entity: 'Ticket' }, { problem: 'The sample is empty: a JSON answer is needed.' });
  expect([bad.failure, bad.applied]).toEqual(['The sample is empty: a JSON answer is needed.', []]);
  const large = await created({ answers: ['A File…'], chosen: '/work/sample.json', size: 50_000_000 }, { connector: 'desk', entity: 'Ticket' });
  expect([large.failure, large.asked]).toEqual(['/work/sample.json has 50 MB, and up to 5 MB are read. Take a few records of it.', []]);
  expect((await created({ answers: ['A File…'] }, { connector: 'desk', entity: 'Ticket' })).asked).toEqual([]);
  expect((await created({ answers: [(box) => box.leave()] }, { connector: 'desk', entity: 'Ticket' })).asked).toEqual([]);
  expect((await created({ trusted: false }, { connector: 'desk', entity: 'Ticket' })).failure).toContain('Restricted Mode');
});

test('JSON is shown with a line for each member, and its numbers as they are', () => {
  expect(indentJson('{"a":10.00,"b":[],"c":{"d":["x, {y}",9007199254740993]},"e":{}}')).toBe('{\n  "a": 10.00,\n  "b": [],\n  "c": {\n    "d": [\n      "x, {y}",\n      9007199254740993\n    ]\n  },\n  "e": {}\n}');
  for (const text of ['1', '"a\\"b"', '[[],[1]]', 'null', '{"":{"":[{}]}}']) expect(indentJson(text)).toBe(JSON.stringify(JSON.parse(text), null, 2));
});
