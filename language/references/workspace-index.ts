import { type AstNode, AstUtils, DocumentState, type LangiumDocument, type LangiumSharedCoreServices, UriUtils, type URI } from 'langium';
import type { Extend, Flow, FunctionDeclaration, Import, Table } from '../generated/ast.ts';
import { type FlowOutline, flowOutlines, isUnread, restingFlows } from './resting.ts';
import { isBelowSkipped } from './workspace-manager.ts';
import { type ConnectorSymbols, type DocumentSymbols, documentSymbols, type InstanceSymbols } from './document-symbols.ts';

export interface ConnectorEntry extends ConnectorSymbols {
  document: LangiumDocument;
  /** What stands beside it in its file. */
  file: DocumentSymbols;
}

/** A flow; its node is read again where its file rests. */
export interface FlowEntry extends FlowOutline { readonly node: Flow; document: LangiumDocument }

export interface InstanceEntry extends InstanceSymbols { document: LangiumDocument }

/**
 * What a workspace declares for all of its files. A workspace is the folder of a patchbay.json with everything below it, up to the next
 * one: samples that lie inside a project do not see one another.
 */
export interface WorkspaceView {
  /** The folder as the text of a URI without a final `/`; empty where no patchbay.json is there. */
  root: string;
  /** patchbay.json, where there is one. */
  file: LangiumDocument | undefined;
  documents: LangiumDocument[];
  /** By name, ordered by path; more than one is a mistake. */
  connectors: Map<string, ConnectorEntry[]>;
  instances: Map<string, InstanceEntry>;
  readonly flows: Map<string, FlowEntry[]>;
  functions: Map<string, { node: FunctionDeclaration; document: LangiumDocument }[]>;
  tables: Map<string, { node: Table; document: LangiumDocument }[]>;
  /** `extend`s by `connector.Entity`. */
  extensions: Map<string, Extend[]>;
}

export interface WorkspaceIndex {
  /** Grows whenever any document changes: what was derived from several documents holds for one generation. */
  readonly generation: number;
  /** The workspace that a document, or the document of a node, belongs to. */
  viewOf(of: LangiumDocument | AstNode): WorkspaceView;
  views(): WorkspaceView[];
  /** A workspace without any file. */
  emptyView(): WorkspaceView;
  /** The connector of that name as `from`'s workspace sees it. */
  connector(name: string, from: LangiumDocument | AstNode): ConnectorEntry | undefined;
  instance(name: string, from: LangiumDocument | AstNode): InstanceEntry | undefined;
  /** The connector that a node stands in or that its file declares. */
  enclosingConnector(node: AstNode): ConnectorEntry | undefined;
  /** The document that an `import` names, where it is known. */
  imported(node: Import): LangiumDocument | undefined;
  /** What the imported files declare, in order. */
  imports(document: LangiumDocument): DocumentSymbols[];
}

