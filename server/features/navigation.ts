import { AstUtils, GrammarUtils, type AstNode, type LangiumDocument } from 'langium';
import type { DefinitionProvider, DocumentHighlightProvider, LangiumServices, ReferencesProvider } from 'langium/lsp';
import {
  DocumentHighlightKind, type DefinitionParams, type DocumentHighlight, type DocumentHighlightParams, type Location, type LocationLink, type ReferenceParams,
} from 'vscode-languageserver-protocol';
import { type NamedSymbol, type Semantics, semanticsOf, type SymbolUse } from '#language';

/** From a name to its declaration: an instance leads to its line in patchbay.json, an import to its file. */
export class PatchbayDefinitionProvider implements DefinitionProvider {
  private readonly services: LangiumServices;

  constructor(services: LangiumServices) {
    this.services = services;
  }

  getDefinition(document: LangiumDocument, params: DefinitionParams): LocationLink[] | undefined {
    const found = semanticsOf(this.services.shared).symbolAt(document, document.textDocument.offsetAt(params.position));
    if (found?.symbol?.node === undefined || found.cst === undefined) return undefined;
    const links: LocationLink[] = [];
    for (const node of [found.symbol.node, ...(found.symbol.others ?? [])]) {
      const place = placeOf(node);
      if (place !== undefined) links.push({ originSelectionRange: found.cst.range, targetUri: place.uri, targetRange: place.whole, targetSelectionRange: place.name });
    }
    return links;
  }
}

/** Every use of what stands under the cursor, in all files of its workspace. */
export class PatchbayReferencesProvider implements ReferencesProvider {
  private readonly services: LangiumServices;

  constructor(services: LangiumServices) {
    this.services = services;
  }

  findReferences(document: LangiumDocument, params: ReferenceParams): Location[] {
    const semantics = semanticsOf(this.services.shared);
    const found = semantics.symbolAt(document, document.textDocument.offsetAt(params.position));
    if (found?.symbol === undefined) return [];
    return usesOf(found.symbol, found.node, document, semantics, { declaration: params.context.includeDeclaration })
      .flatMap(({ document: where, cst }) => (cst === undefined ? [] : [{ uri: where.uri.toString(), range: cst.range }]));
  }
}

/** The same within one file, for the editor's marks. */
export class PatchbayHighlightProvider implements DocumentHighlightProvider {
  private readonly services: LangiumServices;

  constructor(services: LangiumServices) {
    this.services = services;
  }

  getDocumentHighlight(document: LangiumDocument, params: DocumentHighlightParams): DocumentHighlight[] {
    const semantics = semanticsOf(this.services.shared);
    const found = semantics.symbolAt(document, document.textDocument.offsetAt(params.position));
    if (found?.symbol === undefined) return [];
    return usesOf(found.symbol, found.node, document, semantics, { declaration: true, in: document }).flatMap(({ cst, declaration }) =>
      (cst === undefined ? [] : [{ range: cst.range, kind: declaration ? DocumentHighlightKind.Write : DocumentHighlightKind.Read }]));
  }
}

const owners: ReadonlySet<string> = new Set(['Endpoint', 'Auth', 'Webhook', 'Test', 'OnRule', 'Limit']);

/** `body` of one endpoint is not that of another: what the language gives by name is known in its declaration only. */
function usesOf(symbol: NamedSymbol, at: AstNode, document: LangiumDocument, semantics: Semantics, options: { declaration?: boolean; in?: LangiumDocument }): SymbolUse[] {
  if (symbol.kind !== 'given') return semantics.usesOf(symbol, options);
  const owner = ownerOf(at);
  return semantics.usesOf(symbol, { ...options, in: document }).filter((use) => ownerOf(use.node) === owner);
}

/** The outermost declaration around a node that has such names. */
function ownerOf(node: AstNode): AstNode | undefined {
  let found: AstNode | undefined;
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) if (owners.has(at.$type)) found = at;
  return found;
}

type Range = LocationLink['targetRange'];

function placeOf(node: AstNode): { uri: string; whole: Range; name: Range } | undefined {
  const uri = AstUtils.getDocument(node).uri.toString();
  // A file that is empty has a root without text.
  const start = { line: 0, character: 0 };
  if (node.$container === undefined) return { uri, whole: { start, end: start }, name: { start, end: start } };
  const cst = node.$cstNode;
  if (cst === undefined) return undefined;
  const name = GrammarUtils.findNodeForProperty(cst, 'name') ?? GrammarUtils.findNodeForProperty(cst, 'key') ?? cst;
  return { uri, whole: cst.range, name: name.range };
}
