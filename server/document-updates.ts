import { type Cancellation, URI, UriUtils } from 'langium';
import { DefaultDocumentUpdateHandler, type LangiumSharedServices } from 'langium/lsp';
import { type DidChangeWatchedFilesParams, type FileSystemWatcher, type TextDocumentChangeEvent, WatchKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { EditorDocumentBuilder } from './document-builder.ts';
import { belongsTo } from './workspace-files.ts';

/** A key brings a change, the end of the request before it, and a request or two. */
const mostWaiting = 8;

/**
 * Keeps the documents as the user sees them: what is open in an editor counts before the disk, what is closed is what the disk says, and
 * what is outside of the workspace is known only while it is open.
 */
export class PatchbayDocumentUpdates extends DefaultDocumentUpdateHandler {
  private readonly services: LangiumSharedServices;

  constructor(services: LangiumSharedServices) {
    super(services);
    this.services = services;
  }

  override didChangeContent({ document }: TextDocumentChangeEvent<TextDocument>): void {
    const uri = URI.parse(document.uri);
    if (!this.serviceRegistry.hasServices(uri)) return;
    this.workspaceLock.cancelWrite();
    if (this.documentBuilder instanceof EditorDocumentBuilder) this.documentBuilder.expect(uri);
    this.fireDocumentUpdate([uri], []);
  }

  didCloseDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    void this.takeFromDisk([URI.parse(document.uri)]);
  }

  override didChangeWatchedFiles(params: DidChangeWatchedFilesParams): void {
    this.onWatchedFilesChangeEmitter.fire(params);
    const { folders } = this;
    void this.takeFromDisk(params.changes.map((change) => URI.parse(change.uri)).filter((uri) => folders.some((folder) => belongsTo(folder, uri))));
  }

  protected override getWatchers(): FileSystemWatcher[] {
    return [
      { globPattern: '**/*.connector' }, { globPattern: '**/*.flow' }, { globPattern: '**/patchbay.json' },
      // A folder that is deleted, renamed or moved here is told alone, without what is in it.
      { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
    ];
  }

  /** A build that fails must not end the process: its promise is awaited by nobody. */
  protected override fireDocumentUpdate(changed: URI[], deleted: URI[]): void {
    this.workspaceManager.ready
      .then(() => this.workspaceLock.write(async (token) => {
        await waitingMessages(token);
        await this.documentBuilder.update(changed, deleted, token);
      }))
      .catch((error: unknown) => console.error('The workspace could not be brought up to date.', error));
  }

  /**
   * Looks at the disk, whatever was said to have happened there: a file that is written anew may come as deleted and created, in either
   * order. Of a folder, everything in it.
   */
  private async takeFromDisk(uris: readonly URI[]): Promise<void> {
    await this.workspaceManager.ready;
    const { LangiumDocuments } = this.services.workspace;
    const there = new Map<string, URI>();
    for (const uri of (await Promise.all(uris.map((one) => this.filesOn(one)))).flat()) there.set(uri.toString(), uri);
    const gone = uris.flatMap((uri) => LangiumDocuments.getDocuments(uri)).map((document) => document.uri).filter((uri) => !there.has(uri.toString()));
    const changed = [...there.values()].filter((uri) => !this.isOpen(uri));
    const deleted = gone.filter((uri) => !this.isOpen(uri));
    if (changed.length + deleted.length > 0) this.fireDocumentUpdate(changed, deleted);
  }

  /** The files of ours that lie at a path: itself, or those of a folder. */
  private async filesOn(uri: URI): Promise<URI[]> {
    const folder = this.folders.find((one) => belongsTo(one, uri));
    if (folder === undefined) return [];
    const { FileSystemProvider } = this.services.workspace;
    try {
      // A link among the folders above it leads out of the workspace.
      for (let above = UriUtils.dirname(uri); UriUtils.contains(folder, above) && !UriUtils.equals(folder, above); above = UriUtils.dirname(above)) {
        if (!(await FileSystemProvider.stat(above)).isDirectory) return [];
      }
      const found = await FileSystemProvider.stat(uri);
      if (!this.workspaceManager.shouldIncludeEntry(found)) return [];
      return found.isDirectory ? await this.workspaceManager.searchFolder(uri) : [uri];
    } catch {
      return [];
    }
  }

  private isOpen(uri: URI): boolean {
    return this.services.workspace.TextDocuments.get(uri) !== undefined;
  }

  private get folders(): URI[] {
    return (this.workspaceManager.workspaceFolders ?? []).map((folder) => URI.parse(folder.uri));
  }
}

/**
 * Lets the messages be taken in that have come meanwhile, of which vscode-jsonrpc hands on one a turn: where the next key is among them, `token` is
 * cancelled before this text is parsed for nothing. Without it, whoever types faster than a file is parsed waits for every key.
 */
async function waitingMessages(token: Cancellation.CancellationToken): Promise<void> {
  for (let turn = 0; turn < mostWaiting && !token.isCancellationRequested; turn++) await new Promise((resolve) => setImmediate(resolve));
}
