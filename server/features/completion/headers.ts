import { type AstNode, AstUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { ast, walk } from '#language';
import { inQuotes, keyText } from '../written-names.ts';
import { answerHeaders, headerTexts, mediaTypes, requestHeaders } from '../http-words.ts';
import { followedByColon } from './arguments.ts';
import { type Proposal, ranks } from './items.ts';
import type { Place } from './place.ts';

type Side = 'request' | 'answer';

/** Names of headers where one is written: in `headers`, in what an `auth` sends, where a rule or a limit reads the answer's. */
export function headerNames(place: Place): Proposal[] {
  const side = sideAt(place);
  if (side === undefined) return [];
  const { node, token, slots } = place;
  const object = isEntry(node) && ast.isObjectLiteral(node.$container) ? node.$container : undefined;
  const taken = new Set((object?.entries ?? []).flatMap((entry) => (entry === node || ast.isSpreadEntry(entry) ? [] : [entry.key.toLowerCase()])));
  const known = side === 'request' ? requestHeaders : answerHeaders;
  const names = new Map<string, string | undefined>([...writtenNames(node, side).map((name): [string, string | undefined] => [name, known[name]]), ...Object.entries(known)]);
  const colon = isEntry(node) && !followedByColon(place) ? ': ' : '';
  return [...names].filter(([name]) => !taken.has(name.toLowerCase())).map(([name, documentation]): Proposal => {
    // A key needs no quotes where it is a name; anything else is a text.
    const text = token.kind !== 'text' && slots.has('key') ? keyText(name) : inQuotes(name, "'");
    return { label: text, insert: text + colon, kind: CompletionItemKind.Constant, detail: side === 'request' ? 'header' : 'header of the answer', rank: ranks.wanted, ...(token.kind !== 'text' && { filterText: name }), ...(documentation !== undefined && { documentation }) };
  });
}

const isEntry = (node: AstNode): node is ast.PairEntry | ast.ShorthandEntry => ast.isPairEntry(node) || ast.isShorthandEntry(node);

function sideAt({ node, property, slots }: Place): Side | undefined {
  if (isEntry(node)) return property === 'key' && (slots.has('key') || slots.has('key-text')) ? sideOf(node.$container) : undefined;
  switch (node.$type) {
    case 'RetryAction': return property === 'afterHeader' || property === 'atHeader' ? 'answer' : undefined;
    case 'Limit': return property === 'remainingHeader' || property === 'resetHeader' ? 'answer' : undefined;
    case 'Placement': return property === 'name' && (node as ast.Placement).place === 'header' ? 'request' : undefined;
    case 'Sign': return property === 'name' ? 'request' : undefined;
    case 'Idempotent': return property === 'header' ? 'request' : undefined;
    case 'SlotPart': return property === 'name' && slots.has('string') && (node.$container as ast.Slot).root === 'header' ? 'request' : undefined;
    default: return ast.isIndexAccess(node.$container) && node.$containerProperty === 'index' ? sideRead(node.$container.target) : undefined;
  }
}

/** Whose headers an object in braces is. */
function sideOf(object: AstNode): Side | undefined {
  const owner = object.$container;
  if (ast.isHeaders(owner) || (ast.isLogin(owner) && object.$containerProperty === 'headers') || (ast.isOAuthProperty(owner) && owner.key === 'headers')) return 'request';
  return ast.isGivenReturns(owner) && object.$containerProperty === 'headers' ? 'answer' : undefined;
}

/** `header['…']` is the answer's, `request.header['…']` what is sent or, in a webhook, what came. */
function sideRead(target: ast.Expression | undefined): Side | undefined {
  if (ast.isNameReference(target)) return target.name === 'header' ? 'answer' : undefined;
  return ast.isMemberAccess(target) && target.member === 'header' && ast.isNameReference(target.target) && target.target.name === 'request' ? 'request' : undefined;
}

/** Names that the file already has on that side: an API's own ones are written several times. */
function writtenNames(at: AstNode, side: Side): string[] {
  // What is half typed may have no name.
  const names = new Set<string | undefined>();
  walk(AstUtils.getDocument(at).parseResult.value, (node) => {
    if (ast.isObjectLiteral(node) && sideOf(node) === side) for (const entry of node.entries) if (ast.isPairEntry(entry)) names.add(entry.key);
    if (side === 'request' && ((ast.isPlacement(node) && node.place === 'header') || ast.isSign(node))) names.add(node.name);
  });
  return [...names].filter((name) => name !== undefined && /^[\w!#$%&*+.^|~-]+$/.test(name)).slice(0, 50) as string[];
}

/** What a header says, where its value is written: types of content, and what is usual. */
export function headerValues(place: Place): Proposal[] {
  const { node, property, slots } = place;
  if (property === undefined || (!slots.has('text') && !slots.has('value'))) return [];
  const entry = node.$container;
  if (node.$containerProperty !== 'value') return [];
  const values = ast.isPairEntry(entry) ? valuesOf(entry) : ast.isPlacement(entry) && entry.place === 'header' ? headerTexts[entry.name.toLowerCase()] : undefined;
  return (values ?? []).map((value): Proposal => ({ label: inQuotes(value, "'"), kind: CompletionItemKind.Value, rank: ranks.wanted, ...(mediaTypes[value] !== undefined && { detail: mediaTypes[value] }) }));
}

function valuesOf(entry: ast.PairEntry): readonly string[] | undefined {
  if (sideOf(entry.$container) !== undefined) return headerTexts[entry.key.toLowerCase()];
  // A part of a form that is a file says its type.
  const body = AstUtils.getContainerOfType(entry, ast.isBody);
  return entry.key === 'type' && body?.format === 'multipart' && entry.$container !== body.value ? Object.keys(mediaTypes) : undefined;
}
