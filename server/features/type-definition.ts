import type { AstNode, LangiumDocument } from 'langium';
import type { LangiumServices, TypeDefinitionProvider } from 'langium/lsp';
import type { TypeDefinitionParams } from 'vscode-languageserver-protocol';
import { type NamedSymbol, type Semantics, semanticsOf, type Type } from '#language';
import { type Links, linkSupport } from './link-support.ts';
import { linksTo, namedAt } from './navigation.ts';

/** From a value to the entity that it is: of `orders.first()` the entity of an order. An alias leads to its connector, an instance as well. */
export class PatchbayTypeDefinitionProvider implements TypeDefinitionProvider {
  private readonly services: LangiumServices;
  private readonly taken: (links: Links) => Links;

  constructor(services: LangiumServices) {
    this.services = services;
    this.taken = linkSupport(services.shared, 'typeDefinition');
  }

  getTypeDefinition(document: LangiumDocument, params: TypeDefinitionParams): Links {
    const semantics = semanticsOf(this.services.shared);
    const found = namedAt(document, params, semantics);
    return found?.symbol && this.taken(linksTo([...typesOf(found.symbol, found.node, semantics)], found));
  }
}

function typesOf(symbol: NamedSymbol, at: AstNode, semantics: Semantics): Set<AstNode> {
  const { index, names, types } = semantics;
  switch (symbol.kind) {
    case 'entity': case 'connector': return new Set(symbol.node === undefined ? [] : [symbol.node]);
    case 'use': { const connector = names.connectorOf(symbol)?.node; return new Set(connector === undefined ? [] : [connector]); }
    case 'instance': {
      const connector = index.connector(index.instance(symbol.name, at)?.connector ?? '', at)?.node;
      return new Set(connector === undefined ? [] : [connector]);
    }
    default: {
      const found = new Set<AstNode>();
      collect(types.typeOfSymbol(symbol, at), found, semantics, new Set());
      return found;
    }
  }
}

/** The entities in a type, through arrays, maps and unions; of what can be called those that it gives. */
function collect(type: Type, found: Set<AstNode>, semantics: Semantics, seen: Set<Type>): void {
  if (seen.has(type)) return;
  seen.add(type);
  switch (type.kind) {
    case 'object': if (type.entity !== undefined) found.add(type.entity); break;
    case 'array': case 'map': collect(type.of, found, semantics, seen); break;
    case 'union': for (const member of type.members) collect(member, found, semantics, seen); break;
    case 'function': collect(type.returns, found, semantics, seen); break;
    case 'table': case 'cache': collect(type.value, found, semantics, seen); break;
    case 'endpoint': collect(semantics.types.declaredType(type.endpoint.type), found, semantics, seen); break;
    case 'webhook': collect(semantics.types.declaredType(type.webhook.type), found, semantics, seen); break;
    default: break;
  }
}
