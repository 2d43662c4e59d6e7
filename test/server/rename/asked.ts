import type { LangiumServices } from 'langium/lsp';
import { ResponseError, type WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { Editor } from '../../support/editor.ts';

/** What a rename at the cursor does, or the sentence that refuses it; anything else that goes wrong is thrown. */
export async function offeredRename({ services, document, offset }: Editor, newName: string): Promise<WorkspaceEdit | string | undefined> {
  const provider = (services.shared.ServiceRegistry.getServices(document.uri) as LangiumServices).lsp.RenameProvider!;
  const place = { textDocument: { uri: document.uri.toString() }, position: document.textDocument.positionAt(offset) };
  try {
    return await provider.prepareRename(document, place) === undefined ? undefined : await provider.rename(document, { ...place, newName });
  } catch (error) {
    if (error instanceof ResponseError && !error.message.includes('changed meanwhile')) return error.message;
    throw error;
  }
}
