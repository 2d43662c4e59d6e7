import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { AstUtils, CstUtils, type AstNode } from 'langium';
import { ast, membersOf, nonNull, type Type, typeText } from '#language';
import { type Proposal, symbolProposal } from './items.ts';
import { type Place, standIn } from './place.ts';

/** Names that may be used as values: what the nearest scope binds first, built-in functions last. */
export function valueNames(place: Place): Proposal[] {
  if (!place.slots.has('value')) return [];
  const node = standIn(place);
  if (node === undefined) return [];
  const { semantics } = place;
  return semantics.symbolsAt(node)
    .filter((symbol) => symbol.kind !== 'endpoint' || wantsEndpoint(place))
    .map((symbol, index) => symbolProposal(symbol, semantics, symbol.kind === 'builtin' ? 500 : index));
}

/** An endpoint of the connector itself is named after `check`, in `for`, `verify` and `upsert` only. */
function wantsEndpoint(place: Place): boolean {
  const owner = place.node && AstUtils.getContainerOfType(place.node, (node): node is AstNode => ast.isCheck(node) || ast.isForEach(node) || ast.isVerify(node) || ast.isUpsert(node));
  return owner !== undefined;
}

/** The members of a union of literals, where one is wanted: an argument, a comparison, a field, a case of `match`. */
export function literals(place: Place): Proposal[] {
  if (!place.slots.has('text') && !place.slots.has('value')) return [];
  const type = wantedType(place);
  if (type === undefined) return [];
  return membersOf(type).flatMap((member, index): Proposal[] => {
    if (member.kind !== 'literal' || member.of === 'boolean') return [];
    const label = typeText(member);
    return [{ label, kind: CompletionItemKind.EnumMember, detail: member.of, sortText: `000${String(index).padStart(3, '0')}` }];
  });
}

/**
 * The type that is wanted at the cursor. Where the text is half typed the tree has no place for it yet: what stands before the cursor on the
 * line tells (`name:`, `==`).
 */
export function wantedType(place: Place): Type | undefined {
  const { node, semantics, lineBefore } = place;
  if (node === undefined) return undefined;
  const compared = /(?:==|!=)\s*$/.test(lineBefore) ? comparedWith(place) : undefined;
  if (compared !== undefined) return nonNull(compared);
  if (ast.isMatchExpression(node) || ast.isMatchCase(node)) {
    const match = AstUtils.getContainerOfType(node, ast.isMatchExpression);
    if (match !== undefined && /[{,|]\s*$|^\s*$/.test(lineBefore)) return semantics.types.typeOf(match.subject);
  }
  const name = /([A-Za-z_$][\w$]*)\??\s*:\s*$/.exec(lineBefore)?.[1];
  if (name !== undefined) {
    const outer = AstUtils.getContainerOfType(node, (one): one is ast.Call | ast.ObjectLiteral => ast.isCall(one) || ast.isObjectLiteral(one));
    if (ast.isCall(outer)) return parameterType(semantics.types.callTarget(outer)?.parameters.find((one) => one.name === name)?.type);
    if (ast.isObjectLiteral(outer)) {
      const wanted = semantics.types.expectedType(outer);
      const field = wanted === undefined ? undefined : membersOf(nonNull(wanted)).map((one) => (one.kind === 'object' ? one.fields.get(name) : undefined)).find((one) => one !== undefined);
      return parameterType(field?.type);
    }
  }
  const stand = standIn(place);
  const type = stand && semantics.types.expectedType(stand);
  return type && nonNull(type);
}

function parameterType(type: Type | undefined): Type | undefined {
  return type && nonNull(type);
}

/** The type of what stands before the operator. */
function comparedWith({ document, tokenOffset, semantics }: Place): Type | undefined {
  const text = document.textDocument.getText().slice(0, tokenOffset);
  const end = text.replace(/\s*(?:==|!=)\s*$/, '').length;
  const root = document.parseResult.value.$cstNode;
  const leaf = root && CstUtils.findLeafNodeBeforeOffset(root, end - 1);
  let node: AstNode | undefined = leaf?.astNode;
  while (node?.$container?.$cstNode?.end === end && ast.isExpression(node.$container)) node = node.$container;
  return node !== undefined && ast.isExpression(node) ? semantics.types.typeOf(node) : undefined;
}
