import { type AstNode, CstUtils, GrammarUtils, type LangiumDocument } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import { walk } from '#language';

// Completion reads only the member or step that the cursor stands in, put between the beginning and the end of a block of its kind. So a
// list costs the same in a file of any length, and what is half typed in one member says nothing in the next.

/** How a kind of block is written around its elements: the text before, and the properties that lead from the file to the block. */
interface Block { list: string; header: string; path: readonly string[] }

const flow = { header: 'flow x { ', path: ['items'] } as const;
const steps: Block = { ...flow, list: 'steps' };
const blocks: Record<string, Block> = {
  Connector: { list: 'members', header: 'connector x { ', path: ['items'] },
  Settings: { list: 'fields', header: 'connector x { settings { ', path: ['items', 'members'] },
  Auth: { list: 'members', header: 'connector x { auth x { ', path: ['items', 'members'] },
  OAuth2: { list: 'members', header: 'connector x { auth x { oauth2 clientCredentials { ', path: ['items', 'members', 'members'] },
  OAuth1: { list: 'members', header: 'connector x { auth x { oauth1 { ', path: ['items', 'members', 'members'] },
  SigV4: { list: 'members', header: 'connector x { auth x { sigv4 { ', path: ['items', 'members', 'members'] },
  Certificate: { list: 'members', header: 'connector x { auth x { certificate { ', path: ['items', 'members', 'members'] },
  Entity: { list: 'fields', header: 'entity x { ', path: ['items'] },
  Endpoint: { list: 'members', header: 'connector x { endpoint x() { ', path: ['items', 'members'] },
  Webhook: { list: 'members', header: 'connector x { webhook x: any { ', path: ['items', 'members'] },
  Extend: { list: 'fields', header: 'extend x.y { ', path: ['items'] },
  Table: { list: 'rows', header: 'table x { ', path: ['items'] },
  Test: { list: 'items', header: "test '' for x { ", path: ['items'] },
  Flow: steps, RouteCase: steps, BranchArm: steps, TryStep: steps, CatchBlock: steps, LockStep: steps, Concurrency: steps, EachStep: steps,
  RouteStep: { list: 'cases', header: 'flow x { route { ', path: ['items', 'steps'] },
  BranchStep: { list: 'arms', header: 'flow x { branch { ', path: ['items', 'steps'] },
};
const file: Block = { list: 'items', header: '', path: [] };

/** A stretch of a file around the cursor. */
export interface Excerpt {
  document: LangiumDocument;
  /** The node whose block it is, in the document's own tree. */
  parent: AstNode;
  block: Block;
  /** Where its first element belongs among those of the block. */
  index: number;
  /** Where it begins in the document; its text. */
  start: number;
  text: string;
  /** The block's beginning stands on the line of the cursor: its elements follow one another there. */
  oneLine: boolean;
}

/** The innermost block around an offset, from the last element that begins before it up to the next one. */
export function excerptAt(document: LangiumDocument, offset: number): Excerpt {
  const text = document.textDocument.getText();
  let parent: AstNode = document.parseResult.value;
  let block = file;
  let start = 0;
  let end = text.length;
  let opened = 0;
  for (;;) {
    const elements = (parent as unknown as Record<string, AstNode[]>)[block.list] ?? [];
    const index = elements.findLastIndex((element) => (element.$cstNode?.offset ?? Infinity) < offset);
    const element = elements[index];
    const inner = element === undefined ? undefined : blockAround(element, offset);
    if (inner === undefined) {
      const from = element?.$cstNode?.offset ?? start;
      const next = elements.slice(index + 1).find((one) => one.$cstNode !== undefined)?.$cstNode?.offset ?? end;
      const until = Math.max(next, offset);
      return { document, parent, block, index: Math.max(index, 0), start: from, text: text.slice(from, until), oneLine: block !== file && !text.slice(opened, offset).includes('\n') };
    }
    ({ parent, block, start, end } = inner);
    opened = start;
  }
}

function blockAround(element: AstNode, offset: number): { parent: AstNode; block: Block; start: number; end: number } | undefined {
  for (const node of [element, (element as { handler?: AstNode }).handler]) {
    const block = node === undefined ? undefined : blocks[node.$type];
    const cst = node?.$cstNode;
    if (node === undefined || block === undefined || cst === undefined) continue;
    const open = GrammarUtils.findNodeForKeyword(cst, '{');
    if (open === undefined || open.end > offset) continue;
    const close = GrammarUtils.findNodeForKeyword(cst, '}');
    // A brace that recovery has put in has no width, and ends nothing.
    if (close === undefined || close.length === 0) return { parent: node, block, start: open.end, end: Math.max(cst.end, offset) };
    if (close.offset >= offset) return { parent: node, block, start: open.end, end: close.offset };
  }
  return undefined;
}

