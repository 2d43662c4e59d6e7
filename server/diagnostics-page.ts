import { readFileSync } from 'node:fs';
import { DocumentState } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';

/** The page that has a section for each code; beside this file's folder as beside that of the bundle. */
const page = new URL('../docs/diagnostics.md', import.meta.url);

let lines: ReadonlyMap<string, number> | undefined;

/**
 * Where a code is explained: the section of the page that came with this installation, by its line, which editors go to in a text. Undefined
 * where it did not come.
 */
export function diagnosticsPageLink(code: string): string | undefined {
  lines ??= readPage();
  const line = lines.get(code);
  return line === undefined ? undefined : `${page.href}#L${line}`;
}

function readPage(): ReadonlyMap<string, number> {
  try {
    return new Map(readFileSync(page, 'utf8').split('\n').flatMap((line, index): [string, number][] => { const code = /^### ([a-z][a-z0-9-]*)$/.exec(line)?.[1]; return code === undefined ? [] : [[code, index + 1]]; }));
  } catch {
    return new Map();
  }
}

/** Links each diagnostic with its section, for clients that show links: before it is told, so this is to be called before the server starts. */
export function linkDiagnostics({ lsp, workspace }: LangiumSharedServices): void {
  let shows = false;
  lsp.LanguageServer.onInitialize(({ capabilities }) => { shows = capabilities.textDocument?.publishDiagnostics?.codeDescriptionSupport === true; });
  workspace.DocumentBuilder.onDocumentPhase(DocumentState.Validated, ({ diagnostics }) => {
    if (!shows) return;
    for (const diagnostic of diagnostics ?? []) {
      const href = typeof diagnostic.code === 'string' ? diagnosticsPageLink(diagnostic.code) : undefined;
      if (href !== undefined) diagnostic.codeDescription = { href };
    }
  });
}
