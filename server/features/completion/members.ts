import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { ast, type ConnectorEntry, endpointType, isNullable, nonNull, type Semantics, type Type } from '#language';
import { hoverText } from '../hover.ts';
import { markdown } from '../markdown.ts';
import { fitsPurpose, purposeOf, whole } from './called.ts';
import { fieldsOf } from './fields.ts';
import { type Proposal, ranks, symbolProposal } from './items.ts';
import type { Place } from './place.ts';
import { unusedInstance } from './unused-instances.ts';

/** After a `.`: fields, endpoints of an instance, then the methods of the type with their documentation. */
export function members(place: Place): Proposal[] {
  const { node, semantics } = place;
  if (!place.slots.has('member') || !ast.isMemberAccess(node)) return [];
  const type = semantics.types.typeOf(node.target);
  // A name that nothing declares may be an instance that the flow does not use yet.
  const unused = ast.isNameReference(node.target) && semantics.resolve(node.target) === undefined ? unusedInstance(node.target, place) : undefined;
  if (unused !== undefined) return endpointsOf(unused.connector, node, semantics).map((proposal) => ({ ...proposal, additionalTextEdits: unused.edits }));
  const target = nonNull(type);
  if (target.kind === 'alias') return ofAlias(target.use, node, semantics);
  const proposals = [...fieldsOf(target, semantics), ...methodsOf(target, semantics)];
  return semantics.types.mayFailOnNull(node) && isNullable(type) ? proposals.map((proposal) => ({ ...proposal, ...asking(place) })) : proposals;
}

/** Where the value may be null, the dot becomes `?.`. */
function asking({ document, token }: Place): Partial<Proposal> {
  const { textDocument } = document;
  const start = textDocument.positionAt(textDocument.getText().lastIndexOf('.', token.start - 1));
  return { additionalTextEdits: [{ range: { start, end: start }, newText: '?' }], labelDetails: { description: 'may be null' } };
}

function methodsOf(type: Type, semantics: Semantics): Proposal[] {
  if (type.kind === 'table') return [lookUp('keyOf', 'The key whose value it is: the reverse of `terms[key]`.')];
  if (type.kind === 'cache') return [lookUp('require', 'The entry of a key; without one the record is rejected.')];
  return semantics.builtins.methods(type).map(({ builtin }): Proposal => ({
    label: builtin.name, kind: builtin.property ? CompletionItemKind.Property : CompletionItemKind.Method,
    detail: `${builtin.property ? '' : `(${builtin.params.map((one) => one.name).join(', ')})`}: ${builtin.returns}`,
    documentation: () => markdown(hoverText({ kind: 'builtin', name: builtin.name, builtin }, semantics)),
    rank: builtin.on === 'any' ? ranks.everyValue : ranks.builtin, commitCharacters: [builtin.property ? '.' : '('],
  }));
}

function lookUp(label: string, documentation: string): Proposal {
  return { label, kind: CompletionItemKind.Method, documentation: markdown(documentation), rank: ranks.builtin };
}

/** Endpoints by what the step does with them: `from`, `call` and `each` read, `send` writes. Inside of a value only the instance's name. */
function ofAlias(use: ast.Use, node: ast.MemberAccess, semantics: Semantics): Proposal[] {
  const connector = semantics.names.connectorOfUse(use);
  const { $container: owner } = whole(node);
  const name: Proposal = { label: 'name', kind: CompletionItemKind.Property, detail: 'string', documentation: 'The name of the instance: `shop.name`.', rank: ranks.builtin };
  if (connector === undefined || owner === undefined) return [name];
  if (ast.isTrigger(owner)) return [...connector.webhooks.values()].map((webhook) => symbolProposal({ kind: 'webhook', name: webhook.name, node: webhook }, semantics));
  const endpoints = endpointsOf(connector, node, semantics);
  return endpoints.length === 0 ? [name] : endpoints;
}

function endpointsOf(connector: ConnectorEntry, node: ast.MemberAccess, semantics: Semantics): Proposal[] {
  const { $container: owner, $containerProperty: property } = whole(node);
  const purpose = owner && purposeOf(owner, property);
  if (purpose === undefined) return [];
  return [...connector.endpoints.values()].filter((endpoint) => fitsPurpose(endpoint, purpose)).map((endpoint): Proposal => {
    // A source gives many records: what lists stands before what gives one.
    const isList = endpointType(endpoint, semantics.types.context).kind === 'array';
    return { ...symbolProposal({ kind: 'endpoint', name: endpoint.name, node: endpoint }, semantics), rank: purpose !== 'source' || isList ? ranks.name : ranks.type, commitCharacters: ['('] };
  });
}
