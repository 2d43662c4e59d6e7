import { expect, test } from 'vitest';
import { everySample } from './mistakes.ts';
import { languageServices, seeded } from './support.ts';
import { samplesWithoutErrors, typeAt } from './splice.ts';

test('the tree of a text made of the one before is that of the whole text', () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.log(`splice: seed ${seed}`);
  const random = seeded(seed);
  const samples = samplesWithoutErrors(({ language }) => languageServices(language).parser.LangiumParser);
  expect(samples).toHaveLength(everySample.length);
  let spliced = 0;
  for (let turn = 0; turn < 8; turn++) spliced += typeAt(samples[Math.floor(random() * samples.length)]!, 30, random);
  expect(spliced).toBeGreaterThan(20);
}, 60_000);
