import { describe, expect, test } from 'vitest';
import { seed } from '../../support/seed.ts';
import { seeded } from '../../support/seeded.ts';
import { cutLines, deletions } from '../grammar/damage.ts';
import { languageServices } from '../grammar/support.ts';
import { formatted, withOtherBlanks } from './support.ts';

describe('a file with syntax errors', () => {
  test('is formatted where it is whole', async () => {
    expect(await formatted('flow', `
flow one {
let a=1
  let b = order.
      let c=[1,2]
}
flow   two {
use x=shop.main
use other=shop.main
}
`)).toBe(`
flow one {
  let a = 1
  let b = order.
  let c = [1, 2]
}
flow two {
  use x     = shop.main
  use other = shop.main
}
`);
  });

  test('keeps the columns of what is whole', async () => {
    const text = `connector shop {
  title    'Shop'
  // What it is.
  category 'Shops'

  endpoint list(): {
    GET '/orders'
`;
    expect(await formatted('connector', text)).toBe(text);
  });

  test('with a text that has no end is left alone in that place', async () => {
    const text = `flow one {\n  log   "half\n  log   'other'\n}\nflow   two { }\n`;
    expect(await formatted('flow', text)).toBe(`flow one {\n  log   "half\n  log 'other'\n}\nflow two {}\n`);
  });

  test.each(['', '  \n', '}', '{{{', 'flow', '"', `'''`, '/* open', '\uFEFF', '\u0000', 'flow a {\n\n  }}'])('%j stays as it is', async (text) => {
    for (const language of ['connector', 'flow'] as const) expect(await formatted(language, text)).toBe(text);
  });

  test(`loses nothing, and stays as it is away from the damage (SEED=${seed})`, async () => {
    const random = seeded(seed);
    const damages = [...deletions(), ...cutLines()];
    for (let count = Number(process.env['PATCHBAY_ROUNDS'] ?? 1) * 60; count > 0; count--) {
      const { sample: { language }, text: damaged, what } = damages[Math.floor(random() * damages.length)]!;
      const text = withOtherBlanks(language, damaged, random);
      const once = await formatted(language, text);
      expect(withoutBlanks(once)).toBe(withoutBlanks(text));
      expect(images(language, once)).toEqual(images(language, text));
      // Around the damage columns may be others: those of a connector's head.
      expect(movedLines(damaged, await formatted(language, damaged)), what).toBeLessThanOrEqual(6);
    }
  });
});

/** How many lines are not what they were. */
function movedLines(before: string, after: string): number {
  const lines = new Set(before.split('\n'));
  return after.split('\n').filter((line) => !lines.has(line)).length;
}

const withoutBlanks = (text: string): string => text.replace(/\s/g, '');
const images = (language: 'connector' | 'flow' | 'workspace', text: string): string[] => languageServices(language).parser.Lexer.tokenize(text).tokens.map(({ image }) => image);
