import type { AstNode } from 'langium';
import { ast } from '#language';

/**
 * The members of one name in objects that stand for the same value: in the items of an array, on both sides of `? :` and `??`, in the
 * cases of `match`; also where they are under the same key of such objects: the `sku` of all lines of all orders in a list. Their types are one where they
 * are equal, so that only the first would be found by its type.
 */
export function siblingEntries(entry: AstNode): AstNode[] {
  if (!ast.isPairEntry(entry) && !ast.isShorthandEntry(entry)) return [];
  let value: AstNode = entry.$container;
  while (value.$container !== undefined && isPart(value, value.$container)) value = value.$container;
  const holder = value.$container;
  const beside = ast.isPairEntry(holder) && holder.value === value ? siblingEntries(holder).flatMap((one) => (ast.isPairEntry(one) && one.value !== undefined ? [one.value] : [])) : [];
  if (value === entry.$container && beside.length === 0) return [];
  const found: AstNode[] = [];
  for (const whole of [value, ...beside]) {
    collect(whole, (object) => {
      for (const one of object.entries) if (one !== entry && !ast.isSpreadEntry(one) && one.key === entry.key) found.push(one);
    });
  }
  return found;
}

/** Whether a node gives its value on to the one around it, or is one of its items. */
function isPart(node: AstNode, around: AstNode): boolean {
  return partsOf(around).includes(node);
}

function partsOf(node: AstNode): (AstNode | undefined)[] {
  if (ast.isArrayLiteral(node)) return node.items;
  if (ast.isArrayItem(node)) return node.spread ? [] : [node.value];
  if (ast.isConditional(node)) return [node.then, node.otherwise];
  if (ast.isMatchExpression(node)) return node.cases;
  if (ast.isMatchCase(node)) return [node.value];
  if (ast.isParenthesizedExpression(node)) return [node.inner];
  return ast.isBinaryExpression(node) && node.operator === '??' ? [node.left, node.right] : [];
}

function collect(node: AstNode, visit: (object: ast.ObjectLiteral) => void): void {
  if (ast.isObjectLiteral(node)) visit(node);
  else for (const part of partsOf(node)) if (part !== undefined) collect(part, visit);
}
