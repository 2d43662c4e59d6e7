// The declarations of a file by its indentation alone: what a reading of a broken file is judged by, and where a mistake can be shut in.
import type { AstNode, GrammarAST } from 'langium';
import { isWord, leadingWordsByRule, signOf, type Token } from './tokens.ts';

/** The words that begin an item of a file, and by the word of an item those that begin a member in its braces. */
export interface OutlineWords {
  items: ReadonlySet<string>;
  members: ReadonlyMap<string, ReadonlySet<string>>;
  /** The word of an item whose own is missing. */
  usual: string;
}

/** From the first token of an item or member up to the next one. Of an item with members, what stands before the first of them. */
export interface Segment {
  /** Of its first token in the text. */
  offset: number;
  /** The tokens `from` to before `to`. */
  from: number;
  to: number;
  kind: 'item' | 'member' | 'unknown';
  /** Members follow it. */
  isHeader: boolean;
}

/** The words of a grammar of ours. */
export function outlineWords(grammar: GrammarAST.Grammar): OutlineWords {
  const byRule = leadingWordsByRule(grammar);
  const none = new Set<string>();
  const of = (rule: string): ReadonlySet<string> => byRule.get(rule) ?? none;
  return byRule.has('Connector')
    ? { items: of('ConnectorFile'), members: new Map([['connector', of('Connector')]]), usual: 'connector' }
    : { items: of('FlowFile'), members: new Map([['flow', of('Block')], ['test', of('Test')]]), usual: 'flow' };
}

/** Reads the outline of a file that is indented; of one that is not, the items that begin in the first column. */
export function outline(tokens: readonly Token[], words: OutlineWords): Segment[] {
  const segments: Segment[] = [];
  let line = 0;
  // Of the item that is open: what may begin a member, and in which column they stand.
  let members: ReadonlySet<string> | undefined;
  let column: number | undefined;
  let depth = 0;
  const end = (at: number): void => {
    const last = segments.at(-1);
    if (last !== undefined && last.to > at) last.to = at;
  };
  const begin = (kind: Segment['kind'], at: number): void => {
    end(at);
    segments.push({ offset: tokens[at]!.startOffset, from: at, to: tokens.length, kind, isHeader: false });
  };
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    const isFirst = token.startLine !== line && token.image !== '';
    line = token.endLine!;
    const { startColumn } = token;
    const image = signOf(token);
    const isOutside = depth <= 0;
    if (image === '{') depth++;
    else if (image === '}') depth--;
    if (!isFirst) continue;
    // Where a word was taken out its blank is left.
    if (startColumn === 1 || startColumn === 2 && isOutside) {
      depth = 0;
      if (CLOSING.has(image)) {
        if (image === '}') { end(index); members = undefined; }
      } else if (words.items.has(image) && goesOn(tokens, index)) {
        begin('item', index);
        members = words.members.get(tokens[itemWord(tokens, index, words)]!.image);
      } else {
        begin('unknown', index);
        members = words.members.get(words.usual);
      }
      column = undefined;
    } else if (members?.has(image) === true && (column ?? startColumn) === startColumn && goesOn(tokens, index)) {
      column = startColumn;
      const header = segments.at(-1);
      if (header !== undefined && header.kind !== 'member') header.isHeader = true;
      begin('member', index);
    }
  }
  return segments;
}

/** Where the word of an item stands that begins at an index: behind one too many in `entity connector shop {` and `flow test 'paid' for …`. */
export function itemWord(tokens: readonly Token[], index: number, words: OutlineWords): number {
  const [word, name, open] = tokens.slice(index + 1, index + 4);
  if (word === undefined || name === undefined || !words.members.has(word.image) || name.startLine !== tokens[index]!.endLine) return index;
  const isNamed = isWord(name.image) && open !== undefined && ['{', '-', '('].includes(signOf(open));
  return isNamed || name.tokenType.name === 'STRING' ? index + 1 : index;
}

const CLOSING: ReadonlySet<string> = new Set(['}', ')', ']']);

/** Whether a word does not stand alone on its line, nor is the name of a field or an entry. */
function goesOn(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1];
  return next !== undefined && next.startLine === tokens[index]!.endLine && !['.', ':', '=', '?', '@'].includes(next.image.charAt(0));
}

/** How many of the items and members of an outline begin nothing in a tree. */
export function missingIn(root: AstNode, segments: readonly Segment[]): number {
  const there = new Set<number>();
  const add = (nodes: readonly AstNode[] | undefined): void => { for (const { $cstNode: cst } of nodes ?? []) if (cst !== undefined) there.add(cst.offset); };
  const { items } = root as unknown as { items?: AstNode[] };
  add(items);
  for (const item of items ?? []) {
    const { members, steps, items: tests } = item as unknown as { members?: AstNode[]; steps?: AstNode[]; items?: AstNode[] };
    if (item.$type === 'Connector') add(members);
    else if (item.$type === 'Flow') add(steps);
    else if (item.$type === 'Test') add(tests);
  }
  let missing = 0;
  for (const { kind, offset } of segments) if (kind !== 'unknown' && !there.has(offset)) missing++;
  return missing;
}
