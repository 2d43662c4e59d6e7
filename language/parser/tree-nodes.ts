// What the parser makes of Langium's tree nodes beside Langium: fewer of them, and their links.
import type { CstNode } from 'langium';
import { AstUtils, GrammarAST, isAstNode, isCompositeCstNode } from 'langium';

/** A node of the text's tree while it is made. */
export interface MutableNode { content: CstNode[]; container?: unknown }

const passedOn = new WeakMap<GrammarAST.AbstractElement, boolean>();

/** Whether a rule is called without an assignment, so that what it makes becomes what the calling rule makes. */
export function isPassedOn(feature: GrammarAST.AbstractElement): boolean {
  let known = passedOn.get(feature);
  if (known === undefined) passedOn.set(feature, known = AstUtils.getContainerOfType(feature, GrammarAST.isAssignment) === undefined);
  return known;
}

/**
 * Takes out the node of such a call: its content comes into the node around it, which is the one that the value gets. A name as an argument
 * has one node around it then and not six, which is half of what the trees of a workspace take.
 */
export function liftLast(around: MutableNode): void {
  const last = around.content.at(-1);
  if (last === undefined || !isCompositeCstNode(last)) return;
  let { content } = last;
  if (GrammarAST.isRuleCall(last.grammarSource) && GrammarAST.isInfixRule(last.grammarSource.rule.ref)) {
    // The values on the two sides of an operator have its node too. Without an operator there is one part, which is the value.
    const [only] = content;
    if (content.length !== 1 || only === undefined || !isCompositeCstNode(only)) return;
    content = only.content;
  }
  around.content.pop();
  for (const node of content) {
    (node as unknown as MutableNode).container = around;
    around.content.push(node);
  }
}

/** Of the tree's types, what a new node is completed by. */
export interface Reflection { getTypeMetaData(type: string): { properties: Record<string, { defaultValue?: unknown }> } }

/** The same of only the members that have a default: of each new node Langium looks at all that it may have. */
export function onlyDefaults(reflection: Reflection): Reflection {
  const known = new Map<string, ReturnType<Reflection['getTypeMetaData']>>();
  return {
    getTypeMetaData(type) {
      let data = known.get(type);
      if (data === undefined) {
        const whole = reflection.getTypeMetaData(type);
        data = { ...whole, properties: Object.fromEntries(Object.entries(whole.properties).filter(([, { defaultValue }]) => defaultValue !== undefined)) };
        known.set(type, data);
      }
      return data;
    },
  };
}

interface Linked { $container?: unknown; $containerProperty?: string; $containerIndex?: number }

/** Says of each node what it is in. Langium's `linkContentToContainer` makes an array of each node's members, a tenth of what reading a file makes. */
export function linkTree(node: object): void {
  for (const name in node) {
    if (name.startsWith('$')) continue;
    const value = (node as Record<string, unknown>)[name];
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        const item: unknown = value[index];
        if (!isAstNode(item)) continue;
        const linked: Linked = item;
        linked.$container = node;
        linked.$containerProperty = name;
        linked.$containerIndex = index;
        linkTree(item);
      }
    } else if (isAstNode(value)) {
      const linked: Linked = value;
      linked.$container = node;
      linked.$containerProperty = name;
      linkTree(value);
    }
  }
}