/** What stands in for the token that is being written; no one else's name. */
export const standIn = '$at$the$cursor$';

/** Where the stand-in came to stand: in that property of a node that belongs to the document's tree. */
export interface Landing { node: AstNode; property: string | undefined }

/**
 * Reads an excerpt with a name, a text in quotes or an attribute in place of what is being written, and hangs the result into the document's tree.
 * Without a `property` the grammar has no room for it there, and the node is the one that stands before it.
 */
export function land(excerpt: Excerpt, token: { start: number; end: number }, as: 'name' | 'text' | 'attribute', services: LangiumServices): Landing {
  const { block, text, parent, index } = excerpt;
  const written = as === 'text' ? `'${standIn}'` : as === 'attribute' ? `@${standIn}` : standIn;
  const before = block.header + text.slice(0, token.start);
  const after = text.slice(token.end);
  const closing = `\n${'}'.repeat(block.header.split('{').length - 1)}`;
  const gap = as !== 'text' && /^[\w$]/.test(after) ? ' ' : '';
  let reading = read(before + written + gap + after + closing, block, services);
  if (reading.errors > 0) {
    // What is open before the cursor is closed behind it: better than a tree in which everything that is open is lost.
    const closed = read(before + written + closersOf(before, block, services) + closing, block, services);
    if (closed.landing !== undefined && (reading.landing === undefined || closed.errors < reading.errors)) reading = closed;
  }
  reading.elements.forEach((element, at) => Object.assign(element, { $container: parent, $containerProperty: block.list, $containerIndex: index + at }));
  if (reading.landing !== undefined) return reading.landing;
  const cst = reading.root.$cstNode;
  const leaf = cst && CstUtils.findLeafNodeBeforeOffset(cst as Parameters<typeof CstUtils.findLeafNodeBeforeOffset>[0], before.trimEnd().length - 1);
  const node = leaf?.astNode;
  return { node: node !== undefined && isBelow(node, parent) ? node : parent, property: undefined };
}

interface Reading { root: AstNode; elements: AstNode[]; landing: Landing | undefined; errors: number }

function read(source: string, block: Block, services: LangiumServices): Reading {
  const { value: root, lexerErrors, parserErrors } = services.parser.LangiumParser.parse(source);
  const elements = elementsOf(root, block);
  const landing = elements.map(find).find((one) => one !== undefined);
  return { root, elements, landing, errors: lexerErrors.length + parserErrors.length };
}

const closer: Record<string, string> = { '(': ')', '[': ']', TOUCHING: ']', '{': '}', '"': '"', '"""': '"""', '$"""': '"""', '{{': '}}' };
const closes: ReadonlySet<string> = new Set([')', ']', '}', 'INTERP_CLOSE', 'TEXT_CLOSE']);

/** What closes the brackets and texts that are open at the end of a text, those of the block's header apart. */
function closersOf(before: string, block: Block, services: LangiumServices): string {
  const open: string[] = [];
  for (const { image, tokenType, startOffset } of services.parser.Lexer.tokenize(before, { mode: 'partial' }).tokens) {
    if (startOffset < block.header.length) continue;
    if (closes.has(tokenType.name)) open.pop();
    else if (tokenType.name === 'TEXT_OPEN' || tokenType.name === 'INTERP_OPEN' || tokenType.name in closer) open.push(closer[image] ?? '');
  }
  return open.toReversed().join('');
}

function elementsOf(root: AstNode, block: Block): AstNode[] {
  let at: AstNode | undefined = root;
  for (const property of block.path) at = (at as unknown as Record<string, AstNode[]> | undefined)?.[property]?.[0];
  return (at as unknown as Record<string, AstNode[]> | undefined)?.[block.list] ?? [];
}

function find(element: AstNode): Landing | undefined {
  let found: Landing | undefined;
  walk(element, (node) => {
    if (found !== undefined) return false;
    for (const [property, value] of Object.entries(node)) {
      if (property.startsWith('$')) continue;
      if (value === standIn || (Array.isArray(value) && value.includes(standIn))) found = { node, property };
    }
    return undefined;
  });
  return found;
}

function isBelow(node: AstNode, parent: AstNode): boolean {
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) if (at === parent) return true;
  return false;
}
