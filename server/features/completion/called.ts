import type { AstNode } from 'langium';
import { ast, reads } from '#language';
import type { Place } from './place.ts';

/** The call that begins with a name: of `shop` all of `shop.listOrders(…)`. */
export function whole(node: AstNode): AstNode {
  const { $container: owner, $containerProperty: property } = node;
  const isHead = owner !== undefined && ((ast.isCall(owner) && property === 'callee') || (ast.isMemberAccess(owner) && property === 'target'));
  return isHead ? whole(owner) : node;
}

/** What a step does with the endpoint that it names: a source reads many records. */
export type Purpose = 'source' | 'reading' | 'writing' | 'both';

export const fitsPurpose = (endpoint: ast.Endpoint, purpose: Purpose): boolean => purpose === 'both' || (purpose === 'writing') !== reads(endpoint);

/** What stands around the call that the cursor is in the name of, and as which property of it. */
export function ownerOf({ node, property }: Place): { owner: AstNode | undefined; property: string | undefined } {
  if (property === undefined) return { owner: node, property: placesOf[node.$type] };
  const { $container, $containerProperty } = whole(node);
  return { owner: $container, property: $containerProperty };
}

/** Where nothing of the call is written yet, the property that it will be. */
const placesOf: Readonly<Record<string, string>> = { FromStep: 'source', EachStep: 'source', Cache: 'source', SendStep: 'call' };

/** Undefined where no endpoint is called. */
export function purposeOf(owner: AstNode, property: string | undefined): Purpose | undefined {
  if (ast.isSendStep(owner)) return property === 'call' || property === 'undo' ? 'writing' : undefined;
  if (ast.isNotifyStep(owner)) return 'writing';
  if (ast.isGiven(owner) || ast.isExpect(owner)) return 'both';
  if (ast.isCallStep(owner)) return 'reading';
  if (property !== 'source') return undefined;
  return ast.isFromStep(owner) || ast.isCache(owner) ? 'source' : ast.isEachStep(owner) ? 'reading' : undefined;
}
