import { expect, test } from 'vitest';
import { readPrefix } from './prefixes.ts';
import { seed } from '../../support/seed.ts';
import { samples, seeded } from './support.ts';

test.each(samples)('$name, every prefix, character by character', sample => {
  for (let cut = 0; cut <= sample.text.length; cut++) expect(readPrefix(sample, cut), `cut at ${cut}`).toBeLessThan(10_000);
});

test('pieces of files in any order, and any characters', () => {
  const random = seeded(seed);
  const pieces = [...samples.flatMap(({ text }) => text.match(/\S+|\s+/g) ?? []), '"', '\'', '"""', '$"""', '\'\'\'', '{', '}', '(', ')', '[', ']', '/*', '*/', '//', '\\', '\\u{', '\u0000', '\ufeff', '\u{1F600}', '\ud800', '.', '?.', '=>', '..', '...', '@', '\r', '\n'];
  for (let round = 0; round < 20_000; round++) {
    const length = Math.floor(random() * 60);
    const text = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]!).join(random() < 0.5 ? ' ' : '');
    for (const language of ['connector', 'flow', 'workspace'] as const) {
      expect(readPrefix({ name: '', language, text }, text.length), JSON.stringify(text)).toBeLessThan(10_000);
    }
  }
});
