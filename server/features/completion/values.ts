import { type AstNode, AstUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { ast, membersOf, type NamedSymbol, nonNull, reads, recordType, typeText } from '#language';
import { whole } from './called.ts';
import { type Proposal, ranks, symbolProposal } from './items.ts';
import { fieldsOf } from './fields.ts';
import type { Place } from './place.ts';

/** Names that may be used as values: what the nearest scope binds first, built-in functions last. */
export function valueNames(place: Place): Proposal[] {
  if (!place.slots.has('value')) return [];
  const { semantics, node } = place;
  const values = valuesAttribute(node);
  if (values !== undefined) return valuesArguments(values, place);
  const wants = wantedNames(place);
  const only = wants === undefined ? undefined : kindsOf[wants];
  return semantics.symbolsAt(place.property === undefined ? below(node) : node)
    .filter((symbol) => (only === undefined ? symbol.kind !== 'endpoint' || namesEndpoints(node) : only.has(symbol.kind)))
    .toSorted((a, b) => order(a, wants === 'source') - order(b, wants === 'source'))
    .map((symbol) => ({ ...symbolProposal(symbol, semantics, symbol.kind === 'builtin' ? ranks.builtin : ranks.name), ...commit(symbol.kind) }));
}

/** What is typed next takes the proposal: a dot behind a value, a bracket behind what is called. Where a lambda's own name may be typed that is no sign of it. */
function commit(kind: NamedSymbol['kind']): Pick<Proposal, 'commitCharacters'> {
  return { commitCharacters: [kind === 'builtin' || kind === 'function' || kind === 'endpoint' ? '(' : '.'] };
}

function valuesAttribute(node: AstNode): ast.Attribute | undefined {
  return AstUtils.getContainerOfType(node, (one): one is ast.Attribute => ast.isAttribute(one) && one.name === 'values');
}

/** `@values(listBoards, id, name)`: an endpoint of the connector, then fields of what it lists. */
function valuesArguments(node: ast.Attribute, { semantics, node: at }: Place): Proposal[] {
  const position = AstUtils.getContainerOfType(at, ast.isArgument)?.$containerIndex ?? 0;
  const endpoints = semantics.index.enclosingConnector(node)?.endpoints;
  if (position === 0) return [...(endpoints?.values() ?? [])].filter(reads).map((endpoint) => symbolProposal({ kind: 'endpoint', name: endpoint.name, node: endpoint }, semantics));
  const first = node.args[0]?.value;
  const endpoint = ast.isNameReference(first) ? endpoints?.get(first.name) : undefined;
  return endpoint === undefined ? [] : fieldsOf(recordType(endpoint, semantics.types.context), semantics);
}

type Wanted = 'endpoint' | 'alias' | 'source';
const kindsOf: Record<Wanted, ReadonlySet<NamedSymbol['kind']>> = {
  endpoint: new Set(['endpoint']), alias: new Set(['use']), source: new Set(['use', 'step', 'input', 'parameter', 'local', 'table', 'function']),
};

/** Where only some kinds of names make sense: what a step calls, what is checked. */
export function wantedNames({ node, property }: Place): Wanted | undefined {
  if (valuesAttribute(node) !== undefined) return 'endpoint';
  const called = property === undefined ? node : whole(node);
  const owner = property === undefined ? node : called.$container;
  const place = property === undefined ? undefined : called.$containerProperty;
  if (ast.isCheck(owner) || ast.isVerify(owner) && AstUtils.getContainerOfType(owner, ast.isEndpoint) !== undefined || ast.isUpsert(owner)) return 'endpoint';
  if (ast.isCallStep(owner) || ast.isNotifyStep(owner) || ast.isCache(owner) && place === 'source' || ast.isTrigger(owner) && place === 'hook' || ast.isSendStep(owner) && place !== 'value' && place !== 'file') return 'alias';
  return ast.isFromStep(owner) && place === 'source' ? 'source' : undefined;
}

/** Something that stands in the node, for what the node itself brings into scope is asked. */
function below(node: AstNode): AstNode {
  return { $type: 'NameReference', name: '', $container: node, $containerProperty: 'value' } as unknown as AstNode;
}

const nearness: Partial<Record<NamedSymbol['kind'], number>> = { local: 0, step: 1, parameter: 2, input: 3, secret: 3, given: 4, variable: 4, store: 5, cache: 5, capture: 6, setting: 6, endpoint: 7, use: 7, function: 8, table: 9, builtin: 10 };

/** What stands before what: the nearest binding first. A source is mostly an endpoint of an alias; where endpoints are named, they come first. */
export function order({ kind }: NamedSymbol, isSource = false): number {
  if (isSource && kind === 'use') return -1;
  if (kind === 'endpoint') return -1;
  return nearness[kind] ?? 7;
}

/** An endpoint of the connector itself is named in `for`, and after `check` and the like. */
function namesEndpoints(node: AstNode): boolean {
  return AstUtils.getContainerOfType(node, (one): one is AstNode => ast.isForEach(one)) !== undefined;
}

/** The members of a union of literals, where one is wanted: an argument, a comparison, a field, a case of `match`. */
export function literals({ slots, wanted, node }: Place): Proposal[] {
  if ((!slots.has('text') && !slots.has('value')) || wanted === undefined) return [];
  const taken = new Set(casesAround(node));
  return membersOf(nonNull(wanted)).flatMap((member): Proposal[] => {
    if (member.kind !== 'literal') return [];
    const label = typeText(member);
    return taken.has(label) ? [] : [{ label, kind: CompletionItemKind.EnumMember, detail: member.of, rank: ranks.wanted }];
  });
}

/** What other cases of the `match` around a pattern already name. */
function casesAround(node: AstNode): string[] {
  if (!ast.isMatchPattern(node.$container)) return [];
  const match = AstUtils.getContainerOfType(node, ast.isMatchExpression);
  return match?.cases.flatMap((one) => one.patterns.flatMap((pattern) => (pattern === node.$container ? [] : [pattern.$cstNode?.text ?? '']))) ?? [];
}
