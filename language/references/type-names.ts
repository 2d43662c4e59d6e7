import { AstUtils, type AstNode } from 'langium';
import type { Entity, Extend, Flow, NamedType, Use } from '../generated/ast.ts';
import { documentSymbols } from './document-symbols.ts';
import type { NamedSymbol } from './symbol.ts';
import { enclosing } from './walk.ts';
import type { ConnectorEntry, WorkspaceIndex } from './workspace-index.ts';

export interface TypeNames {
  /** The entity that a type names; undefined for scalars and unknown names. */
  entity(node: NamedType): Entity | undefined;
  /** What stands before the dot: an alias of the flow around, or a connector. */
  qualifier(name: string, from: AstNode): NamedSymbol | undefined;
  /** The connector that an alias stands for. */
  connectorOfUse(use: Use): ConnectorEntry | undefined;
  /** The connector that a symbol of kind `use` or `connector` means. */
  connectorOf(symbol: NamedSymbol | undefined): ConnectorEntry | undefined;
  /** An entity of a connector, also one that stands beside it or is imported. */
  entityOf(connector: ConnectorEntry, name: string): Entity | undefined;
  /** All entities of a connector by name. */
  entitiesOf(connector: ConnectorEntry): Map<string, Entity>;
  /** Entities that need no qualifier at a node. */
  entitiesAt(node: AstNode): Map<string, Entity>;
  /** The connector that a node of a connector file or an entity belongs to, for its name in texts. */
  qualified(entity: Entity, from: AstNode | undefined): string;
  /** `extend`s that add to an entity, as the workspace of `from` sees them. */
  extensions(entity: Entity): Extend[];
}

/** Names of types: entities by themselves, of connectors, and of aliases. */
export function createTypeNames(index: WorkspaceIndex): TypeNames {
  const byDocument = new WeakMap<AstNode, { generation: number; entities: Map<string, Entity> }>();

  function fileEntities(root: AstNode): Map<string, Entity> {
    const known = byDocument.get(root);
    if (known?.generation === index.generation) return known.entities;
    const entities = new Map<string, Entity>();
    const file = documentSymbols(root);
    for (const more of [file.connector?.entities, file.entities, ...index.imports(AstUtils.getDocument(root)).map((one) => one.entities)]) {
      for (const [name, entity] of more ?? []) if (!entities.has(name)) entities.set(name, entity);
    }
    byDocument.set(root, { generation: index.generation, entities });
    return entities;
  }

  const names: TypeNames = {
    entity(node) {
      if (!node.name) return undefined;
      if (node.member === undefined) return node.dangling === undefined ? names.entitiesAt(node).get(node.name) : undefined;
      const connector = names.connectorOf(names.qualifier(node.name, node));
      return connector && names.entityOf(connector, node.member);
    },
    qualifier(name, from) {
      const flow = enclosing<Flow>(from, 'Flow');
      const use = flow?.steps.find((step): step is Use => step.$type === 'Use' && step.name === name);
      if (use !== undefined) return { kind: 'use', name, node: use, scope: 'use' };
      const connector = index.connector(name, from);
      return connector && { kind: 'connector', name, node: connector.node };
    },
    connectorOfUse(use) {
      const name = use.instances[0]?.connector;
      return name ? index.connector(name, use) : undefined;
    },
    connectorOf(symbol) {
      if (symbol?.node === undefined) return undefined;
      if (symbol.kind === 'use') return names.connectorOfUse(symbol.node as Use);
      return symbol.kind === 'connector' ? index.enclosingConnector(symbol.node) : undefined;
    },
    entityOf: (connector, name) => names.entitiesOf(connector).get(name),
    entitiesOf: (connector) => fileEntities(connector.document.parseResult.value),
    entitiesAt(node) {
      let root = node;
      while (root.$container !== undefined) root = root.$container;
      return fileEntities(root);
    },
    qualified(entity, from) {
      const connector = index.enclosingConnector(entity);
      if (connector === undefined || (from !== undefined && index.enclosingConnector(from)?.node === connector.node)) return entity.name;
      return `${connector.name}.${entity.name}`;
    },
    extensions(entity) {
      const view = index.viewOf(entity);
      const connector = index.enclosingConnector(entity);
      return connector === undefined ? [] : (view.extensions.get(`${connector.name}.${entity.name}`) ?? []);
    },
  };
  return names;
}
