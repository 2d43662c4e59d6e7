import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import { ast, type Semantics, type Type } from '#language';
import type { CompletionClient } from './client.ts';
import { type Excerpt, excerptAt, land } from './excerpt.ts';
import { type Following, following, type Slot } from './grammar.ts';
import { tokenAt, type WrittenToken } from './token.ts';

/** The cursor: what is being written there, what the grammar lets stand there, and the node that it will belong to. */
export interface Place {
  document: LangiumDocument;
  semantics: Semantics;
  client: CompletionClient;
  /** What is being written; offsets are the document's. */
  token: WrittenToken;
  slots: ReadonlySet<Slot>;
  keywords: Following['keywords'];
  /**
   * The node that a name (in quotes: a text) at the cursor makes, in the document's tree; without a `property` the node that the cursor
   * comes after.
   */
  node: AstNode;
  property: string | undefined;
  /** An element of the block may begin here. */
  begins: boolean;
  /** Nothing stands before it on its line. */
  firstOnLine: boolean;
  /** What is wanted of an expression at the cursor, by what stands around it. */
  wanted: Type | undefined;
}

/** What may stand in quotes; of these, what a text alone may be. */
const inText: readonly Slot[] = ['text', 'import-path', 'string', 'key-text'];
const textAlone: readonly Slot[] = ['text', 'import-path', 'string'];

/** Undefined where nothing is to be offered. */
export function placeAt(document: LangiumDocument, offset: number, services: LangiumServices, semantics: Semantics, client: CompletionClient): Place | undefined {
  const excerpt = excerptAt(document, offset);
  let token = tokenAt(excerpt, offset, services);
  if (token === undefined) return undefined;
  const { text, start, block, oneLine } = excerpt;
  const source = document.textDocument.getText();

  const readable = (before: string): Following => following(block.header + before, services);
  const hyphenated = token.kind === 'text' ? undefined : hyphenName(text, token);
  let allowed: Following | undefined;
  if (hyphenated !== undefined) {
    allowed = readable(text.slice(0, hyphenated.start));
    if (allowed.slots.has('qualified-name')) token = hyphenated;
    else allowed = undefined;
  }
  const before = text.slice(0, token.start);
  allowed ??= readable(before);
  const at = start + token.start;
  const firstOnLine = /^[^\S\n]*$/.test(source.slice(source.lastIndexOf('\n', at - 1) + 1, at));
  // A name after a dot stands on the dot's line.
  if (firstOnLine && /\.\s*$/.test(before)) allowed = { slots: new Set(), keywords: [] };
  const begins = token.outside && (firstOnLine || oneLine || before.trim() === '' || before.trimEnd().endsWith('}'));
  const goesOn = allowed.slots;
  const { slots, keywords } = token.kind === 'text' ? { slots: new Set(inText.filter((slot) => goesOn.has(slot))), keywords: [] } : merged(allowed, unusedYet(readable(''), excerpt, at), { begins, firstOnLine: token.outside && firstOnLine });

  const asText = token.kind === 'text' || (textAlone.some((slot) => slots.has(slot)) && !slots.has('value'));
  const landing = land(excerpt, token, token.kind === 'attribute' ? 'attribute' : asText ? 'text' : 'name', services);
  return {
    document, semantics, client, slots, keywords, begins, firstOnLine, ...landing,
    token: { ...token, start: at, end: start + token.end },
    wanted: wantedAt(landing.node, semantics),
  };
}

/**
 * What may go on and what may begin here. On a line of its own a member or step may begin also where the one before it is not finished;
 * in the middle of a line only where the grammar is done with that. Operators do not begin a line.
 */
function merged(goingOn: Following, beginning: Following, { begins, firstOnLine }: { begins: boolean; firstOnLine: boolean }): Following {
  const open = new Set(goingOn.keywords.map(({ feature }) => feature));
  // Only where everything may begin the element before is finished: a word that begins one may also stand inside of one.
  const isFinished = beginning.keywords.every(({ feature }) => open.has(feature));
  const fresh = new Set(isFinished || firstOnLine ? beginning.keywords.map(({ feature }) => feature) : []);
  const going = goingOn.keywords.filter(({ feature, word }) => !fresh.has(feature) && !(firstOnLine && word === 'in'));
  const unused = begins && (firstOnLine || isFinished) ? beginning.keywords.filter(({ isUsed }) => isUsed !== true) : [];
  return { slots: firstOnLine ? new Set([...goingOn.slots, ...beginning.slots]) : goingOn.slots, keywords: [...unused, ...going] };
}

/** Without the words of members that stand once in a block and are there already. */
function unusedYet({ slots, keywords }: Following, { parent, block }: Excerpt, offset: number): Following {
  const there = new Set((parent as unknown as Record<string, AstNode[]>)[block.list]?.filter((element) => element.$cstNode?.offset !== offset).map((element) => element.$type));
  return { slots, keywords: keywords.map((one) => ({ ...one, isUsed: there.has(single[one.rule] ?? '') })) };
}

/** By the rule of the word, the type of what may stand once. */
const single: Record<string, string> = {
  ...Object.fromEntries([
    'Title', 'Version', 'Category', 'Website', 'Icon', 'Settings', 'Hosts', 'Base', 'Headers', 'Query', 'Check', 'Timeout', 'Deprecated', 'Sunset',
    'Variables', 'Body', 'Paginate', 'Result', 'Records', 'Incremental', 'Decode', 'Upsert', 'Reads', 'OAuth2', 'OAuth1', 'SigV4', 'Certificate', 'BasicAuth', 'DigestAuth',
    'Token', 'Expires', 'ClientAuth', 'Scopes', 'Topic', 'Subscribe', 'Unsubscribe', 'FromStep', 'Trigger', 'StopAfter', 'TestNow', 'TestInput', 'TestSettings',
  ].map((rule) => [rule, rule])),
  Method: 'Request', GraphQLRequest: 'GraphQLRequest',
};

/** Characters of a name with hyphens, at most: looked for in all that is before the cursor, a line of millions of letters took hours. */
const longestName = 200;

/** `ledger-on` as one token, where a name with hyphens is meant. */
function hyphenName(text: string, token: WrittenToken): WrittenToken | undefined {
  const head = /[A-Za-z_$][\w$]*-(?:[\w$]+-)*$/.exec(text.slice(Math.max(token.start - longestName, 0), token.start))?.[0];
  const tail = /^(?:-[\w$]+)+/.exec(text.slice(token.end))?.[0];
  if (head === undefined && tail === undefined) return undefined;
  const start = token.start - (head?.length ?? 0);
  return { ...token, kind: 'name', start, end: token.end + (tail?.length ?? 0) };
}

/** Asked of a text in its place: names are compared with anything, literals with what they may be. */
function wantedAt(node: AstNode, semantics: Semantics): Type | undefined {
  if (ast.isMatchPattern(node.$container)) {
    const subject = AstUtils.getContainerOfType(node, ast.isMatchExpression)?.subject;
    return subject && semantics.types.typeOf(subject);
  }
  if (!ast.isNameReference(node) && !ast.isStringLiteral(node)) return undefined;
  const { $container, $containerProperty, $containerIndex } = node;
  return semantics.types.expectedType({ $type: 'StringLiteral', value: '', $container, $containerProperty, $containerIndex } as unknown as AstNode);
}
