import { type LangiumDocument, URI, UriUtils } from 'langium';
import type { FileOperationHandler, LangiumSharedServices } from 'langium/lsp';
import type { FileOperationOptions, RenameFilesParams, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { walk } from '#language';
import { workspaceEditOf } from './code-actions/edits.ts';
import type { Edit } from './code-actions/problem.ts';
import { namedPath } from './named-paths.ts';
import { inQuotes } from './written-names.ts';
import { editCapabilities } from './rename/workspace-edit.ts';

/**
 * When files or folders are renamed or moved in the editor, the paths that lead to them follow, and those that lead from them: imports, tables, scripts,
 * fixtures, what flows read and write, icons. A *Rename* of a connector, which renames its file, has changed them before.
 */
export class PatchbayFileMoves implements FileOperationHandler {
  // Any file may be named somewhere, and a folder holds others.
  readonly fileOperationOptions: FileOperationOptions = { willRename: { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] } };
  private readonly services: LangiumSharedServices;

  constructor(services: LangiumSharedServices) {
    this.services = services;
    // To be asked for before the client connects.
    editCapabilities(services);
  }

  async willRenameFiles({ files }: RenameFilesParams): Promise<WorkspaceEdit | null> {
    const { WorkspaceManager, WorkspaceLock, LangiumDocuments } = this.services.workspace;
    await WorkspaceManager.ready;
    let edit: WorkspaceEdit | null = null;
    await WorkspaceLock.read(() => {
      const moves = files.map(({ oldUri, newUri }): Move => ({ from: URI.parse(oldUri).toString(), to: URI.parse(newUri).toString() }));
      // A path has the name of its file or folder in it, and most files of a workspace do not.
      const names = moves.map(({ from }) => UriUtils.basename(URI.parse(from)));
      const documents = LangiumDocuments.all.toArray().filter((one) => !UriUtils.equals(moved(one.uri, moves), one.uri) || names.some((name) => one.textDocument.getText().includes(name)));
      const edits = documents.flatMap((document) => editsOf(document, moves));
      if (edits.length > 0 && documents[0] !== undefined) edit = workspaceEditOf(edits, documents[0], this.services);
    });
    return edit;
  }
}

interface Move { from: string; to: string }

/** Where a file lies afterwards. */
function moved(uri: URI, moves: readonly Move[]): URI {
  const text = uri.toString();
  for (const { from, to } of moves) if (text === from || text.startsWith(`${from}/`)) return URI.parse(to + text.slice(from.length));
  return uri;
}

function editsOf(document: LangiumDocument, moves: readonly Move[]): Edit[] {
  const { uri } = document;
  const own = moved(uri, moves);
  const edits: Edit[] = [];
  walk(document.parseResult.value, (node) => {
    const found = namedPath(node);
    const quote = found?.cst?.text.charAt(0);
    if (found?.cst === undefined || /^(?:[A-Za-z][\w+.-]*:|[\\/~])/.test(found.path) || found.path.includes('\\') || (quote !== "'" && quote !== '"') || found.cst.text.startsWith(quote.repeat(3))) return;
    const target = UriUtils.resolvePath(UriUtils.dirname(uri), found.path);
    const there = moved(target, moves);
    // What stays beside what it is named in keeps its spelling.
    if (UriUtils.equals(target, there) && UriUtils.equals(UriUtils.dirname(uri), UriUtils.dirname(own))) return;
    const relative = UriUtils.relative(UriUtils.dirname(own), there);
    const path = relative.startsWith('.') || !found.path.startsWith('.') ? relative : `./${relative}`;
    if (path !== found.path) edits.push({ document, start: found.cst.offset, end: found.cst.end, text: inQuotes(path, quote) });
  });
  return edits;
}
