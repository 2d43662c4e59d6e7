import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { AstUtils, type AstNode } from 'langium';
import { ast, documentSymbols, isNullable, membersOf, nonNull, reads, type Semantics, type Type, typeText } from '#language';
import { hoverText } from '../hover.ts';
import { type Proposal, symbolProposal } from './items.ts';
import type { Place } from './place.ts';

/** After a `.`: fields, endpoints of an instance, then the methods of the type with their documentation. */
export function members(place: Place): Proposal[] {
  if (!place.slots.has('member')) return [];
  const access = accessBefore(place);
  if (access === undefined) return [];
  const type = place.semantics.types.typeOf(access.target);
  const target = nonNull(type);
  if (target.kind === 'alias') return endpoints(target.use, place);
  // Where the value may be null the dot becomes `?.`.
  const proposals = [...fields(target, place.semantics), ...methods(target, place.semantics)];
  return isNullable(type) && !access.optional ? proposals.map((proposal) => ({ ...proposal, ...questioned(place, proposal) })) : proposals;
}

function accessBefore({ node, leaf }: Place): ast.MemberAccess | undefined {
  if (node !== undefined && ast.isMemberAccess(node)) return node;
  const container = leaf?.astNode;
  return container && AstUtils.getContainerOfType(container, ast.isMemberAccess);
}

function questioned(place: Place, proposal: Proposal): Partial<Proposal> {
  const dot = place.document.textDocument.getText().lastIndexOf('.', place.tokenOffset);
  const start = place.document.textDocument.positionAt(dot);
  return { additionalTextEdits: [{ range: { start, end: start }, newText: '?' }], labelDetails: { description: 'may be null' }, ...(proposal.detail !== undefined && { detail: proposal.detail }) };
}

function fields(type: Type, semantics: Semantics): Proposal[] {
  const found = new Map<string, Proposal>();
  for (const member of membersOf(type)) {
    if (member.kind !== 'object') continue;
    for (const field of member.fields.values()) {
      if (found.has(field.name) || !/^[A-Za-z_$][\w$]*$/.test(field.name)) continue;
      const symbol = semantics.member(member, field.name);
      found.set(field.name, symbol === undefined
        ? { label: field.name, kind: CompletionItemKind.Field, detail: `${typeText(field.type)}${field.optional ? '?' : ''}`, sortText: `000${field.name}` }
        : { ...symbolProposal(symbol, semantics), detail: `${typeText(field.type)}${field.optional ? '?' : ''}` });
    }
  }
  return [...found.values()];
}

function methods(type: Type, semantics: Semantics): Proposal[] {
  if (type.kind === 'table' || type.kind === 'cache') return [];
  return semantics.builtins.methods(type).map((signature) => {
    const { builtin } = signature;
    return {
      label: builtin.name, kind: builtin.property ? CompletionItemKind.Property : CompletionItemKind.Method,
      detail: `${builtin.property ? '' : `(${builtin.params.map((one) => one.name).join(', ')})`}: ${builtin.returns}`,
      documentation: { kind: 'markdown', value: hoverText({ kind: 'builtin', name: builtin.name, builtin }, semantics) },
      sortText: `${builtin.on === 'any' ? '600' : '500'}${builtin.name}`,
    };
  });
}

/** Endpoints by what the step does with them: `from`, `call` and `each` read, `send` writes. */
function endpoints(use: ast.Use, place: Place): Proposal[] {
  const connector = place.semantics.names.connectorOfUse(use);
  const step = place.node && AstUtils.getContainerOfType(place.node, (node): node is AstNode => ast.isFlowStep(node));
  const writes = step !== undefined && ast.isSendStep(step);
  const readsHere = step !== undefined && (ast.isFromStep(step) || ast.isCallStep(step) || ast.isEachStep(step) || ast.isCache(step));
  return [...(connector?.endpoints.values() ?? [])]
    .filter((endpoint) => (writes ? !reads(endpoint) : readsHere ? reads(endpoint) : true))
    .map((node) => ({ ...symbolProposal({ kind: 'endpoint', name: node.name, node }, place.semantics), insert: `${node.name}` }));
}

