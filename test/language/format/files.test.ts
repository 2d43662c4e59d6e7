import { expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { parse } from '../grammar/support.ts';
import { formatted, written } from './support.ts';

test.each(written)('$name is written as the formatter writes', async ({ language, text }) => {
  expect(await formatted(language, text)).toBe(text);
});

test('so are the whole files in the pages for users', async () => {
  let files = 0;
  for (const page of ['README.md', 'docs/language.md']) {
    for (const [, text = ''] of readFileSync(page, 'utf8').matchAll(/^```(?:connector|flow)?\n([\s\S]*?)^```/gm)) {
      for (const language of ['connector', 'flow'] as const) {
        if (parse(language, text).errors.length > 0) continue;
        files++;
        expect(await formatted(language, text)).toBe(text);
      }
    }
  }
  expect(files).toBeGreaterThanOrEqual(5);
});
