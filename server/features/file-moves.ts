import { Cancellation, interruptAndCheck, type LangiumDocument, URI, UriUtils } from 'langium';
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

  async willRenameFiles({ files }: RenameFilesParams, cancelToken: Cancellation.CancellationToken = Cancellation.CancellationToken.None): Promise<WorkspaceEdit | null> {
    const { WorkspaceManager, WorkspaceLock, LangiumDocuments } = this.services.workspace;
    await WorkspaceManager.ready;
    let edit: WorkspaceEdit | null = null;
    await WorkspaceLock.read(async () => {
      const moves = movesOf(files);
      const edits: Edit[] = [];
      let first: LangiumDocument | undefined;
      for (const document of LangiumDocuments.all.toArray()) {
        await interruptAndCheck(cancelToken);
        if (!concerns(moves, document)) continue;
        first ??= document;
        edits.push(...editsOf(document, moves));
      }
      if (edits.length > 0 && first !== undefined) edit = workspaceEditOf(edits, first, this.services);
    });
    return edit;
  }
}

/** `to`: by where a file or folder lies, where it will. `ends`: what the names of those end with, as they can stand in a text. */
interface Moves { to: ReadonlyMap<string, string>; ends: ReadonlySet<string> }

function movesOf(files: RenameFilesParams['files']): Moves {
  const to = new Map<string, string>();
  const ends = new Set<string>();
  for (const { oldUri, newUri } of files) {
    // No file of a disk has half a sign in its name, and no address can say it.
    if (!oldUri.isWellFormed() || !newUri.isWellFormed()) continue;
    const from = URI.parse(oldUri);
    to.set(from.toString(), URI.parse(newUri).toString());
    ends.add(UriUtils.basename(from).split(/['"\\]/).at(-1)!);
  }
  return { to, ends };
}

/** Whether a file may change: it moves, or names what does. A path has the name of its file or folder in it, and most files of a workspace do not. */
function concerns(moves: Moves, { uri, textDocument }: LangiumDocument): boolean {
  if (!UriUtils.equals(moved(uri, moves), uri) || moves.ends.has('')) return true;
  for (const [end] of textDocument.getText().matchAll(/[^/'"\\\r\n]+(?=[/'"])/g)) if (moves.ends.has(end)) return true;
  return false;
}

/** Where a file lies afterwards: with the nearest of its folders that moves. */
function moved(uri: URI, { to }: Moves): URI {
  const text = uri.toString();
  for (let end = text.length; end > 0; end = text.lastIndexOf('/', end - 1)) {
    const there = to.get(text.slice(0, end));
    if (there !== undefined) return URI.parse(there + text.slice(end));
  }
  return uri;
}

function editsOf(document: LangiumDocument, moves: Moves): Edit[] {
  const { uri } = document;
  const own = moved(uri, moves);
  const edits: Edit[] = [];
  walk(document.parseResult.value, (node) => {
    const found = namedPath(node);
    const quote = found?.cst?.text.charAt(0);
    if (found?.cst === undefined || /^(?:[A-Za-z][\w+.-]*:|[\\/~])/.test(found.path) || found.path.includes('\\') || !found.path.isWellFormed() || (quote !== "'" && quote !== '"') || found.cst.text.startsWith(quote.repeat(3))) return;
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
