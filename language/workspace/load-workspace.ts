import { type FileSystemProvider, type LangiumDocument, type LangiumSharedCoreServices, URI, UriUtils } from 'langium';
import type { Flow } from '../generated/ast.ts';
import type { ConnectorEntry, WorkspaceView } from '../references/workspace-index.ts';
import type { PatchbayWorkspaceManager } from '../references/workspace-manager.ts';
import { createPatchbayServices } from '../services.ts';
import { type Semantics, semanticsOf } from '../types/semantics.ts';
import { changeWorkspace } from './change-workspace.ts';
import { findings } from './findings.ts';
import type { EditResult, Finding, WorkspaceChange, WorkspaceModel } from './model.ts';
import { readWorkspaceFile, type WorkspaceFileContent } from './workspace-file.ts';
import { workspaceModel } from './workspace-model.ts';

/** A workspace folder, read and checked: for the command line and the runner. */
export interface Workspace {
  readonly shared: LangiumSharedCoreServices;
  readonly semantics: Semantics;
  /** The folder as a URI. */
  readonly folder: URI;
  readonly view: WorkspaceView;
  /** Every file of the three languages that lies in the folder, patchbay.json among them. */
  readonly documents: readonly LangiumDocument[];
  readonly file: WorkspaceFileContent;
  readonly model: WorkspaceModel;
  readonly findings: readonly Finding[];
  /** Relative to the folder, with `/`. */
  pathOf(document: LangiumDocument): string;
  document(path: string): LangiumDocument | undefined;
  /** The flow that a summary stands for. */
  flow(name: string, file?: string): Flow | undefined;
  connector(name: string): ConnectorEntry | undefined;
  change(change: WorkspaceChange): EditResult;
}

/**
 * Reads a folder in one build: `*.connector`, `*.flow` and patchbay.json, without `node_modules`, `dist` and what begins with a dot.
 * Symbolic links are not followed, so that nothing outside of the folder is read. Throws where the folder cannot be read.
 */
export async function loadWorkspace(folder: string, fileSystemProvider: () => FileSystemProvider): Promise<Workspace> {
  const { shared } = createPatchbayServices({ fileSystemProvider });
  const root = URI.file(folder);
  await readable(folder, () => shared.workspace.FileSystemProvider.readDirectory(root));
  const manager = shared.workspace.WorkspaceManager as PatchbayWorkspaceManager;
  const uris = await manager.searchFolder(root);
  // In one order on every machine, whatever the disk says.
  uris.sort((a, b) => (a.path < b.path ? -1 : 1));
  const documents = await Promise.all(uris.map((uri) => readable(UriUtils.relative(root, uri), () => manager.loadDocument(uri))));
  await shared.workspace.DocumentBuilder.build(documents, { validation: true });
  return openedWorkspace(shared, root);
}

async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The workspace of a folder whose documents are built already: what the language server shows. Made anew after each change. */
export function openedWorkspace(shared: LangiumSharedCoreServices, folder: URI): Workspace {
  const semantics = semanticsOf(shared);
  const root = folder.toString().replace(/\/$/, '');
  const views = semantics.index.views();
  const view = views.find((one) => one.root === root) ?? views.find((one) => one.root === '') ?? semantics.index.emptyView();
  // To compare the parts of two paths takes as long as reading a small file.
  const below = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  const pathOf = ({ uri }: LangiumDocument): string => (uri.path.startsWith(below) ? uri.path.slice(below.length) : UriUtils.relative(folder, uri));
  const file = readWorkspaceFile(view.file?.textDocument.getText() ?? null);
  let model: WorkspaceModel | undefined;
  let found: Finding[] | undefined;
  const workspace: Workspace = {
    shared, semantics, folder, view, file, pathOf,
    documents: view.documents,
    get model() { return (model ??= workspaceModel(view, semantics, pathOf)); },
    get findings() { return (found ??= findings(view.documents, pathOf)); },
    document: (path) => view.documents.find((document) => pathOf(document) === path),
    flow: (name, path) => view.flows.get(name)?.find(({ document }) => path === undefined || pathOf(document) === path)?.node,
    connector: (name) => view.connectors.get(name)?.[0],
    change: (change) => changeWorkspace(workspace.model, view.file?.textDocument.getText() ?? null, change),
  };
  return workspace;
}

