import { type AstNode, AstUtils, CstUtils, GrammarAST, type LangiumDocument, type LeafCstNode } from 'langium';
import type { CompletionContext, NextFeature } from 'langium/lsp';
import { ast, type Semantics } from '#language';

/** What the grammar lets stand at the cursor, as far as it is no keyword. */
export type Slot =
  | 'value' | 'member' | 'type-member' | 'argument-name' | 'key' | 'qualified-name' | 'attribute' | 'text' | 'parameter-name' | 'field-path' | 'base-entity' | 'slot-part'
  | 'json-key' | 'json-value';

/** The cursor, with the token before it and the node that it stands in. */
export interface Place {
  document: LangiumDocument;
  semantics: Semantics;
  offset: number;
  /** Of the token that is being written, or the cursor twice where there is none. */
  tokenOffset: number;
  tokenEndOffset: number;
  /** The text from the line's beginning to the token. */
  lineBefore: string;
  /** The last token before the one that is being written. */
  leaf: LeafCstNode | undefined;
  node: AstNode | undefined;
  slots: ReadonlySet<Slot>;
}

/** The place of one context of Langium's completion. */
export function placeOf(context: CompletionContext, semantics: Semantics): Place {
  const { document, tokenOffset, tokenEndOffset, offset } = context;
  const root = document.parseResult.value.$cstNode;
  const leaf = root && tokenOffset > 0 ? leafBefore(root, tokenOffset) : undefined;
  const text = document.textDocument.getText();
  const node = leaf?.astNode ?? context.node;
  const lineBefore = text.slice(text.lastIndexOf('\n', tokenOffset - 1) + 1, tokenOffset);
  const slots = new Set<Slot>();
  for (const next of context.features) for (const slot of slotsOf(next, node)) slots.add(slot);
  return { document, semantics, offset, tokenOffset, tokenEndOffset, lineBefore, leaf, node, slots };
}

function leafBefore(root: NonNullable<AstNode['$cstNode']>, offset: number): LeafCstNode | undefined {
  const leaf = CstUtils.findLeafNodeBeforeOffset(root as Parameters<typeof CstUtils.findLeafNodeBeforeOffset>[0], offset - 1);
  return leaf as LeafCstNode | undefined;
}

/** By the type that the grammar is about to make, the property that it fills, and for names with hyphens the rule that wants one. */
function slotsOf(next: NextFeature, node: AstNode | undefined): Slot[] {
  const { feature } = next;
  if (!GrammarAST.isRuleCall(feature)) return [];
  const rule = feature.rule.ref?.name ?? '';
  const assigned = AstUtils.getContainerOfType(feature, GrammarAST.isAssignment)?.feature;
  const owner = AstUtils.getContainerOfType(feature, GrammarAST.isParserRule)?.name;
  if (rule === 'JSON_KEY' || (rule === 'JSON_STRING' && assigned === 'key')) return ['json-key'];
  if (rule.startsWith('JSON_')) return ['json-value'];
  if (rule === 'ATTRIBUTE') return ['attribute'];
  if (owner === 'HyphenName') return ['qualified-name'];
  if (owner === 'FieldPath') return ['field-path'];
  if (assigned === 'member') return [node !== undefined && (ast.isNamedType(node) || ast.isTest(node)) ? 'type-member' : 'member'];
  if (owner === 'SlotPart' && assigned === 'name') return ['slot-part'];
  switch (next.type) {
    case 'NameReference': return ['value'];
    case 'StringLiteral': return ['text'];
    case 'Argument': return assigned === 'name' ? ['argument-name'] : [];
    case 'PairEntry': return assigned === 'key' && rule === 'ID' ? ['key'] : [];
    default: break;
  }
  if (owner === 'Incremental' && rule === 'ID') return ['parameter-name'];
  if (owner === 'Entity' && assigned === 'base') return ['base-entity'];
  return [];
}

/** A name that might stand at the cursor: what names see from there, and what type is wanted there, is asked of it. */
export function standIn(place: Place): AstNode | undefined {
  const { node, leaf } = place;
  if (node === undefined) return undefined;
  return { $type: 'NameReference', name: '', $container: node, $containerProperty: propertyAfter(node, leaf?.text ?? '') } as unknown as AstNode;
}

/** The property of a node that follows one of its tokens, where scopes or types depend on it. */
function propertyAfter(node: AstNode, token: string): string {
  if (ast.isLambda(node)) return token === '=>' ? 'body' : 'parameters';
  if (ast.isFunctionDeclaration(node)) return token === '=' ? 'body' : 'parameters';
  if (ast.isField(node) || ast.isParameter(node)) return token === '=' ? 'default' : 'type';
  if (ast.isEachStep(node)) return 'source';
  if (ast.isRouteCase(node)) return 'condition';
  if (ast.isFromStep(node)) return token === 'starting' ? 'starting' : 'source';
  if (ast.isSendStep(node)) return token === 'undo' ? 'undo' : 'call';
  if (ast.isTrigger(node)) return token === 'verify' ? 'verify' : 'hook';
  return 'value';
}
