import { readFileSync } from 'node:fs';

/** The page that describes the language; beside this file's folder as beside that of the bundle. */
const page = new URL('../docs/language.md', import.meta.url);

interface Line { text: string; /** The heading above it. */ section: number }

let lines: readonly Line[] | undefined;

/**
 * A Markdown link to where the page explains a word: the first line of its section that has it in code, else the section's heading.
 * `section` is the number of the heading. Undefined where the page did not come with this installation.
 */
export function languagePageLink(section: number, word: string): string | undefined {
  lines ??= readPage();
  const isWord = new RegExp(`\`[^\`]*(?<![\\w$])${word.replaceAll(/[^\w$]/g, '\\$&').replaceAll('$', '\\$')}(?![\\w$])`);
  const begins = new RegExp(`^(?:\\| )?(?:\\*\\*[^*]+\\*\\* )?\`${word.replaceAll(/[^\w]/g, '\\$&')}(?![\\w$])`);
  const own = lines.findIndex((line) => line.section === section && begins.test(line.text));
  const found = own >= 0 ? own : lines.findIndex((line) => line.section === section && isWord.test(line.text));
  const heading = lines.findIndex((line) => line.section === section);
  if (heading < 0) return undefined;
  return `[Language: ${lines[heading]!.text.replace(/^#+\s*\d+\.\s*/, '')}](${page.href}#L${(found < 0 ? heading : found) + 1})`;
}

function readPage(): Line[] {
  let text: string;
  try {
    text = readFileSync(page, 'utf8');
  } catch {
    return [];
  }
  let section = -1;
  return text.split('\n').map((line) => {
    const heading = /^## (\d+)\./.exec(line);
    if (heading !== null) section = Number(heading[1]);
    return { text: line, section };
  });
}
