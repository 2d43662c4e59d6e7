import { type Example, exampleLanguage, wordDocumentation, wordExample } from '#language';
import { fenced } from './markdown.ts';

/** What a word of the language means where that rule of the grammar has it, with an example: Markdown. For hover and completion. */
export function wordText(word: string, rule: string): string | undefined {
  const documentation = wordDocumentation(word, rule);
  return documentation === undefined ? undefined : withExample(documentation, wordExample(word, rule));
}

/** A text with an example of the page below it. */
export function withExample(text: string, example: Example | undefined): string {
  return example === undefined ? text : `${text}\n\n${fenced(exampleLanguage(example), example.code)}`;
}
