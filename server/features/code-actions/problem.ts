import { type AstNode, AstUtils, CstUtils, type LangiumDocument } from 'langium';
import type { Command, Diagnostic } from 'vscode-languageserver-protocol';
import { ast, type DiagnosticCode, type Semantics } from '#language';
import type { LensCommand } from '#server/protocol';

/** A diagnostic of the checker and where it stands: what fixes look at. Offsets are those of the document's text, `end` exclusive. */
export interface Problem {
  diagnostic: Diagnostic;
  code: DiagnosticCode;
  message: string;
  document: LangiumDocument;
  text: string;
  start: number;
  end: number;
  /** The smallest node at its beginning. */
  node: AstNode;
  semantics: Semantics;
  /** Whether the client has a command of ours, in a workspace that is trusted. */
  can(command: LensCommand): boolean;
}

/** One change of one text; without a document, of the one that the problem stands in. */
export interface Edit { document?: LangiumDocument; start: number; end: number; text: string }

/** One way out. `preferred` where it is the obvious one; `safe` where it changes nothing of what the file means. */
export interface Fix { title: string; edits?: Edit[]; command?: Command; preferred?: boolean; safe?: boolean }

/** The ways out of a problem of one code; none where the text is not what the fix is for. Never throws, whatever is half typed. */
export type FixSource = (problem: Problem) => Iterable<Fix>;

/** The problem of a diagnostic; undefined where its place is none of the tree. */
export function problemOf(diagnostic: Diagnostic, document: LangiumDocument, semantics: Semantics, can: Problem['can']): Problem | undefined {
  const { textDocument, parseResult } = document;
  const root = parseResult.value.$cstNode;
  if (root === undefined || typeof diagnostic.code !== 'string') return undefined;
  const start = textDocument.offsetAt(diagnostic.range.start);
  const node = CstUtils.findLeafNodeAtOffset(root, start)?.astNode;
  const message = typeof diagnostic.message === 'string' ? diagnostic.message : '';
  return node && { diagnostic, code: diagnostic.code as DiagnosticCode, message, document, text: textDocument.getText(), start, end: textDocument.offsetAt(diagnostic.range.end), node, semantics, can };
}

/** The nearest node of a kind around the beginning of the problem. */
export function around<Node extends AstNode>({ node }: Pick<Problem, 'node'>, is: (node: AstNode) => node is Node): Node | undefined {
  return AstUtils.getContainerOfType(node, is);
}

/** The expression that the problem stands under: the largest one within its range. */
export function expressionOf({ node, start, end }: Problem): ast.Expression | undefined {
  let found: ast.Expression | undefined;
  for (let at: AstNode | undefined = node; at?.$cstNode !== undefined && at.$cstNode.offset >= start && at.$cstNode.end <= end; at = at.$container) if (ast.isExpression(at)) found = at;
  return found;
}
