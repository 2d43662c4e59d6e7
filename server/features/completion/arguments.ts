import { AstUtils, type AstNode } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { ast, type FieldType, membersOf, nonNull, type Semantics, type Type } from '#language';
import { hoverText } from '../hover.ts';
import { markdown } from '../markdown.ts';
import { inQuotes, isName, keyText } from '../written-names.ts';
import { fieldDetail, type Proposal, ranks, symbolProposal } from './items.ts';
import type { Place } from './place.ts';
import { order } from './values.ts';

/** Parameters of a call that are not given yet, as `name: `; those that must be given first. */
export function argumentNames(place: Place): Proposal[] {
  if (!place.slots.has('argument-name')) return [];
  const argument = AstUtils.getContainerOfType(place.node, ast.isArgument);
  const call = callAround(place);
  if (call === undefined) return [];
  const parameters = parametersOf(call, place.semantics);
  const others = call.args.filter((one) => one !== argument);
  const named = new Set(others.map((one) => one.name));
  // Arguments without a name take the first parameters.
  const position = others.filter((one) => one.name === undefined && (one.$containerIndex ?? 0) < (argument?.$containerIndex ?? Infinity)).length;
  return parameters.slice(position).filter((one) => isName(one.name) && !named.has(one.name)).toSorted((a, b) => Number(a.optional) - Number(b.optional)).map((one): Proposal => ({
    label: `${one.name}:`, insert: followedByColon(place) ? one.name : `${one.name}: `, filterText: one.name, kind: CompletionItemKind.Field, detail: fieldDetail(one), rank: ranks.wanted,
    ...(one.node !== undefined && ast.isParameter(one.node) && documented({ kind: 'parameter', name: one.name, node: one.node }, place.semantics)),
  }));
}

/** The call or run whose arguments are typed. */
export function callAround({ node }: Place): ast.Call | ast.RunStep | undefined {
  const owner = AstUtils.getContainerOfType(node, ast.isArgument)?.$container ?? AstUtils.getContainerOfType(node, (one): one is ast.Call | ast.RunStep => ast.isCall(one) || ast.isRunStep(one));
  return ast.isCall(owner) || ast.isRunStep(owner) ? owner : undefined;
}

/** A `:` stands behind what is typed: the name is written over an old one. */
export function followedByColon({ document, token }: Place): boolean {
  return /^\s*\??\s*:/.test(document.textDocument.getText().slice(token.end, token.end + 100));
}

interface Accepted { name: string; type: Type; optional: boolean; node?: AstNode }

/** What a call accepts by name; a flow that is run takes other instances for its aliases too. */
export function parametersOf(call: ast.Call | ast.RunStep, { types, scopes }: Semantics): readonly Accepted[] {
  if (ast.isCall(call)) {
    const target = types.callTarget(call);
    // What a method needs is given by position; what it may have besides is named.
    return target === undefined ? [] : target.kind === 'method' ? target.parameters.map((one) => (one.optional ? one : { ...one, name: '' })) : target.parameters;
  }
  const flow = scopes.flow(call.flow, call);
  if (flow === undefined) return [];
  const own = flow.parameters.map((node): Accepted => {
    const field = types.fieldType(node);
    return { name: node.name, type: field.type, optional: field.optional || node.default !== undefined, node };
  });
  return [...own, ...flow.steps.filter(ast.isUse).map((use): Accepted => ({ name: use.name, type: { kind: 'alias', use }, optional: true, node: use }))];
}

/** Keys of an object whose type is known, as `name: `, the required ones first; names that may stand there in short. */
export function objectKeys(place: Place): Proposal[] {
  const quoted = place.slots.has('key-text') && place.token.kind === 'text';
  if (!quoted && !place.slots.has('key')) return [];
  const { semantics } = place;
  const object = AstUtils.getContainerOfType(place.node, ast.isObjectLiteral);
  if (object === undefined) return [];
  const wanted = semantics.types.expectedType(object);
  const given = new Set(object.entries.flatMap((entry) => (ast.isSpreadEntry(entry) || entry === place.node ? [] : [entry.key])));
  const fields = wanted === undefined ? [] : membersOf(nonNull(wanted)).flatMap((type) => (type.kind === 'object' ? [...type.fields.values()] : []));
  const missing = fields.filter((field) => !given.has(field.name)).toSorted((a, b) => Number(a.optional) - Number(b.optional));
  return [...missing.map((field) => keyProposal(field, place, quoted)), ...(quoted ? [] : shorthands(place.node, fields, given, semantics))];
}

function keyProposal(field: FieldType, place: Place, quoted: boolean): Proposal {
  const { semantics } = place;
  const name = quoted ? inQuotes(field.name, "'") : keyText(field.name);
  return {
    label: name, insert: followedByColon(place) ? name : `${name}: `, kind: CompletionItemKind.Field, detail: fieldDetail(field), rank: ranks.wanted,
    ...(field.node !== undefined && ast.isField(field.node) && documented({ kind: 'field', name: field.name, node: field.node }, semantics)),
  };
}

const short: ReadonlySet<string> = new Set(['parameter', 'step', 'local', 'input', 'setting', 'secret', 'variable', 'capture']);

/** `{ status }`: any name where anything may be a key, otherwise those that are spelt like a field. */
function shorthands(node: AstNode, fields: readonly FieldType[], given: ReadonlySet<string>, semantics: Semantics): Proposal[] {
  const known = new Set(fields.map((field) => field.name));
  return semantics.symbolsAt(node)
    .filter((symbol) => short.has(symbol.kind) && !given.has(symbol.name) && (known.size === 0 || known.has(symbol.name)))
    .toSorted((a, b) => order(a) - order(b))
    .map((symbol) => ({ ...symbolProposal(symbol, semantics), ...(known.size > 0 && { labelDetails: { description: 'this value' } }) }));
}

function documented(symbol: Parameters<typeof hoverText>[0], semantics: Semantics): Partial<Proposal> {
  return { documentation: () => markdown(hoverText(symbol, semantics)) };
}
