// One declaration of a file read again in the tree of the text before: what a key costs is then the size of a declaration, not of a file.
// Only where the outcome is the tree that the whole text would give: between two texts without syntax errors, where all that differs lies
// within one declaration that has its lines for itself (test/language/grammar/splice.test.ts compares the two).
import { type AstNode, type CompositeCstNode, type CstNode, isCompositeCstNode, isLeafCstNode, type LangiumParser, type ParseResult } from 'langium';

/** The members of Langium's CST nodes by which they are moved; each is one plain field. */
interface Leaf { _offset: number; _startLine: number; _endLine: number }
interface Composite extends CompositeCstNode { _rangeCache: unknown; content: CstNode[] }

/** A declaration, in the list that it stands in. */
interface Site { parent: AstNode; property: string; list: AstNode[]; index: number; header: string }

/**
 * The tree of `text`, made of the one of a text before, which is used up; undefined, and nothing touched, where the whole has to be read. Both
 * are free of syntax errors.
 */
export function splice<T extends AstNode>(before: ParseResult<T>, text: string, parser: LangiumParser): ParseResult<T> | undefined {
  const rootCst = before.value.$cstNode as (Composite & { _text: string }) | undefined;
  if (rootCst === undefined) return undefined;
  const old = rootCst._text;
  const { start, oldEnd } = difference(old, text);
  const site = siteAround(before.value, start, oldEnd);
  const node = site?.list[site.index];
  const cst = node?.$cstNode;
  if (site === undefined || node === undefined || cst === undefined) return undefined;
  // Its neighbours are read with it: where one of them would now go on with what is its own, or the other way round, that shows.
  const around = site.list.slice(Math.max(site.index - 1, 0), site.index + 2);
  const at = around.indexOf(node);
  const from = around[0]!.$cstNode?.offset ?? -1;
  const to = around.at(-1)!.$cstNode?.end ?? -1;
  const lineStart = old.lastIndexOf('\n', from - 1) + 1;
  const indentation = old.slice(lineStart, from);
  if (from < 0 || /\S/.test(indentation) || /\S/.test(old.slice(old.lastIndexOf('\n', cst.offset - 1) + 1, cst.offset)) || !LINE_END.test(old.slice(cst.end, cst.end + 200))) return undefined;

  const more = text.length - old.length;
  const lead = `${site.header}\n${indentation}`;
  const read = parser.parse(`${lead}${text.slice(from, to + more)}\n${site.header === '' ? '' : '}'}`);
  if (read.parserErrors.length + read.lexerErrors.length > 0) return undefined;
  const top = read.value as unknown as { items: AstNode[] };
  const list = site.header === '' ? top.items : top.items.length === 1 ? (top.items[0] as unknown as Record<string, AstNode[]>)[site.property] : undefined;
  const made = list?.[at];
  const madeCst = made?.$cstNode;
  if (list?.length !== around.length || made === undefined || madeCst === undefined) return undefined;
  const shift = from - lead.length;
  const asBefore = around.every((one, index) => {
    const [then, now] = [one.$cstNode, list[index]!.$cstNode];
    return then !== undefined && now !== undefined && now.offset + shift === then.offset + (index > at ? more : 0) && now.end + shift === then.end + (index >= at ? more : 0)
      && (index === at || one.$type === list[index]!.$type);
  });
  const outer = outermost(cst);
  const outerMade = outermost(madeCst);
  const line = cst.range.start.line;
  const container = outer.container as Composite | undefined;
  const place = container?.content.indexOf(outer) ?? -1;
  if (!asBefore || container === undefined || place < 0) return undefined;

  const moreLines = newLines(text) - newLines(old);
  move(outerMade, shift, line - madeCst.range.start.line);
  container.content[place] = outerMade;
  (outerMade as { container: CompositeCstNode }).container = container;
  // What comes after it, and everything around it, has moved.
  let inner: CstNode = outerMade;
  for (let above = container as Composite | undefined; above !== undefined; above = above.container as Composite | undefined) {
    above._rangeCache = undefined;
    if (more !== 0 || moreLines !== 0) for (const next of above.content.slice(above.content.indexOf(inner) + 1)) move(next, more, moreLines);
    inner = above;
  }
  rootCst._text = text;

  // A root of its own: what was derived from the file before is kept by its root.
  const root = { ...before.value };
  (rootCst as { astNode: AstNode }).astNode = root;
  site.list[site.index] = made;
  Object.assign(made, { $container: site.parent, $containerProperty: site.property, $containerIndex: site.index });
  for (const item of (root as unknown as { items: AstNode[] }).items) Object.assign(item, { $container: root });
  return { ...read, value: root };
}

/** Where two texts begin to differ, and where that ends in the first. */
function difference(old: string, text: string): { start: number; oldEnd: number } {
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  let same = 0;
  while (same < shorter - start && old.charCodeAt(old.length - 1 - same) === text.charCodeAt(text.length - 1 - same)) same++;
  return { start, oldEnd: old.length - same };
}

/** The smallest declaration that holds a stretch strictly within it: a member of a connector, or an item of the file. */
function siteAround(root: AstNode, start: number, end: number): Site | undefined {
  const within = (list: AstNode[] | undefined): number => list?.findIndex(({ $cstNode: cst }) => cst !== undefined && cst.offset < start && end < cst.end) ?? -1;
  const { items } = root as unknown as { items?: AstNode[] };
  const index = within(items);
  const item = items?.[index];
  if (items === undefined || item === undefined) return undefined;
  const { members } = item as unknown as { members?: AstNode[] };
  if (item.$type !== 'Connector') return { parent: root, property: 'items', list: items, index, header: '' };
  const member = within(members);
  return members === undefined || member < 0 ? undefined : { parent: item, property: 'members', list: members, index: member, header: 'connector x {' };
}

/** The node of the rules that are nothing but a choice of others, around the one of a declaration. */
function outermost(node: CstNode): CstNode {
  let at = node;
  for (let above = at.container; above?.container !== undefined && above.content.length === 1; above = at.container) at = above;
  return at;
}

const LINE_END = /^[^\S\r\n]*(?:\r?\n|$)/;

/** Moves a part of the tree by characters and lines. */
function move(node: CstNode, characters: number, lines: number): void {
  if (isCompositeCstNode(node)) {
    (node as Composite)._rangeCache = undefined;
    for (const child of node.content) move(child, characters, lines);
  } else if (isLeafCstNode(node)) {
    const leaf = node as unknown as Leaf;
    leaf._offset += characters;
    leaf._startLine += lines;
    leaf._endLine += lines;
  }
}

/** As the lexer counts: a carriage return alone ends a line too. */
function newLines(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
