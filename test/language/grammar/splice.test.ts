import { expect, test } from 'vitest';
import { everySample } from './mistakes.ts';
import { splice } from '../../../language/parser/splice.ts';
import { seed } from '../../support/seed.ts';
import { languageServices, seeded } from './support.ts';
import { samplesWithoutErrors, typeAt } from './splice.ts';

test('the tree of a text made of the one before is that of the whole text', () => {
  console.log(`splice: seed ${seed}`);
  const random = seeded(seed);
  const samples = samplesWithoutErrors(({ language }) => languageServices(language).parser.LangiumParser);
  expect(samples).toHaveLength(everySample.length);
  let spliced = 0;
  for (let turn = 0; turn < 8; turn++) spliced += typeAt(samples[Math.floor(random() * samples.length)]!, 30, random);
  expect(spliced).toBeGreaterThan(20);
}, 60_000);

test.each(['\n', '\r\n', '\r'])('after %j what comes below is a line further down', (lineBreak) => {
  const parser = languageServices('connector').parser.LangiumParser;
  const text = "connector c {\n  endpoint a(): any { GET '/a' result body }\n  endpoint b(): any { GET '/b' result body }\n}\n";
  const { value } = splice(parser.parse(text), text.replace("'/a' ", `'/a'${lineBreak} `), parser)!;
  expect((value as unknown as { items: { members: { $cstNode: { range: { start: { line: number } } } }[] }[] }).items[0]!.members[1]!.$cstNode.range.start.line).toBe(3);
});
