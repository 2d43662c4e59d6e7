import type { AstNode } from 'langium';
import type { ConnectorFile, Entity } from '../generated/ast.ts';
import { declaredSymbol } from '../references/declarations.ts';
import { walk } from '../references/walk.ts';
import { mayBeUsedInBroken } from './broken.ts';
import { type CheckTable, type NodeCheck } from './check.ts';

/** Entities of a connector that nothing names: a hint, for flows of other workspaces may. */
const unused: NodeCheck<ConnectorFile> = (node, report, semantics) => {
  const connectors = node.items.filter((item) => item.$type === 'Connector');
  // A file without a connector is there to be imported.
  if (connectors.length === 0) return;
  const entities: Entity[] = [...node.items, ...connectors.flatMap((connector) => connector.members as AstNode[])].filter((item): item is Entity => item.$type === 'Entity' && Boolean((item as Entity).name));
  if (entities.length === 0) return;
  const named = new Set<string>();
  walk(node, (inner) => {
    if (inner.$type === 'NamedType') named.add((inner as unknown as { name: string }).name);
    else if (inner.$type === 'Entity' && (inner as Entity).base !== undefined) named.add((inner as Entity).base!);
  });
  for (const entity of entities) {
    if (named.has(entity.name) || mayBeUsedInBroken(entity, entity.name)) continue;
    const symbol = declaredSymbol(entity);
    if (symbol !== undefined && semantics.usesOf(symbol).length === 0) report('unused-entity', { node: entity, property: 'name' }, `Nothing uses the entity \`${entity.name}\`.`, { data: { remove: true }, tag: 'unnecessary' });
  }
};

export const entityChecks: CheckTable = { ConnectorFile: [unused] };
