import type { AstNode } from 'langium';

/**
 * Calls `visit` with every node below and including `node`, parents first; what `visit` answers with `false` is not entered. Faster than
 * Langium's streams, which is felt where a whole file is walked after a key.
 */
export function walk(node: AstNode, visit: (node: AstNode) => boolean | void): void {
  if (visit(node) === false) return;
  for (const key in node) {
    if (key.charCodeAt(0) === 36 /* $ */) continue;
    const value = (node as unknown as Record<string, unknown>)[key];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) walk(item, visit);
    } else if (isNode(value)) walk(value, visit);
  }
}

/** The nearest node of that type around and including `node`. */
export function enclosing<N extends AstNode>(node: AstNode | undefined, type: N['$type']): N | undefined {
  for (let at = node; at !== undefined; at = at.$container) if (at.$type === type) return at as N;
  return undefined;
}

/** The node at the top of the tree. */
export function rootOf(node: AstNode): AstNode {
  let at = node;
  while (at.$container !== undefined) at = at.$container;
  return at;
}

function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && typeof (value as AstNode).$type === 'string';
}
