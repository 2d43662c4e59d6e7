// What an editor asks about the place at the cursor, beside what `Editor` has: answers as short texts.
import { URI } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import type { CallHierarchyItem, LocationLink, Range } from 'vscode-languageserver-protocol';
import type { Editor } from '../../support/editor.ts';

const at = (uri: string, range: Range): string => `${URI.parse(uri).path.replace('/workspace/', '/')}:${range.start.line + 1}:${range.start.character + 1}`;

function asked(editor: Editor) {
  const { document, offset, services } = editor;
  const lsp = (services.shared.ServiceRegistry.getServices(document.uri) as LangiumServices).lsp;
  return { lsp, document, place: { textDocument: { uri: document.uri.toString() }, position: document.textDocument.positionAt(offset) } };
}

/** `path:line:column` from 1 of the entities that a value is. */
export async function typeDefinitions(editor: Editor): Promise<string[]> {
  const { lsp, document, place } = asked(editor);
  return ((await lsp.TypeProvider!.getTypeDefinition(document, place)) ?? []).map((link: LocationLink) => at(link.targetUri, link.targetSelectionRange));
}

/** `path:line` and the first line of what does the work. */
export async function implementations(editor: Editor): Promise<string[]> {
  const { lsp, document, place } = asked(editor);
  const links = (await lsp.ImplementationProvider!.getImplementation(document, place)) ?? [];
  return links.map((link: LocationLink) => `${at(link.targetUri, link.targetRange).replace(/:\d+$/, '')} ${textOf(editor, link.targetUri, link.targetRange)}`);
}

function textOf(editor: Editor, uri: string, range: Range): string {
  const { textDocument } = editor.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri))!;
  return textDocument.getText(range).split('\n')[0]!;
}

/** Who calls what is at the cursor and whom it calls, `name (detail) < 2 places`. */
export async function calls(editor: Editor, path: readonly string[] = []): Promise<{ of: string; incoming: string[]; outgoing: string[] } | undefined> {
  const { lsp, document, place } = asked(editor);
  const provider = lsp.CallHierarchyProvider!;
  let item = (await provider.prepareCallHierarchy(document, place))?.[0];
  if (item === undefined) return undefined;
  for (const name of path) item = (await provider.incomingCalls({ item }))!.find(({ from }) => from.name === name)!.from;
  const shown = (other: CallHierarchyItem, uri: string, ranges: Range[]): string => `${other.name} (${other.detail}): ${ranges.map((range) => `${at(uri, range)} ${textOf(editor, uri, range)}`).join(', ')}`;
  return {
    of: `${item.name} (${item.detail})`,
    incoming: ((await provider.incomingCalls({ item })) ?? []).map(({ from, fromRanges }) => shown(from, from.uri, fromRanges)),
    outgoing: ((await provider.outgoingCalls({ item })) ?? []).map(({ to, fromRanges }) => shown(to, item.uri, fromRanges)),
  };
}

/** `path:line:column target` of the links of the file. */
export async function links(editor: Editor): Promise<string[]> {
  const { lsp, document, place } = asked(editor);
  const found = await lsp.DocumentLinkProvider!.getDocumentLinks(document, place);
  return found.map(({ range, target }) => `${document.textDocument.getText(range)} → ${String(target).replace('file:///workspace', '')}`);
}

/** `kind name in container` of what a query finds, best first. */
export async function symbols(editor: Editor, query: string): Promise<string[]> {
  const found = await editor.services.shared.lsp.WorkspaceSymbolProvider!.getSymbols({ query });
  return found.map(({ name, containerName, location }) => `${name} in ${containerName ?? ''} ${at(location.uri, (location as { range: Range }).range)}`);
}
