import type { LangiumDocument } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { editCapabilities } from '../rename/workspace-edit.ts';
import { textEditOf } from '../text-edit.ts';
import type { Edit } from './problem.ts';

/** Edits as an editor takes them: for the versions that they were made from where the client knows versions. */
export function workspaceEditOf(edits: readonly Edit[], own: LangiumDocument, shared: LangiumSharedServices): WorkspaceEdit {
  const byDocument = new Map<LangiumDocument, TextEdit[]>();
  for (const { document = own, ...edit } of edits) {
    const list = byDocument.get(document) ?? [];
    byDocument.set(document, list);
    list.push(textEditOf(edit, document.textDocument));
  }
  const all = [...byDocument].map(([document, list]) => ({ uri: document.uri.toString(), document, list }));
  if (!editCapabilities(shared).versions) return { changes: Object.fromEntries(all.map(({ uri, list }) => [uri, list])) };
  return {
    documentChanges: all.map(({ uri, document, list }): TextDocumentEdit => ({ textDocument: { uri, version: shared.workspace.TextDocuments.get(document.uri)?.version ?? null }, edits: list })),
  };
}
