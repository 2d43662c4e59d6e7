import { type CompositeCstNode, isCompositeCstNode } from 'langium';
import { isWithin } from '../references/walk.ts';

/**
 * Gives a place in the tree to what recovery left outside of it: a node that was read to its end while the rule around it was given up is known
 * to the text only, and whoever comes to it by a place in the text finds neither file nor scope.
 */
export function adoptOrphans(cst: CompositeCstNode): void {
  for (const child of cst.content) {
    if (!isCompositeCstNode(child)) continue;
    const { astNode } = child;
    const around = cst.astNode;
    if (astNode !== around && astNode.$container === undefined && !isWithin(around, astNode)) Object.assign(astNode, { $container: around });
    adoptOrphans(child);
  }
}
