import { type CstNode, CstUtils } from 'langium';
import { ast, type SymbolUse } from '#language';
import { inQuotes } from '../written-names.ts';
import type { Change } from './change.ts';
import { isIdentifier } from './new-name.ts';

/** How a place that names a symbol is written with its new name; undefined where that name cannot stand there. */
export function respelled(use: SymbolUse, name: string): Change | undefined {
  const { cst, document, node } = use;
  if (cst === undefined) return undefined;
  const change = (newText: string, nameAt = 0, from: CstNode = cst): Change => ({ document, start: from.offset, end: cst.end, newText, nameAt });
  const quote = cst.text.charAt(0);
  if (quote === '"' && (ast.isJsonMember(node) || ast.isJsonString(node))) return change(JSON.stringify(name));
  // What is in quotes stays so, so that renaming back gives the same text.
  if (quote === '"' || quote === "'") return change(inQuotes(name, quote));
  if (ast.isShorthandEntry(node)) {
    if (use.property !== 'field' && !use.declaration) return isIdentifier(name) ? change(`${node.key}: ${name}`, node.key.length + 2) : undefined;
    return change(`${spelled(name)}: ${node.key}`);
  }
  if (isIdentifier(name)) return change(name);
  if (ast.isField(node) || ast.isPairEntry(node)) return change(inQuotes(name, "'"));
  if (ast.isMemberAccess(node)) return asIndex(node, cst, name, change);
  // The name of a connector or of an instance.
  return takesHyphens(use) && /^[\w$-]+$/.test(name) ? change(name) : undefined;
}

/** `order.total` becomes `order['total price']`, and `order?.total` `order?.['total price']`. */
function asIndex(node: ast.MemberAccess, member: CstNode, name: string, change: (newText: string, nameAt: number, from: CstNode) => Change): Change | undefined {
  const dot = CstUtils.getPreviousNode(member, false);
  if (dot === undefined || (dot.text !== '.' && dot.text !== '?.')) return undefined;
  const opening = node.optional ? '?.[' : '[';
  return change(`${opening}${inQuotes(name, "'")}]`, opening.length, dot);
}

function takesHyphens({ node, property }: SymbolUse): boolean {
  return ast.isConnector(node) || ast.isInstanceReference(node) || (ast.isNamedType(node) && property === 'name') || (ast.isExtend(node) && property === 'connector')
    || (ast.isTest(node) && property === 'subject');
}

function spelled(name: string): string {
  return isIdentifier(name) ? name : inQuotes(name, "'");
}
