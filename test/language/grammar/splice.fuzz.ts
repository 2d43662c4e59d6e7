import { expect, test } from 'vitest';
import { languageServices, seeded } from './support.ts';
import { samplesWithoutErrors, typeAt } from './splice.ts';

test.each(samplesWithoutErrors(({ language }) => languageServices(language).parser.LangiumParser))('$name typed at', (sample) => {
  expect(typeAt(sample, 600, seeded(sample.text.length))).toBeGreaterThan(0);
});
