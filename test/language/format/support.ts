// Files for the formatter's tests: as they are, formatted, and with other white space.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formattingEdits, withEdits } from '#language';
import { codeSamples, languageServices, type Sample } from '../grammar/support.ts';

type Code = 'connector' | 'flow';
const root = join(import.meta.dirname, '../../..');

/** Every connector and flow that somebody wrote here: examples, samples, packages, files of other tests. */
export const written: readonly Sample[] = [
  ...codeSamples,
  ...['samples', 'marketplace', 'test/real-input', 'test/e2e/host/workspace'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).toSorted().flatMap((file) => {
      const language = languageOf(file);
      return language === undefined ? [] : [{ name: `${folder}/${file}`, language, text: readFileSync(join(root, folder, file), 'utf8') }];
    })),
];

function languageOf(file: string): Code | undefined {
  return file.endsWith('.connector') ? 'connector' : file.endsWith('.flow') ? 'flow' : undefined;
}

/** A text, formatted; of a broken one what is whole. */
export async function formatted(language: Sample['language'], text: string): Promise<string> {
  const { parser } = languageServices(language);
  return withEdits(text, await formattingEdits(parser.LangiumParser.parse(text), parser.Lexer));
}

/** What cannot be written together, or apart: words, and what would be another sign. */
const sticky = /[\w$@]/;
const signs = /[-.?=<>!|&+*/:]/;

/**
 * The text with other blanks wherever the language allows it, line breaks where they were. A blank line becomes several, and one is put in
 * where brackets begin and end; blanks come before and go around signs; tabs are blanks too.
 */
export function withOtherBlanks(language: Sample['language'], text: string, random: () => number): string {
  const units = unitsOf(language, text);
  const some = (least: number, most: number): string => Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, () => (random() < 0.2 ? '\t' : ' ')).join('');
  let result = random() < 0.3 ? `${some(0, 2)}\n${some(0, 2)}` : '';
  units.forEach(({ start, end }, index) => {
    const next = units[index + 1];
    const image = text.slice(start, end);
    result += image.startsWith('/*') ? image.replace(/\n *(?=\*)/g, () => `\n${some(0, 6)}`) : image;
    if (next === undefined) { result += `${some(0, 2)}${'\n'.repeat(Math.floor(random() * 3))}`; return; }
    const gap = text.slice(end, next.start);
    const following = text.slice(next.start, next.end);
    const lines = gap.split('\n').length - 1;
    if (lines > 0) {
      const atBracket = '{(['.includes(image) || '})]'.includes(following);
      const count = lines > 1 ? 2 + Math.floor(random() * 3) : atBracket ? 1 + Math.floor(random() * 2) : 1;
      for (let line = 0; line < count; line++) result += `${some(0, 2)}\n`;
      result += some(0, 12);
    } else if (gap === '') {
      result += random() < 0.3 && mayPart(image, following) ? some(1, 3) : '';
    } else {
      result += random() < 0.3 && mayJoin(image, following) ? '' : some(1, 4);
    }
  });
  return result;
}

function mayPart(before: string, after: string): boolean {
  // A slot's bracket touches its word, a name with hyphens has no blanks.
  return after !== '[' && before !== '-' && after !== '-';
}

function mayJoin(before: string, after: string): boolean {
  const [last, first] = [before.at(-1)!, after[0]!];
  return !(sticky.test(last) && sticky.test(first)) && !(signs.test(last) && signs.test(first)) && !/["']/.test(last + first)
    && after !== '[' && !(/\d$/.test(before) && first === '.') && last !== '/' && first !== '/';
}

/** Tokens and comments in order, a text with what it interpolates as one. */
function unitsOf(language: Sample['language'], text: string): { start: number; end: number }[] {
  const { tokens, hidden } = languageServices(language).parser.Lexer.tokenize(text);
  const units: { start: number; end: number }[] = [];
  let depth = 0;
  for (const token of [...tokens, ...hidden].toSorted((a, b) => a.startOffset - b.startOffset)) {
    const { name } = token.tokenType;
    if (depth === 0) units.push({ start: token.startOffset, end: token.endOffset! + 1 });
    if (name === 'TEXT_OPEN') depth++;
    if (name === 'TEXT_CLOSE') depth--;
    units.at(-1)!.end = token.endOffset! + 1;
  }
  return units;
}
