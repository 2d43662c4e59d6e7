import type { AstNode } from 'langium';
import { walk } from './walk.ts';

/** A place where a node names something that is declared elsewhere. */
export interface NameUse {
  node: AstNode;
  property: string;
  /** Of one that holds several names: `a.b.c` of a field path. */
  index?: number;
  text: string;
}

const properties: Record<string, readonly string[]> = {
  NameReference: ['name'], ShorthandEntry: ['key'], MemberAccess: ['member'], Argument: ['name'], PairEntry: ['key'], NamedType: ['name', 'member'],
  Entity: ['base'], InstanceReference: ['connector', 'instance'], Extend: ['connector', 'entity'], Test: ['subject', 'member'], RunStep: ['flow'],
  EachResult: ['parameter'], Incremental: ['parameter', 'until'], SlotPart: ['name'], Import: ['path'], JsonMember: ['key'], JsonString: ['value'],
  FieldPath: ['parts'],
};

/** The names that a node itself uses, without those of the nodes in it. */
export function nameUsesOf(node: AstNode): NameUse[] {
  const found: NameUse[] = [];
  for (const property of properties[node.$type] ?? []) {
    const value = (node as unknown as Record<string, unknown>)[property];
    if (typeof value === 'string') found.push({ node, property, text: value });
    else if (Array.isArray(value)) value.forEach((text, index) => { if (typeof text === 'string') found.push({ node, property, index, text }); });
  }
  return found;
}

/** All names used below a node, a member before its target; `text` keeps only those of that name. */
export function namesIn(root: AstNode, text?: string): NameUse[] {
  const found: NameUse[] = [];
  walk(root, (node) => {
    if (properties[node.$type] === undefined) return;
    for (const use of nameUsesOf(node)) if (text === undefined || use.text === text) found.push(use);
  });
  return found;
}