/** Parameters of the call that are not given yet, as `name: `. */
export function argumentNames(place: Place): Proposal[] {
  if (!place.slots.has('argument-name') || place.node === undefined) return [];
  const call = AstUtils.getContainerOfType(place.node, ast.isCall);
  const target = call && place.semantics.types.callTarget(call);
  if (call === undefined || target === undefined || target.kind === 'method') return [];
  const given = new Set(call.args.map((argument) => argument.name));
  return target.parameters.filter((parameter) => !given.has(parameter.name)).map((parameter, index) => ({
    label: `${parameter.name}:`, insert: `${parameter.name}: `, filterText: parameter.name, kind: CompletionItemKind.Field,
    detail: `${typeText(parameter.type)}${parameter.optional ? '?' : ''}`, sortText: `000${String(index).padStart(3, '0')}`,
    ...documentationOf(parameter.node, place.semantics),
  }));
}

function documentationOf(node: AstNode | undefined, semantics: Semantics): Partial<Proposal> {
  if (node === undefined || !ast.isParameter(node)) return {};
  return { documentation: { kind: 'markdown', value: hoverText({ kind: 'parameter', name: node.name, node }, semantics) } };
}

/** Keys of an object whose type is known, as `name: `; the required ones first. */
export function objectKeys(place: Place): Proposal[] {
  if (!place.slots.has('key') || place.node === undefined) return [];
  const object = AstUtils.getContainerOfType(place.node, ast.isObjectLiteral);
  const wanted = object && place.semantics.types.expectedType(object);
  if (object === undefined || wanted === undefined) return [];
  const given = new Set(object.entries.map((entry) => (ast.isSpreadEntry(entry) ? undefined : entry.key)));
  return membersOf(nonNull(wanted)).flatMap((type) => (type.kind === 'object' ? [...type.fields.values()] : [])).filter((field) => !given.has(field.name)).map((field, index) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(field.name) ? field.name : `'${field.name}'`;
    const symbol = field.node !== undefined && ast.isField(field.node) ? ({ kind: 'field', name: field.name, node: field.node } as const) : undefined;
    return {
      label: name, insert: `${name}: `, kind: CompletionItemKind.Field, detail: `${typeText(field.type)}${field.optional ? '?' : ''}`,
      sortText: `${field.optional ? '1' : '0'}${String(index).padStart(3, '0')}`,
      ...(symbol !== undefined && { documentation: { kind: 'markdown' as const, value: hoverText(symbol, place.semantics) } }),
    };
  });
}

/** Fields of an endpoint's record after `by`, and names of its parameters. */
export function fieldPaths(place: Place): Proposal[] {
  const endpoint = place.node && AstUtils.getContainerOfType(place.node, ast.isEndpoint);
  if (endpoint === undefined) return [];
  if (place.slots.has('parameter-name')) return endpoint.parameters.map((node) => symbolProposal({ kind: 'parameter', name: node.name, node, scope: 'param' }, place.semantics));
  if (!place.slots.has('field-path')) return [];
  const type = endpoint.type === undefined ? undefined : place.semantics.types.declaredType(endpoint.type);
  const record = type?.kind === 'array' ? type.of : type;
  return record === undefined ? [] : fields(nonNull(record), place.semantics);
}

/** The parameters that a path may hold: `path.day`. */
export function slotParts(place: Place): Proposal[] {
  if (!place.slots.has('slot-part') || !/\bpath\s*\.\s*$/.test(place.lineBefore)) return [];
  const endpoint = place.node && AstUtils.getContainerOfType(place.node, ast.isEndpoint);
  return (endpoint?.parameters ?? []).map((node) => symbolProposal({ kind: 'parameter', name: node.name, node, scope: 'param' }, place.semantics));
}

/** Entities to extend. */
export function baseEntities(place: Place): Proposal[] {
  if (!place.slots.has('base-entity') || place.node === undefined) return [];
  const own = documentSymbols(place.document.parseResult.value);
  const entities = new Map([...place.semantics.names.entitiesAt(place.node), ...own.entities]);
  return [...entities].filter(([name]) => !ast.isEntity(place.node) || place.node.name !== name).map(([name, node]) => symbolProposal({ kind: 'entity', name, node }, place.semantics));
}
