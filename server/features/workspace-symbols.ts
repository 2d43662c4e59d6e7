import { type AstNode, Cancellation, interruptAndCheck, type LangiumDocument } from 'langium';
import type { LangiumSharedServices, WorkspaceSymbolProvider } from 'langium/lsp';
import { type Range, SymbolKind, type WorkspaceSymbol, type WorkspaceSymbolParams } from 'vscode-languageserver-protocol';
import { ast } from '#language';
import { matchOf } from './fuzzy.ts';
import { placeOf } from './navigation.ts';

/** Editors show a list that is searched on by typing: the best are enough. */
const most = 256;

interface Entry { name: string; kind: SymbolKind; container: string; range: Range | undefined }

const known = new WeakMap<LangiumDocument, { text: string; entries: Entry[] }>();

/** What the files of the workspace declare, by a few letters of its name: `lisOrd` finds `listOrders`, `shop.ord` what shop has. */
export class PatchbayWorkspaceSymbolProvider implements WorkspaceSymbolProvider {
  private readonly services: LangiumSharedServices;

  constructor(services: LangiumSharedServices) {
    this.services = services;
  }

  async getSymbols({ query }: WorkspaceSymbolParams, token = Cancellation.CancellationToken.None): Promise<WorkspaceSymbol[]> {
    const wanted = query.trim();
    const found: { uri: string; entry: Entry; score: number }[] = [];
    for (const document of this.services.workspace.LangiumDocuments.all) {
      await interruptAndCheck(token);
      for (const entry of entriesOf(document)) {
        // Fields are many: they are shown once somebody asks for one.
        if (entry.kind === SymbolKind.Field && wanted === '') continue;
        const score = matchOf(wanted, wanted.includes('.') ? `${entry.container}.${entry.name}` : entry.name);
        if (score !== undefined) found.push({ uri: document.uri.toString(), entry, score: entry.kind === SymbolKind.Field ? score - 1 : score });
      }
    }
    found.sort((a, b) => b.score - a.score || (a.entry.name < b.entry.name ? -1 : a.entry.name > b.entry.name ? 1 : 0));
    return found.slice(0, most).flatMap(({ uri, entry: { name, kind, container, range } }): WorkspaceSymbol[] =>
      (range === undefined ? [] : [{ name, kind, containerName: container, location: { uri, range } }]));
  }
}

/** What a document declares; made once for each of its texts, and kept without its tree. */
function entriesOf(document: LangiumDocument): Entry[] {
  const text = document.textDocument.getText();
  const before = known.get(document);
  if (before?.text === text) return before.entries;
  const entries: Entry[] = [];
  collect(document.parseResult.value, '', entries);
  known.set(document, { text, entries });
  return entries;
}

const kinds: Record<string, SymbolKind | undefined> = {
  Connector: SymbolKind.Module, Auth: SymbolKind.Key, Entity: SymbolKind.Struct, Endpoint: SymbolKind.Method, Webhook: SymbolKind.Event,
  FunctionDeclaration: SymbolKind.Function, Flow: SymbolKind.Class, Table: SymbolKind.Array, Field: SymbolKind.Field,
};

function collect(node: AstNode, container: string, found: Entry[]): void {
  if (ast.isWorkspaceFile(node)) { collectInstances(node, found); return; }
  for (const child of childrenOf(node)) {
    const kind = kinds[child.$type];
    const name = (child as { name?: string }).name;
    if (kind !== undefined && name) found.push({ name, kind, container, range: placeOf(child)?.name });
    collect(child, name ?? container, found);
  }
}

function childrenOf(node: AstNode): AstNode[] {
  if (ast.isConnectorFile(node) || ast.isFlowFile(node)) return node.items;
  if (ast.isConnector(node)) return node.members;
  return ast.isEntity(node) || ast.isSettings(node) || ast.isExtend(node) ? node.fields : [];
}

function collectInstances(file: ast.WorkspaceFile, found: Entry[]): void {
  const members = (value: ast.JsonValue | undefined): ast.JsonMember[] => (ast.isJsonObject(value) ? value.members : []);
  for (const instance of members(members(file.value).find((one) => one.key === 'instances')?.value)) {
    if (instance.key === '') continue;
    const connector = members(instance.value).find((one) => one.key === 'connector')?.value;
    found.push({ name: instance.key, kind: SymbolKind.Object, container: ast.isJsonString(connector) ? connector.value : 'patchbay.json', range: placeOf(instance)?.name });
  }
}
