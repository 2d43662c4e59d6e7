import { readFileSync } from 'node:fs';

/** A snippet as VS Code's files have it, and the word of the language that it begins with. */
export interface Snippet { prefix: string; description: string; body: string[]; word: string }

const known = new Map<string, readonly Snippet[]>();

/** The snippets of a language, from the file that VS Code reads: beside this file's folder as beside that of the bundle. None where it did not come with this installation. */
export function snippetsOf(language: 'connector' | 'flow'): readonly Snippet[] {
  let found = known.get(language);
  if (found === undefined) known.set(language, (found = read(new URL(`../syntaxes/${language}.code-snippets`, import.meta.url))));
  return found;
}

function read(file: URL): readonly Snippet[] {
  try {
    const all = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Omit<Snippet, 'word'>>;
    return Object.values(all).map((one) => ({ ...one, word: /^[a-z]+/.exec(one.body.find((line) => !line.startsWith('/**')) ?? '')?.[0] ?? '' }));
  } catch {
    return [];
  }
}
