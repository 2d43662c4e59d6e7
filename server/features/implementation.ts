import { type AstNode, AstUtils, type Cancellation, type LangiumDocument } from 'langium';
import type { ImplementationProvider, LangiumServices } from 'langium/lsp';
import type { ImplementationParams, LocationLink } from 'vscode-languageserver-protocol';
import { ast, enclosing, type NamedSymbol, semanticsOf, type SymbolUse } from '#language';
import { type Links, linkSupport } from './link-support.ts';
import { linksTo, namedAt } from './navigation.ts';
import { usesOfSymbol } from './symbol-uses.ts';

/**
 * From what is declared to where it is put to work: from an endpoint to the steps that call it, from a webhook to the triggers, from a
 * flow to the steps that run it, from an entity to the mappings that make it, from a connector to its instances, and from those to the
 * flows that use them.
 */
export class PatchbayImplementationProvider implements ImplementationProvider {
  private readonly services: LangiumServices;
  private readonly taken: (links: Links) => Links;

  constructor(services: LangiumServices) {
    this.services = services;
    this.taken = linkSupport(services.shared, 'implementation');
  }

  async getImplementation(document: LangiumDocument, params: ImplementationParams, token?: Cancellation.CancellationToken): Promise<Links> {
    const semantics = semanticsOf(this.services.shared);
    const found = namedAt(document, params, semantics);
    const symbol = found?.symbol;
    if (symbol === undefined || found?.cst === undefined) return undefined;
    if (!worked.has(symbol.kind)) return this.taken(linksTo([symbol.node, ...(symbol.others ?? [])], found));
    const { uses } = await usesOfSymbol(symbol, semantics, { at: found.node, token });
    const links = new Map<AstNode, LocationLink>();
    for (const use of uses) {
      const worker = use.declaration ? undefined : workerOf(use, symbol);
      if (worker?.$cstNode === undefined || use.cst === undefined || links.has(worker)) continue;
      links.set(worker, { originSelectionRange: found.cst.range, targetUri: AstUtils.getDocument(worker).uri.toString(), targetRange: worker.$cstNode.range, targetSelectionRange: use.cst.range });
    }
    return this.taken([...links.values()]);
  }
}

const worked: ReadonlySet<NamedSymbol['kind']> = new Set(['endpoint', 'webhook', 'flow', 'entity', 'connector', 'instance']);

/** What a use of a declaration stands in, where it does the work: the step, the mapping, the instance. */
function workerOf(use: SymbolUse, symbol: NamedSymbol): AstNode | undefined {
  switch (symbol.kind) {
    // A flow, or an endpoint that is made of others.
    case 'endpoint': case 'webhook': case 'flow': return ast.isTest(use.node) ? undefined : stepAround(use.node) ?? memberAround(use.node);
    case 'entity': return mappingOf(use.node);
    case 'connector': return ast.isJsonString(use.node) ? enclosing<ast.JsonMember>(use.node.$container?.$container, 'JsonMember') : undefined;
    case 'instance': return enclosing<ast.Use>(use.node, 'Use');
    default: return undefined;
  }
}

/** The innermost step of a flow around a node. */
function stepAround(node: AstNode): AstNode | undefined {
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) if (at.$containerProperty === 'steps') return at;
  return undefined;
}

function memberAround(node: AstNode): AstNode | undefined {
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) {
    if (at.$container !== undefined && (ast.isEndpoint(at.$container) || ast.isConnector(at.$container)) && at.$containerProperty === 'members') return at;
  }
  return undefined;
}

/** The `map` or `let` whose type, or the type of whose elements, names the entity. */
function mappingOf(node: AstNode): AstNode | undefined {
  for (let at: AstNode | undefined = node; at?.$container !== undefined; at = at.$container) {
    if ((ast.isMapStep(at.$container) || ast.isLetStep(at.$container)) && at.$containerProperty === 'type') return at.$container;
  }
  return undefined;
}
