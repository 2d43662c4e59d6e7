import type { AstNode } from 'langium';
import type { Call, Expression, IndexAccess, ShorthandEntry } from '../generated/ast.ts';
import { walk } from './walk.ts';

/** A place where a node names something that is declared elsewhere. */
export interface NameUse {
  node: AstNode;
  /** Of `{ total }` there are two: `key`, the value's name, and `field`, the member's, which stands in the same place. */
  property: string;
  /** Of one that holds several names: `a.b.c` of a field path. */
  index?: number;
  text: string;
}

const properties: Record<string, readonly string[]> = {
  NameReference: ['name'], ShorthandEntry: ['key'], MemberAccess: ['member'], Argument: ['name'], PairEntry: ['key'], NamedType: ['name', 'member'],
  Entity: ['base'], InstanceReference: ['connector', 'instance'], Extend: ['connector', 'entity'], Test: ['subject', 'member'], RunStep: ['flow'],
  EachResult: ['parameter'], Incremental: ['parameter', 'until'], SlotPart: ['name'], Import: ['path'], JsonMember: ['key'], JsonString: ['value'],
  FieldPath: ['parts'], IndexAccess: [], Call: [],
};

/** Methods of objects that take the names of fields as texts. */
const namingMethods: ReadonlySet<string | undefined> = new Set(['pick', 'omit', 'get']);

/** The names that a node itself uses, without those of the nodes in it. */
export function nameUsesOf(node: AstNode): NameUse[] {
  const found: NameUse[] = [];
  for (const property of properties[node.$type] ?? []) {
    const value = (node as unknown as Record<string, unknown>)[property];
    if (typeof value === 'string') found.push({ node, property, text: value });
    else if (Array.isArray(value)) value.forEach((text, index) => { if (typeof text === 'string') found.push({ node, property, index, text }); });
  }
  if (node.$type === 'ShorthandEntry') found.push({ node, property: 'field', text: (node as ShorthandEntry).key });
  else if (node.$type === 'IndexAccess') addText((node as IndexAccess).index, found);
  else if (node.$type === 'Call') addFieldTexts(node as Call, found);
  return found;
}

/** `order['x-y']` names a field, and so does `order.pick('id', 'total')`. */
function addText(value: Expression | undefined, found: NameUse[]): void {
  if (value?.$type === 'StringLiteral') found.push({ node: value, property: 'value', text: value.value });
}

function addFieldTexts(call: Call, found: NameUse[]): void {
  if (call.callee?.$type !== 'MemberAccess' || !namingMethods.has(call.callee.member)) return;
  for (const { value } of call.args) {
    if (value?.$type === 'ArrayLiteral') for (const item of value.items) addText(item.value, found);
    else addText(value, found);
  }
}

/** All names used below a node, a member before its target. */
export function namesIn(root: AstNode): NameUse[] {
  const found: NameUse[] = [];
  walk(root, (node) => {
    if (properties[node.$type] === undefined) return;
    found.push(...nameUsesOf(node));
  });
  return found;
}

const byText = new WeakMap<AstNode, Map<string, NameUse[]>>();

/** The names of that text below the root of a document; kept as long as its tree is. */
export function namesLike(root: AstNode, text: string): readonly NameUse[] {
  let names = byText.get(root);
  if (names === undefined) {
    names = new Map();
    for (const use of namesIn(root)) {
      const same = names.get(use.text);
      if (same === undefined) names.set(use.text, [use]);
      else same.push(use);
    }
    byText.set(root, names);
  }
  return names.get(text) ?? [];
}
