import { type AstNode, AstUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { ast, type ConnectorEntry, documentSymbols, enclosing, endpointType, nonNull, type Type, typeSections, typeWords } from '#language';
import { markdown } from '../markdown.ts';
import { isName } from '../written-names.ts';
import { standIn } from './excerpt.ts';
import { fieldsOf } from './fields.ts';
import { type Proposal, ranks, symbolProposal } from './items.ts';
import type { Place } from './place.ts';

/** Names that may have hyphens: instances after `use`, connectors after `extend`, types elsewhere. */
export function qualifiedNames(place: Place): Proposal[] {
  if (!place.slots.has('qualified-name')) return [];
  const { node, property } = place;
  if (ast.isInstanceReference(node)) return property === 'instance' ? instancesOf(node.connector, place) : [...instances(place), ...connectors(place)];
  if (ast.isUse(node)) return [...instances(place), ...connectors(place)];
  if (ast.isExtend(node)) return connectors(place);
  if (ast.isTest(node)) return [...flows(place), ...connectors(place)];
  // A connector's own name is declared.
  if (ast.isConnector(node) || ast.isConnectorFile(node)) return [];
  return types(place);
}

/** After the dot of a type, an `extend` or a test: what the connector has. */
export function typeMembers(place: Place): Proposal[] {
  if (!place.slots.has('type-member')) return [];
  const { node, semantics } = place;
  if (ast.isNamedType(node)) return entitiesOf(semantics.names.connectorOf(semantics.names.qualifier(node.name, node)), place);
  if (ast.isExtend(node)) return entitiesOf(semantics.index.connector(node.connector, place.document), place);
  if (!ast.isTest(node)) return [];
  return [...(semantics.index.connector(node.subject, place.document)?.endpoints.values() ?? [])].map((endpoint) => symbolProposal({ kind: 'endpoint', name: endpoint.name, node: endpoint }, semantics));
}

/** Flows that `run` can call: those with parameters, but not itself. */
export function flowNames(place: Place): Proposal[] {
  if (!place.slots.has('flow-name')) return [];
  const own = enclosing<ast.Flow>(place.node, 'Flow')?.name;
  const files = [documentSymbols(place.document.parseResult.value), ...place.semantics.index.imports(place.document)];
  return files.flatMap((file) => [...file.flows.values()]).filter((flow) => flow.name !== own && flow.parameters.length > 0)
    .map((flow) => symbolProposal({ kind: 'flow', name: flow.name, node: flow }, place.semantics));
}

function flows({ semantics, document }: Place): Proposal[] {
  return [...semantics.index.viewOf(document).flows.values()].flatMap((all) => all.slice(0, 1)).map(({ node }) => symbolProposal({ kind: 'flow', name: node.name, node }, semantics));
}

function instancesOf(connector: string, { semantics, document }: Place): Proposal[] {
  return [...semantics.index.viewOf(document).instances.values()].filter((instance) => instance.connector === connector)
    .map((instance) => ({ ...symbolProposal({ kind: 'instance', name: instance.name, node: instance.node }, semantics), detail: `instance of ${connector}` }));
}

/** Whole `connector.instance`s, which is what one mostly wants. */
function instances({ semantics, document }: Place): Proposal[] {
  return [...semantics.index.viewOf(document).instances.values()].filter((instance) => instance.connector !== undefined).map((instance) => ({
    ...symbolProposal({ kind: 'instance', name: instance.name, node: instance.node }, semantics), label: `${instance.connector}.${instance.name}`, detail: 'instance', rank: ranks.wanted,
  }));
}

function connectors({ semantics, document }: Place, rank: number = ranks.name): Proposal[] {
  return [...semantics.index.viewOf(document).connectors].flatMap(([name, all]) => (all[0] === undefined ? [] : [symbolProposal({ kind: 'connector', name, node: all[0].node }, semantics, rank)]));
}

function entitiesOf(connector: ConnectorEntry | undefined, { semantics }: Place): Proposal[] {
  return connector === undefined ? [] : [...semantics.names.entitiesOf(connector)].map(([name, node]) => symbolProposal({ kind: 'entity', name, node }, semantics));
}

/** Entities, those of a flow's aliases by their whole name, then the types of the language. */
function types(place: Place): Proposal[] {
  const { node, semantics } = place;
  const derived = ast.isNamedType(node) && node.derived !== undefined;
  const own = [...semantics.names.entitiesAt(node)].map(([name, entity]) => symbolProposal({ kind: 'entity', name, node: entity }, semantics));
  const flow = enclosing<ast.Flow>(node, 'Flow');
  const qualified = (flow?.steps ?? []).filter(ast.isUse).flatMap((use) => entitiesOf(semantics.names.connectorOfUse(use), place).map((proposal) => ({ ...proposal, label: `${use.name}.${proposal.label}` })));
  const aliases = (flow?.steps ?? []).filter(ast.isUse).map((use) => symbolProposal({ kind: 'use', name: use.name, node: use, scope: 'use' }, semantics));
  const words = derived ? [] : typeWords.map((label): Proposal => ({ label, kind: CompletionItemKind.TypeParameter, detail: 'type', documentation: markdown(typeSections[label]?.summary ?? ''), rank: ranks.word }));
  const isConnectorFile = ast.isConnectorFile(place.document.parseResult.value);
  return [...own, ...qualified, ...aliases, ...words, ...(isConnectorFile ? [] : connectors(place, ranks.type))];
}

/** Fields of the record that a path names, and names of the endpoint's parameters. */
export function fieldPaths(place: Place): Proposal[] {
  const { slots, node, semantics } = place;
  const parameters = slots.has('parameter-name') ? parametersAround(place) : [];
  if (!slots.has('field-path')) return parameters;
  const path = ast.isFieldPath(node) ? node : undefined;
  const before = path?.parts.slice(0, path.parts.indexOf(standIn)) ?? [];
  // A feed that carries no time is marked with that of the request.
  const isMark = AstUtils.getContainerOfType(node, ast.isIncremental) !== undefined;
  if (isMark && before[0] === 'request') return before.length === 1 ? [{ label: 'time', kind: CompletionItemKind.Field, detail: 'datetime', rank: ranks.name }] : [];
  let type: Type | undefined = rootOf(path ?? node, place);
  for (const part of before) {
    const at: Type | undefined = type && nonNull(type);
    type = at?.kind === 'object' ? at.fields.get(part)?.type : undefined;
  }
  const request = isMark && before.length === 0 ? [symbolProposal({ kind: 'given', name: 'request', scope: 'response' }, semantics, ranks.word)] : [];
  return [...parameters, ...(type === undefined ? [] : fieldsOf(nonNull(type), semantics)), ...request];
}

/** The record whose fields a path names. */
function rootOf(node: AstNode, { semantics }: Place): Type | undefined {
  const { types } = semantics;
  const owner = AstUtils.getContainerOfType(node, (one): one is AstNode => ast.isCache(one) || ast.isFromStep(one) || ast.isEndpoint(one));
  if (ast.isCache(owner)) {
    const type = types.typeOfSymbol({ kind: 'cache', name: '', node: owner });
    return type.kind === 'cache' ? type.value : undefined;
  }
  if (ast.isFromStep(owner)) {
    const source = owner.source && types.typeOf(owner.source);
    return source?.kind === 'array' ? source.of : undefined;
  }
  if (!ast.isEndpoint(owner)) return undefined;
  const type = endpointType(owner, types.context);
  return type.kind === 'array' ? type.of : type;
}

/** The parts of a slot: parameters in the path, variables of the query, keys of the query, headers and body that are there. */
export function slotParts(place: Place): Proposal[] {
  if (!place.slots.has('slot-part')) return [];
  const slot = AstUtils.getContainerOfType(place.node, ast.isSlot);
  const endpoint = AstUtils.getContainerOfType(place.node, ast.isEndpoint);
  if (slot === undefined || endpoint === undefined) return [];
  if (slot.root === 'path') return parametersAround(place);
  if (slot.root === 'variables') return graphQLVariables(endpoint).map((label) => ({ label, kind: CompletionItemKind.Variable, detail: 'variable of the query', rank: ranks.name }));
  const object = endpoint.members.find((member): member is ast.Query | ast.Headers | ast.Body => (slot.root === 'query' ? ast.isQuery(member) : slot.root === 'body' ? ast.isBody(member) : ast.isHeaders(member)))?.value;
  if (!ast.isObjectLiteral(object)) return [];
  return object.entries.flatMap((entry): Proposal[] => (ast.isSpreadEntry(entry) || !isName(entry.key) ? [] : [{ label: entry.key, kind: CompletionItemKind.Field, detail: slot.root, rank: ranks.name }]));
}

function graphQLVariables(endpoint: ast.Endpoint): string[] {
  const document = endpoint.members.find(ast.isGraphQLRequest)?.document;
  const text = ast.isStringLiteral(document) ? document.value : '';
  return [...new Set([...text.matchAll(/\$([A-Za-z_]\w*)\s*:/g)].map((found) => found[1]!))];
}

function parametersAround({ node, semantics }: Place): Proposal[] {
  const endpoint = AstUtils.getContainerOfType(node, ast.isEndpoint);
  return (endpoint?.parameters ?? []).map((one) => symbolProposal({ kind: 'parameter', name: one.name, node: one, scope: 'param' }, semantics));
}

/** Entities to extend. */
export function baseEntities({ slots, node, semantics }: Place): Proposal[] {
  if (!slots.has('base-entity')) return [];
  const own = AstUtils.getContainerOfType(node, ast.isEntity)?.name;
  return [...semantics.names.entitiesAt(node)].filter(([name]) => name !== own).map(([name, entity]) => symbolProposal({ kind: 'entity', name, node: entity }, semantics));
}
