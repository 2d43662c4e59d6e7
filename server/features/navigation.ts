import { type AstNode, AstUtils, type Cancellation, GrammarUtils, type LangiumDocument } from 'langium';
import type { DefinitionProvider, DocumentHighlightProvider, LangiumServices, ReferencesProvider } from 'langium/lsp';
import {
  DocumentHighlightKind, type DefinitionParams, type DocumentHighlight, type DocumentHighlightParams, type Location, type LocationLink, type ReferenceParams,
  type TextDocumentPositionParams,
} from 'vscode-languageserver-protocol';
import { type Semantics, semanticsOf, type SymbolUse } from '#language';
import { type Links, linkSupport } from './link-support.ts';
import { usesOfSymbol } from './symbol-uses.ts';

/** From a name to its declaration: an instance leads to its line in patchbay.json, an import to its file. */
export class PatchbayDefinitionProvider implements DefinitionProvider {
  private readonly services: LangiumServices;
  private readonly taken: (links: Links) => Links;

  constructor(services: LangiumServices) {
    this.services = services;
    this.taken = linkSupport(services.shared, 'definition');
  }

  getDefinition(document: LangiumDocument, params: DefinitionParams): Links {
    const found = namedAt(document, params, semanticsOf(this.services.shared));
    return found && this.taken(linksTo([found.symbol?.node, ...(found.symbol?.others ?? [])], found));
  }
}

/** Every use of what stands under the cursor, in all files of its workspace. */
export class PatchbayReferencesProvider implements ReferencesProvider {
  private readonly services: LangiumServices;

  constructor(services: LangiumServices) {
    this.services = services;
  }

  async findReferences(document: LangiumDocument, params: ReferenceParams, token?: Cancellation.CancellationToken): Promise<Location[]> {
    const uses = await usesAt(document, params, this.services, { token });
    return uses.filter((use) => params.context.includeDeclaration || !use.declaration).map((use) => ({ uri: use.document.uri.toString(), range: use.cst.range }));
  }
}

/** The same within one file, for the editor's marks. */
export class PatchbayHighlightProvider implements DocumentHighlightProvider {
  private readonly services: LangiumServices;

  constructor(services: LangiumServices) {
    this.services = services;
  }

  async getDocumentHighlight(document: LangiumDocument, params: DocumentHighlightParams, token?: Cancellation.CancellationToken): Promise<DocumentHighlight[]> {
    const uses = await usesAt(document, params, this.services, { in: document, token });
    return uses.map(({ cst, declaration }) => ({ range: cst.range, kind: declaration ? DocumentHighlightKind.Write : DocumentHighlightKind.Read }));
  }
}

type PlacedUse = SymbolUse & { cst: NonNullable<SymbolUse['cst']> };

/** The places that name what stands under the cursor; `{ total }` names a value and a field in one place, which is told once. */
async function usesAt(document: LangiumDocument, params: TextDocumentPositionParams, services: LangiumServices, options: { in?: LangiumDocument; token?: Cancellation.CancellationToken | undefined }): Promise<PlacedUse[]> {
  const semantics = semanticsOf(services.shared);
  const found = namedAt(document, params, semantics);
  if (found?.symbol === undefined) return [];
  const { uses } = await usesOfSymbol(found.symbol, semantics, { ...options, at: found.node });
  const seen = new Set<NonNullable<SymbolUse['cst']>>();
  return uses.filter((use): use is PlacedUse => use.cst !== undefined && !seen.has(use.cst) && seen.add(use.cst) !== undefined);
}

/** What is named under the cursor. */
export function namedAt(document: LangiumDocument, params: TextDocumentPositionParams, semantics: Semantics): ReturnType<Semantics['symbolAt']> {
  return semantics.symbolAt(document, document.textDocument.offsetAt(params.position));
}

/** Links from a name in a text to declarations; those without a text are left out. */
export function linksTo(nodes: readonly (AstNode | undefined)[], from: SymbolUse): LocationLink[] | undefined {
  if (from.cst === undefined) return undefined;
  const origin = from.cst.range;
  const links = nodes.flatMap((node) => {
    const place = node && placeOf(node);
    return place === undefined ? [] : [{ originSelectionRange: origin, targetUri: place.uri, targetRange: place.whole, targetSelectionRange: place.name }];
  });
  return links.length === 0 ? undefined : links;
}

type Range = LocationLink['targetRange'];

/** Where a node stands: with its whole text, and with its name. */
export function placeOf(node: AstNode): { uri: string; whole: Range; name: Range } | undefined {
  const uri = AstUtils.getDocument(node).uri.toString();
  // A file that is empty has a root without text.
  const start = { line: 0, character: 0 };
  if (node.$container === undefined) return { uri, whole: { start, end: start }, name: { start, end: start } };
  const cst = node.$cstNode;
  if (cst === undefined) return undefined;
  const name = GrammarUtils.findNodeForProperty(cst, 'name') ?? GrammarUtils.findNodeForProperty(cst, 'key') ?? cst;
  return { uri, whole: cst.range, name: name.range };
}
