import { AstUtils, type AstNode } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { ast, endpointType, isNullable, membersOf, nonNull, reads, type Semantics, type Type } from '#language';
import { hoverText } from '../hover.ts';
import { fieldDetail, isName, type Proposal, ranks, symbolProposal } from './items.ts';
import type { Place } from './place.ts';

/** After a `.`: fields, endpoints of an instance, then the methods of the type with their documentation. */
export function members(place: Place): Proposal[] {
  const { node, semantics } = place;
  if (!place.slots.has('member') || !ast.isMemberAccess(node)) return [];
  const type = semantics.types.typeOf(node.target);
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

/** The fields of a record that can be written after a dot. */
export function fieldsOf(type: Type, semantics: Semantics): Proposal[] {
  const found = new Map<string, Proposal>();
  for (const member of membersOf(type)) {
    if (member.kind !== 'object') continue;
    for (const field of member.fields.values()) {
      if (found.has(field.name) || !isName(field.name)) continue;
      const symbol = semantics.member(member, field.name);
      const base: Proposal = symbol === undefined ? { label: field.name, kind: CompletionItemKind.Field, rank: ranks.name } : symbolProposal(symbol, semantics);
      found.set(field.name, { ...base, detail: fieldDetail(field) });
    }
  }
  return [...found.values()];
}

function methodsOf(type: Type, semantics: Semantics): Proposal[] {
  if (type.kind === 'table' || type.kind === 'cache') return type.kind === 'table' ? only('keyOf', type, semantics) : only('require', type, semantics);
  return semantics.builtins.methods(type).map(({ builtin }) => ({
    label: builtin.name, kind: builtin.property ? CompletionItemKind.Property : CompletionItemKind.Method,
    detail: `${builtin.property ? '' : `(${builtin.params.map((one) => one.name).join(', ')})`}: ${builtin.returns}`,
    documentation: { kind: 'markdown', value: hoverText({ kind: 'builtin', name: builtin.name, builtin }, semantics) },
    rank: builtin.on === 'any' ? ranks.everyValue : ranks.builtin,
  }));
}

const lookUps = { keyOf: 'The key whose value it is: the reverse of `terms[key]`.', require: 'The entry of a key; without one the record is rejected.' };

function only(name: keyof typeof lookUps, type: Type, semantics: Semantics): Proposal[] {
  const documentation = lookUps[name];
  return semantics.types.memberOf(type, name) === undefined && semantics.member(type, name) === undefined && type.kind !== 'table' && type.kind !== 'cache' ? []
    : [{ label: name, kind: CompletionItemKind.Method, documentation, rank: ranks.builtin }];
}

/** Endpoints by what the step does with them: `from`, `call` and `each` read, `send` writes. */
function ofAlias(use: ast.Use, node: AstNode, semantics: Semantics): Proposal[] {
  const connector = semantics.names.connectorOfUse(use);
  const step = AstUtils.getContainerOfType(node, (one): one is AstNode => ast.isFlowStep(one) || ast.isGiven(one) || ast.isExpect(one));
  if (connector === undefined) return [];
  if (ast.isTrigger(step)) return [...connector.webhooks.values()].map((webhook) => symbolProposal({ kind: 'webhook', name: webhook.name, node: webhook }, semantics));
  const isUndo = AstUtils.getContainerOfType(node, (one): one is AstNode => one.$containerProperty === 'undo') !== undefined;
  const wanted = (ast.isSendStep(step) || isUndo) ? 'write' : ast.isFromStep(step) || ast.isCallStep(step) || ast.isEachStep(step) || ast.isCache(step) ? 'read' : 'any';
  // A source gives many records: what lists stands before what gives one.
  const listing = ast.isFromStep(step) || ast.isCache(step);
  const endpoints = [...connector.endpoints.values()].filter((endpoint) => wanted === 'any' || (wanted === 'read') === reads(endpoint)).map((endpoint): Proposal => {
    const isList = endpointType(endpoint, semantics.types.context).kind === 'array';
    return { ...symbolProposal({ kind: 'endpoint', name: endpoint.name, node: endpoint }, semantics), rank: !listing || isList ? ranks.name : ranks.type };
  });
  return step !== undefined && wanted !== 'any' ? endpoints : [...endpoints, { label: 'name', kind: CompletionItemKind.Property, detail: 'string', documentation: 'The instance that the flow runs for, where it is run for several.', rank: ranks.builtin }];
}
