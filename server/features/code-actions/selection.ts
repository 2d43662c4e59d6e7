import { type AstNode, CstUtils, type LangiumDocument } from 'langium';
import type { Range } from 'vscode-languageserver-protocol';
import { ast, extentOf, type Semantics } from '#language';
import type { LensCommand } from '#server/protocol';
import type { Fix } from './problem.ts';

/** What is selected, or where the cursor stands; offsets without the white space around it. */
export interface Selection { document: LangiumDocument; text: string; start: number; end: number; node: AstNode; semantics: Semantics; /** Whether the client has a command of ours, in a workspace that is trusted. */ can(command: LensCommand): boolean }

/** A change that nothing asks for. */
export interface Refactoring extends Fix { kind: string }

export type RefactoringSource = (selection: Selection) => Iterable<Refactoring>;

/** What is between two places, without the white space around it. */
export function selectionOf(document: LangiumDocument, range: Range, semantics: Semantics, can: Selection['can']): Selection {
  const text = document.textDocument.getText();
  let start = document.textDocument.offsetAt(range.start);
  let end = document.textDocument.offsetAt(range.end);
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  const root = document.parseResult.value.$cstNode;
  const node = root && (CstUtils.findLeafNodeAtOffset(root, start) ?? (start > 0 ? CstUtils.findLeafNodeAtOffset(root, start - 1) : undefined))?.astNode;
  // What is pasted into a file may be none of its tree yet.
  return { document, text, start, end, node: node ?? document.parseResult.value, semantics, can };
}

/** The expression that is selected from its first to its last letter. */
export function selectedExpression({ node, start, end }: Selection): ast.Expression | undefined {
  if (start === end) return undefined;
  let found: ast.Expression | undefined;
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) {
    const extent = extentOf(at);
    if (extent === undefined || extent.start < start || extent.end > end) break;
    if (extent.start === start && extent.end === end && ast.isExpression(at)) found = at;
  }
  return found;
}

/** What binds tighter than any operator, so that it needs no parentheses wherever it stands. */
const tight: ReadonlySet<string> = new Set([
  'NameReference', 'MemberAccess', 'IndexAccess', 'Call', 'ParenthesizedExpression', 'StringLiteral', 'InterpolatedText', 'IntegerLiteral', 'DecimalLiteral', 'DurationLiteral',
  'BooleanLiteral', 'NullLiteral', 'ArrayLiteral', 'ObjectLiteral', 'MatchExpression',
]);

/** Whether an expression needs parentheses where another one stands. */
export function needsParentheses(value: ast.Expression, place: AstNode): boolean {
  if (tight.has(value.$type)) return false;
  const parent = place.$container;
  switch (parent?.$type) {
    case 'BinaryExpression': case 'UnaryExpression': case 'Conditional': return true;
    case 'MemberAccess': case 'IndexAccess': return place.$containerProperty === 'target';
    case 'Call': return place.$containerProperty === 'callee';
    default: return false;
  }
}
