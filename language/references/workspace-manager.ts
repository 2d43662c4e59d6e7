import { DefaultWorkspaceManager, type FileSystemNode, type LangiumDocument, type LangiumDocumentFactory, type LangiumSharedCoreServices, type Stream, type URI, UriUtils } from 'langium';
import { PatchbayDocumentFactory } from '../parser/document-factory.ts';
import { isFlowsOnly } from './resting.ts';

/** Folders that hold nothing written by the user; what begins with a dot (`.git`, `.patchbay`) is left out too. */
const skippedFolders: ReadonlySet<string> = new Set(['node_modules', 'dist']);

/** Finds the files of a workspace as `loadWorkspace` does. */
export class PatchbayWorkspaceManager extends DefaultWorkspaceManager {
  private readonly documentFactory: LangiumDocumentFactory;

  constructor(services: LangiumSharedCoreServices) {
    super(services);
    this.documentFactory = services.workspace.LangiumDocumentFactory;
  }

  override shouldIncludeEntry(entry: FileSystemNode): boolean {
    const name = UriUtils.basename(entry.uri);
    if (entry.isDirectory) return includesFolder(name);
    return entry.isFile && isPatchbayFile(name) && !this.isSkipped(entry.uri);
  }

  /** A folder that cannot be read holds nothing that could be checked. Links are neither files nor folders here, and not followed. */
  protected override async traverseFolder(folder: URI, uris: URI[]): Promise<void> {
    const entries = await this.fileSystemProvider.readDirectory(folder).catch((): FileSystemNode[] => []);
    await Promise.all(entries.map(async (entry) => {
      if (!this.shouldIncludeEntry(entry)) return;
      if (entry.isDirectory) await this.traverseFolder(entry.uri, uris);
      else uris.push(entry.uri);
    }));
  }

  /** A file that an editor has opened, also while it is read here, is there already, by the text of the editor: it is not parsed a second time. */
  protected override async loadWorkspaceDocuments(uris: Stream<URI>, collector: (document: LangiumDocument) => void): Promise<void> {
    await Promise.all(uris.map(async (uri) => collector(this.langiumDocuments.getDocument(uri) ?? await this.loadDocument(uri))));
  }

  /** Reads a file of the workspace; of one that has only flows in it the text alone. */
  async loadDocument(uri: URI): Promise<LangiumDocument> {
    const text = await this.fileSystemProvider.readFile(uri);
    return this.langiumDocuments.getDocument(uri) ?? this.addDocument(uri, text);
  }

  private addDocument(uri: URI, text: string): LangiumDocument {
    if (!(this.documentFactory instanceof PatchbayDocumentFactory) || !isFlowsOnly(uri.path, text)) return this.langiumDocuments.createDocument(uri, text);
    const document = this.documentFactory.unread(text, uri);
    this.langiumDocuments.addDocument(document);
    return document;
  }

  /** A watched file may be reported from below a folder that is not searched. */
  private isSkipped(uri: URI): boolean {
    return (this.folders ?? []).some((folder) => isBelowSkipped(uri.toString(), folder.uri));
  }
}

/** Whether a file lies in a folder under `root` that is not searched; both as URIs. */
export function isBelowSkipped(uri: string, root: string): boolean {
  const prefix = root.endsWith('/') ? root : `${root}/`;
  return uri.startsWith(prefix) && uri.slice(prefix.length).split('/').slice(0, -1).some((name) => !includesFolder(name));
}

/** Whether a folder of that name is searched. */
export function includesFolder(name: string): boolean {
  return !name.startsWith('.') && !skippedFolders.has(name);
}

/** Whether a file of that name belongs to one of the three languages. */
export function isPatchbayFile(name: string): boolean {
  return name === 'patchbay.json' || (!name.startsWith('.') && (name.endsWith('.connector') || name.endsWith('.flow')));
}
