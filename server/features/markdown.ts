import type { MarkupContent } from 'vscode-languageserver-protocol';

/**
 * Markdown for a client. Much of it was written by whoever wrote the connector, and editors fetch pictures from wherever the text says, in a
 * workspace that nobody has trusted too: so there are none (SECURITY.md 4): with a blank behind its `!` one is a link, and code means what it meant.
 */
export function markdown(value: string): MarkupContent {
  return { kind: 'markdown', value: value.replaceAll('![', '! [') };
}

/** A block of code, whatever is in it. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
