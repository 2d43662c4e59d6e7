import { type CstNode, CstUtils, isCompositeCstNode, isLeafCstNode, type LangiumDocument } from 'langium';
import type { Range, SelectionRange, SelectionRangeParams } from 'vscode-languageserver-protocol';
import { ast, extentOf } from '#language';

const opening: ReadonlySet<string> = new Set(['{', '[', '(', '"', '"""', '$"""', '{{']);
const closing: ReadonlySet<string> = new Set(['}', ']', ')', '"', '"""', '}}']);

/** What *Expand Selection* takes in step by step, for each position: name, expression, what stands in the brackets, step, declaration, file. */
export function selectionRanges(document: LangiumDocument, params: SelectionRangeParams): SelectionRange[] {
  return params.positions.map((position) => {
    const steps = widening(document, document.textDocument.offsetAt(position));
    const ranges = steps.map(([start, end]): Range => ({ start: document.textDocument.positionAt(start), end: document.textDocument.positionAt(end) }));
    return ranges.reduceRight<SelectionRange | undefined>((parent, range) => (parent === undefined ? { range } : { range, parent }), undefined) ?? { range: { start: position, end: position } };
  });
}

type Stretch = readonly [start: number, end: number];

/** From the smallest to the whole file; each is larger than the one before. */
function widening(document: LangiumDocument, offset: number): Stretch[] {
  const text = document.textDocument.getText();
  const root = document.parseResult.value.$cstNode;
  const candidates: Stretch[] = [];
  const add = (start: number, end: number): void => { if (start <= offset && end >= offset && end > start) candidates.push([start, end]); };
  const leaf = root && leafAt(root, offset);
  if (leaf !== undefined) {
    insideText(leaf.text, leaf.offset, offset, add);
    add(leaf.offset, leaf.end);
    for (let child: CstNode = leaf, node = leaf.container; node !== undefined; child = node, node = node.container) {
      const inner = betweenBrackets(node.content, child);
      if (inner !== undefined) {
        add(...trimmed(text, ...inner));
        add(...inner);
      }
      if (node.container !== undefined) {
        add(node.offset, node.end);
        add(withComment(node, text), node.end);
      }
    }
  }
  // The tree of the text has all operators of an expression in one row: `a > 1` of `a > 1 && b` has no place of its own there.
  for (let node = leaf?.astNode; node !== undefined; node = node.$container) {
    const extent = ast.isBinaryExpression(node) ? extentOf(node) : undefined;
    if (extent !== undefined) add(extent.start, extent.end);
  }
  add(0, text.length);
  const found: Stretch[] = [];
  for (const [start, end] of candidates.sort((a, b) => (a[1] - a[0]) - (b[1] - b[0]))) {
    const [before, after] = found.at(-1) ?? [offset, offset];
    if (start <= before && end >= after && (start < before || end > after)) found.push([start, end]);
  }
  return found;
}

/** The token that the cursor is in, or at the end of. */
function leafAt(root: CstNode, offset: number): CstNode | undefined {
  const at = isCompositeCstNode(root) ? CstUtils.findLeafNodeAtOffset(root, offset) : undefined;
  const before = isCompositeCstNode(root) && offset > 0 ? CstUtils.findLeafNodeAtOffset(root, offset - 1) : undefined;
  if (at === undefined || (before !== undefined && before !== at && before.end === offset && /[\w$]$/.test(before.text) && !/^[\w$]/.test(at.text))) return before ?? at;
  return at;
}

/** A word of a text or comment, its line where it has several, and all between the quotes. */
function insideText(text: string, start: number, offset: number, add: (start: number, end: number) => void): void {
  const quotes = /^(?:'''|"""|\$"""|['"])/.exec(text)?.[0];
  const isComment = /^\/[/*]/.test(text);
  if (quotes === undefined && !isComment) return;
  const at = offset - start;
  const word = [...text.matchAll(/[\p{L}\p{N}_$]+/gu)].find((one) => one.index <= at && at <= one.index + one[0].length);
  if (word !== undefined) add(start + word.index, start + word.index + word[0].length);
  if (text.includes('\n')) {
    const from = text.lastIndexOf('\n', at - 1) + 1;
    const until = text.indexOf('\n', at);
    const line = text.slice(from, until < 0 ? text.length : until);
    const indent = /^\s*/.exec(line)![0].length;
    if (line.trim() !== '') add(start + from + indent, start + from + line.trimEnd().length);
  }
  if (quotes !== undefined) {
    const close = quotes.replace('$', '');
    if (text.length >= quotes.length + close.length && text.endsWith(close)) add(start + quotes.length, start + text.length - close.length);
  }
}

/** What stands between the brackets around a child, where its parent has such. */
function betweenBrackets(content: readonly CstNode[], child: CstNode): Stretch | undefined {
  const index = content.indexOf(child);
  let open: CstNode | undefined;
  for (let at = index - 1, depth = 0; at >= 0 && open === undefined; at--) {
    const one = content[at]!;
    if (!isLeafCstNode(one)) continue;
    if (closing.has(one.text) && !opening.has(one.text)) depth++;
    else if (opening.has(one.text) && --depth < 0) open = one;
  }
  if (open === undefined) return undefined;
  const close = content.slice(index + 1).find((one, at, rest) => {
    if (!isLeafCstNode(one) || !closing.has(one.text)) return false;
    const before = rest.slice(0, at).filter(isLeafCstNode);
    return before.filter((other) => closing.has(other.text)).length === before.filter((other) => opening.has(other.text) && !closing.has(other.text)).length;
  });
  return close === undefined ? undefined : [open.end, close.offset];
}

function trimmed(text: string, start: number, end: number): Stretch {
  const inner = text.slice(start, end);
  return [start + (inner.length - inner.trimStart().length), Math.max(end - (inner.length - inner.trimEnd().length), start)];
}

/** A declaration with the comment before it. */
function withComment(node: CstNode, text: string): number {
  const comment = CstUtils.findCommentNode(node, ['ML_COMMENT']);
  return comment !== undefined && comment.end <= node.offset && text.slice(comment.end, node.offset).trim() === '' ? comment.offset : node.offset;
}
