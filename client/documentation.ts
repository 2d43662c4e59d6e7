import type { MarkdownString } from 'vscode';
import type { Vscode } from './host.ts';

/** Documentation of a connector as Markdown that is never trusted: no commands, no HTML, no pictures (SECURITY.md 4). */
export function documentation({ MarkdownString: Markdown }: Pick<Vscode, 'MarkdownString'>, ...paragraphs: (string | undefined)[]): MarkdownString {
  const text = paragraphs.filter((paragraph) => paragraph !== undefined && paragraph !== '').join('\n\n');
  const markdown = new Markdown(withoutPictures(text));
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  return markdown;
}

/** The first paragraph on one line, for places that show plain text: code in it without its marks. */
export function summary(text: string | undefined): string {
  return withoutPictures(text ?? '').trim().split(/\n\s*\n/, 1)[0]?.replace(/\s+/g, ' ').replace(/`([^`]+)`/g, '$1') ?? '';
}

/** Text that Markdown shows as it is. */
export function literal(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+\-.!|~$&]/g, '\\$&');
}

// A picture would be fetched from wherever the text says; its description stays. With a blank behind its
// `!` what is left of one is a link. No part of the pattern goes beyond the next bracket: the text may be made to take long.
function withoutPictures(text: string): string {
  return text.replace(/!\[([^[\]]*)\](\([^()]*\)|\[[^[\]]*\])?/g, '$1').replaceAll('![', '! [');
}
