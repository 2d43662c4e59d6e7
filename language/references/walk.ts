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

/**
 * Where a node stands in the text, by offsets (`end` exclusive); undefined where it has no text. Of `a && b && c` the parser gives each part
 * the place of the whole, so that an operator is measured from what is on its left to what is on its right.
 */
export function extentOf(node: AstNode): { start: number; end: number } | undefined {
  const cst = node.$cstNode;
  if (node.$type !== 'BinaryExpression') return cst && { start: cst.offset, end: cst.end };
  const { left, right } = node as { left?: AstNode; right?: AstNode } & AstNode;
  const first = left && extentOf(left);
  const last = right && extentOf(right);
  return first !== undefined && last !== undefined ? { start: first.start, end: last.end } : cst && { start: cst.offset, end: cst.end };
}

/** A node as it is written. */
export function writtenText(node: AstNode | undefined): string | undefined {
  const extent = node && extentOf(node);
  const whole = node?.$cstNode;
  return extent === undefined || whole === undefined ? undefined : whole.text.slice(extent.start - whole.offset, extent.end - whole.offset);
}

/** Whether a node lies in another, or is it. */
export function isWithin(node: AstNode, outer: AstNode): boolean {
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) if (at === outer) return true;
  return false;
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
