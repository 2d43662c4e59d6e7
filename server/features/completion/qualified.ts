import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { ast, type ConnectorEntry, enclosing, typeWords } from '#language';
import { type Proposal, symbolProposal } from './items.ts';
import type { Place } from './place.ts';

/** Names that may have hyphens: instances after `use`, connectors after `extend`, types elsewhere. */
export function qualifiedNames(place: Place): Proposal[] {
  if (!place.slots.has('qualified-name') || place.node === undefined) return [];
  const { node, leaf, semantics } = place;
  const view = semantics.index.viewOf(place.document);
  if (ast.isUse(node) || ast.isInstanceReference(node)) {
    return leaf?.text === '.' ? instancesOf(beforeDot(place), place) : [...instances(place), ...connectors(place)];
  }
  if (ast.isExtend(node)) return leaf?.text === '.' ? [] : connectors(place);
  if (ast.isTest(node)) {
    const flows = [...view.flows.values()].flatMap((all) => all.slice(0, 1)).map(({ node: flow }) => symbolProposal({ kind: 'flow', name: flow.name, node: flow }, semantics));
    return [...flows, ...connectors(place)];
  }
  return types(place);
}

/** `shop.` before an entity: those of the alias or connector. */
export function typeMembers(place: Place): Proposal[] {
  if (!place.slots.has('type-member') || place.node === undefined || !ast.isNamedType(place.node)) return [];
  const connector = place.semantics.names.connectorOf(place.semantics.names.qualifier(place.node.name, place.node));
  return connector === undefined ? [] : entities(connector, place);
}

function beforeDot(place: Place): string {
  return /([A-Za-z_$][\w$-]*)\s*\.\s*$/.exec(place.lineBefore)?.[1] ?? '';
}

function instancesOf(connector: string, place: Place): Proposal[] {
  const view = place.semantics.index.viewOf(place.document);
  return [...view.instances.values()].filter((instance) => instance.connector === connector)
    .map((instance) => ({ ...symbolProposal({ kind: 'instance', name: instance.name, node: instance.node }, place.semantics), detail: `instance of ${connector}` }));
}

/** Whole `connector.instance`s, which is what one mostly wants. */
function instances(place: Place): Proposal[] {
  const view = place.semantics.index.viewOf(place.document);
  return [...view.instances.values()].filter((instance) => instance.connector !== undefined).map((instance) => ({
    ...symbolProposal({ kind: 'instance', name: instance.name, node: instance.node }, place.semantics),
    label: `${instance.connector}.${instance.name}`, detail: 'instance', sortText: `000${instance.connector}.${instance.name}`,
  }));
}

function connectors(place: Place): Proposal[] {
  const view = place.semantics.index.viewOf(place.document);
  return [...view.connectors].flatMap(([name, all]) => (all[0] === undefined ? [] : [symbolProposal({ kind: 'connector', name, node: all[0].node }, place.semantics, 100)]));
}

function entities(connector: ConnectorEntry, place: Place): Proposal[] {
  return [...place.semantics.names.entitiesOf(connector)].map(([name, node]) => symbolProposal({ kind: 'entity', name, node }, place.semantics));
}

function types(place: Place): Proposal[] {
  const { node, semantics } = place;
  if (node === undefined) return [];
  const own = [...semantics.names.entitiesAt(node)].map(([name, entity]) => symbolProposal({ kind: 'entity', name, node: entity }, semantics));
  const words = typeWords.map((label): Proposal => ({ label, kind: CompletionItemKind.TypeParameter, detail: 'type', sortText: `200${label}` }));
  const flow = enclosing<ast.Flow>(node, 'Flow');
  const aliases = (flow?.steps ?? []).flatMap((step) => (ast.isUse(step) ? [step] : []));
  const qualified = aliases.flatMap((use) => {
    const connector = semantics.names.connectorOfUse(use);
    return connector === undefined ? [] : entities(connector, place).map((proposal) => ({ ...proposal, label: `${use.name}.${proposal.label}`, sortText: `100${use.name}.${proposal.label}` }));
  });
  return [...own, ...qualified, ...words, ...(own.length > 0 && flow === undefined ? [] : connectors(place))];
}
