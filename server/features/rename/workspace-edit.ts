import type { LangiumDocument } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { ClientCapabilities, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { textEditOf } from '../text-edit.ts';
import { byDocument, type RenamePlan } from './change.ts';

/** What a client can be told to do. */
export interface EditCapabilities { versions: boolean; renamesFiles: boolean }

const known = new WeakMap<LangiumSharedServices, EditCapabilities>();

/** What the client said of itself when it connected; without a connection everything. To be asked for before it connects. */
export function editCapabilities(shared: LangiumSharedServices): EditCapabilities {
  let capabilities = known.get(shared);
  if (capabilities === undefined) {
    const said: EditCapabilities = (capabilities = { versions: true, renamesFiles: true });
    known.set(shared, said);
    shared.lsp.LanguageServer.onInitialize(({ capabilities: all }: { capabilities: ClientCapabilities }) => {
      const edit = all.workspace?.workspaceEdit;
      said.versions = edit?.documentChanges === true;
      said.renamesFiles = said.versions && edit?.resourceOperations?.includes('rename') === true;
    });
  }
  return capabilities;
}

/** The edit of a rename, for the versions of the texts that it was made from where the client knows versions. */
export function workspaceEdit(plan: RenamePlan, shared: LangiumSharedServices): WorkspaceEdit {
  const edits = [...byDocument(plan.changes)].map(([document, changes]) => ({
    document, edits: changes.map(({ start, end, newText }) => textEditOf({ start, end, text: newText }, document.textDocument)),
  }));
  const capabilities = editCapabilities(shared);
  if (!capabilities.versions) return { changes: Object.fromEntries(edits.map(({ document, edits: own }) => [document.uri.toString(), own])) };
  const texts = edits.map(({ document, edits: own }): TextDocumentEdit => ({ textDocument: { uri: document.uri.toString(), version: versionOf(document, shared) }, edits: own }));
  if (plan.file === undefined) return { documentChanges: texts };
  return { documentChanges: [...texts, { kind: 'rename', oldUri: plan.file.document.uri.toString(), newUri: plan.file.to.toString() }] };
}

/** What is not open has no version. */
function versionOf(document: LangiumDocument, shared: LangiumSharedServices): number | null {
  return shared.workspace.TextDocuments.get(document.uri)?.version ?? null;
}
