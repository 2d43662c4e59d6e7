import { existsSync } from 'node:fs';
import type { LangiumSharedServices } from 'langium/lsp';
import type { Section } from '#language';
import { lensCommands } from '#server/protocol';
import { hasCommand } from './features/client-commands.ts';

/** The page that describes the language; beside this file's folder as beside that of the bundle. */
const page = new URL('../docs/language.md', import.meta.url);

let isThere: boolean | undefined;

/**
 * A Markdown link to the section of the page that explains something: a command where the client can show the page itself, else the file with the
 * heading's anchor. Undefined where the page did not come with this installation.
 */
export function languagePageLink({ title, anchor }: Pick<Section, 'title' | 'anchor'>, shared: LangiumSharedServices): string | undefined {
  isThere ??= existsSync(page);
  if (!isThere) return undefined;
  const target = hasCommand(shared, 'openLanguagePage') ? `command:${lensCommands.openLanguagePage}?${encodeURIComponent(JSON.stringify([anchor]))}` : `${page.href}#${anchor}`;
  return `[Language: ${title}](${target})`;
}
