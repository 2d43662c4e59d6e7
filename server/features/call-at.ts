import { type AstNode, CstUtils, type LangiumDocument } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import { ast } from '#language';

/** The innermost call whose brackets are open at a place, and what is given there. */
export interface CallAt {
  /** What is called: a `Call` (made up where the tree has none yet), a flow that is run, an attribute. */
  node: ast.Call | ast.RunStep | ast.Attribute;
  /** One for each argument up to the cursor, the last at the cursor: its name, or undefined for one that is given by its place. */
  given: (string | undefined)[];
  /** Whether nothing is written yet of the argument at the cursor. */
  isEmpty: boolean;
}

type Token = ReturnType<LangiumServices['parser']['Lexer']['tokenize']>['tokens'][number];

const openers: ReadonlySet<string> = new Set(['(', '[', '{', 'TOUCHING', 'INTERP_OPEN', 'TEXT_OPEN']);
const closers: ReadonlySet<string> = new Set([')', ']', '}', 'INTERP_CLOSE', 'TEXT_CLOSE']);
/** Words of expressions: one of them first on a line goes on with what stands above. */
const within: ReadonlySet<string> = new Set(['match', 'else', 'reject', 'in', 'true', 'false', 'null', 'ID', 'input', 'partial']);

/** Found by the brackets, not by the tree, which a call that is half typed has no place in. Undefined outside of any. */
export function callAt(document: LangiumDocument, offset: number, services: LangiumServices): CallAt | undefined {
  const { tokens } = services.parser.Lexer.tokenize(document.textDocument.getText());
  const last = tokens.findLastIndex((token) => token.startOffset < offset);
  let depth = 0;
  for (let index = last; index > 0; index--) {
    const token = tokens[index]!;
    const type = token.tokenType.name;
    if (depth === 0 && isBeginning(token, tokens[index - 1])) return undefined;
    // A closing that the cursor stands in or before is not passed yet: `f("a|")`.
    if (closers.has(type) && (token.endOffset ?? token.startOffset) < offset) depth++;
    else if (openers.has(type) && --depth < 0) {
      depth = 0;
      if (type !== '(') continue;
      const node = calledAt(document, tokens[index - 1]!);
      if (node !== undefined) return { node, ...argumentsOf(tokens.slice(index + 1, last + 1), offset) };
    }
  }
  return undefined;
}

/** A keyword that begins a step or member: what is open above it is not meant. */
function isBeginning(token: Token, before: Token | undefined): boolean {
  const { name } = token.tokenType;
  return /^[A-Za-z]+$/.test(name) && name === token.image && !within.has(name) && before !== undefined && before.endLine !== token.startLine;
}

function calledAt(document: LangiumDocument, callee: Token): CallAt['node'] | undefined {
  const root = document.parseResult.value.$cstNode;
  const node = root && CstUtils.findLeafNodeAtOffset(root, callee.startOffset)?.astNode;
  if (node === undefined) return undefined;
  if (ast.isAttribute(node) || ast.isRunStep(node)) return node;
  // A word that may be a name is one before a bracket.
  if (ast.isCall(node)) return node;
  if (!ast.isMemberAccess(node) && !ast.isNameReference(node)) return undefined;
  const parent: AstNode | undefined = node.$container;
  if (ast.isCall(parent) && parent.callee === node) return parent;
  // What cannot be called has no parameters: whoever asks finds none.
  return { $type: 'Call', callee: node, args: [], $container: parent, $containerProperty: node.$containerProperty, $containerIndex: node.$containerIndex } as unknown as ast.Call;
}

function argumentsOf(tokens: readonly Token[], offset: number): Pick<CallAt, 'given' | 'isEmpty'> {
  const given: (string | undefined)[] = [undefined];
  let depth = 0;
  let first = 0;
  for (const [index, token] of tokens.entries()) {
    const type = token.tokenType.name;
    if (openers.has(type)) depth++;
    else if (closers.has(type)) depth--;
    else if (depth === 0 && type === ',' && (token.endOffset ?? 0) < offset) {
      given.push(undefined);
      first = index + 1;
    } else if (depth === 0 && type === ':' && index === first + 1 && /^[A-Za-z_$]/.test(tokens[first]!.image)) given[given.length - 1] = tokens[first]!.image;
  }
  return { given, isEmpty: first >= tokens.length };
}