/** The index over all documents of the services. Built again lazily after a change: only tables of changed documents are made anew. */
export function createWorkspaceIndex(shared: LangiumSharedCoreServices): WorkspaceIndex {
  const documents = shared.workspace.LangiumDocuments;
  let generation = 0;
  let views: Map<string, WorkspaceView> | undefined;
  let roots: string[] = [];
  let entries = new WeakMap<AstNode, ConnectorEntry>();

  const forget = (): void => { generation++; views = undefined; };
  shared.workspace.DocumentBuilder.onUpdate(forget);
  shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.Parsed, forget);

  function build(): Map<string, WorkspaceView> {
    const all = documents.all.toArray().sort((a, b) => (a.uri.path < b.uri.path ? -1 : 1));
    roots = all.filter((document) => isWorkspaceFile(document) && document.uri.query === '').map((document) => UriUtils.dirname(document.uri).toString()).sort((a, b) => b.length - a.length);
    const built = new Map<string, WorkspaceView>();
    entries = new WeakMap();
    for (const document of all) {
      const root = rootOf(document);
      let view = built.get(root);
      if (view === undefined) {
        view = newView(root);
        built.set(root, view);
      }
      addDocument(view, document, entries);
    }
    return built;
  }

  function rootOf(document: LangiumDocument): string {
    const uri = document.uri.toString();
    // An older revision that an editor shows beside the file, or a copy in `node_modules`, is a world of its own.
    if (document.uri.query !== '') return uri;
    const root = roots.find((one) => uri.startsWith(`${one}/`));
    if (root === undefined) return document.uri.scheme === 'untitled' && roots.length === 1 ? roots[0]! : '';
    return isBelowSkipped(uri, root) ? uri : root;
  }

  const current = (): Map<string, WorkspaceView> => (views ??= build());

  const index: WorkspaceIndex = {
    get generation() { return generation; },
    viewOf(of) {
      const all = current();
      const root = rootOf(asDocument(of));
      return all.get(root) ?? newView(root);
    },
    views: () => [...current().values()],
    emptyView: () => newView(''),
    connector: (name, from) => index.viewOf(from).connectors.get(name)?.[0],
    instance: (name, from) => index.viewOf(from).instances.get(name),
    enclosingConnector(node) {
      current();
      for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) {
        if (at.$type === 'Connector') return entries.get(at);
        if (at.$container === undefined) {
          const own = documentSymbols(at).connector;
          return own && entries.get(own.node);
        }
      }
      return undefined;
    },
    imported(node) {
      if (!node.path) return undefined;
      const uri = importedUri(AstUtils.getDocument(node).uri, node.path);
      return documents.getDocument(uri);
    },
    imports(document) {
      const found: DocumentSymbols[] = [];
      for (const node of documentSymbols(document.parseResult.value).imports) {
        const target = index.imported(node);
        if (target !== undefined && target !== document) found.push(documentSymbols(target.parseResult.value));
      }
      return found;
    },
  };
  return index;
}

/** The URI that an import's path names, relative to its file; an absolute path is taken as one. Half a character, which no URI can hold, is replaced. */
export function importedUri(from: URI, path: string): URI {
  return UriUtils.resolvePath(UriUtils.dirname(from), path.toWellFormed());
}

/** Whether a document is a patchbay.json. */
export function isWorkspaceFile(document: LangiumDocument): boolean {
  return UriUtils.basename(document.uri) === 'patchbay.json';
}

function newView(root: string): WorkspaceView {
  const documents: LangiumDocument[] = [];
  let flows: WorkspaceView['flows'] | undefined;
  return {
    root, file: undefined, documents, connectors: new Map(), instances: new Map(), functions: new Map(), tables: new Map(), extensions: new Map(),
    // Few ask for them, and files that hold nothing else need not be read before.
    get flows() { return (flows ??= flowsOf(documents)); },
  };
}

function flowsOf(documents: readonly LangiumDocument[]): Map<string, FlowEntry[]> {
  const flows = new Map<string, FlowEntry[]>();
  for (const document of documents) {
    for (const outline of flowOutlines(document)) push(flows, outline.name, flowEntry(outline, document));
  }
  return flows;
}

function asDocument(of: LangiumDocument | AstNode): LangiumDocument {
  return 'parseResult' in of ? (of as LangiumDocument) : AstUtils.getDocument(of as AstNode);
}

function addDocument(view: WorkspaceView, document: LangiumDocument, entries: WeakMap<AstNode, ConnectorEntry>): void {
  view.documents.push(document);
  if (isUnread(document) || restingFlows(document) !== undefined) return;
  const file = documentSymbols(document.parseResult.value);
  if (isWorkspaceFile(document) && view.file === undefined) view.file = document;
  for (const symbols of file.connectors) {
    const entry: ConnectorEntry = { ...symbols, document, file };
    entries.set(symbols.node, entry);
    if (symbols.name !== '') push(view.connectors, symbols.name, entry);
  }
  for (const [name, symbols] of file.instances) if (!view.instances.has(name)) view.instances.set(name, { ...symbols, document });
  if (file.flows.size > 0 || file.tables.size > 0 || document.parseResult.value.$type === 'FlowFile') {
    for (const [name, node] of file.functions) push(view.functions, name, { node, document });
    for (const [name, node] of file.tables) push(view.tables, name, { node, document });
  }
  for (const node of file.extensions) if (node.connector && node.entity) push(view.extensions, `${node.connector}.${node.entity}`, node);
}

function flowEntry({ name, uses }: FlowOutline, document: LangiumDocument): FlowEntry {
  return { name, uses, document, get node() { return documentSymbols(document.parseResult.value).flows.get(name)!; } };
}

/** Adds a value to the list of a key. */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
