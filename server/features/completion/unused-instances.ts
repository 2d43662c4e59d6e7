import { type AstNode, AstUtils } from 'langium';
import type { TextEdit } from 'vscode-languageserver-protocol';
import { ast, type ConnectorEntry, endpointType, enclosing, type InstanceEntry, walk } from '#language';
import { addedUse } from '../code-actions/use-lines.ts';
import { matchOf } from '../fuzzy.ts';
import { textEditOf } from '../text-edit.ts';
import { isName } from '../written-names.ts';
import { fitsPurpose, ownerOf, type Purpose, purposeOf } from './called.ts';
import { type Proposal, ranks, symbolProposal } from './items.ts';
import type { Place } from './place.ts';

/** As many instances, and endpoints by their own name, as a list is good for. */
const mostInstances = 50;
const mostEndpoints = 100;

/** An instance that the flow has no `use` for yet, under the name that it gets there. */
interface Unused { alias: string; instance: InstanceEntry; connector: ConnectorEntry; edits: TextEdit[] }

/** Where a step names what it calls: instances that the flow does not use yet. Whoever takes one gets its `use` line too. */
export function unusedInstances(place: Place): Proposal[] {
  const purpose = calledAt(place);
  const flow = flowAt(place);
  if (purpose === undefined || flow === undefined) return [];
  return unusedIn(flow, place).filter(({ connector }) => [...connector.endpoints.values()].some((endpoint) => fitsPurpose(endpoint, purpose))).map(({ alias, instance, connector, edits }): Proposal => ({
    ...symbolProposal({ kind: 'instance', name: instance.name, node: instance.node }, place.semantics, ranks.type),
    label: alias, detail: useLine(alias, instance, connector), filterText: [...new Set([alias, instance.name, connector.name])].join(' '), additionalTextEdits: edits, commitCharacters: ['.'],
  }));
}

/** `listOrders` where `shop.listOrders` is meant: endpoints by their own name, of what the flow uses and of what it does not use yet. */
export function endpointsByName(place: Place): Proposal[] {
  const { token, document, semantics } = place;
  const purpose = calledAt(place);
  const flow = flowAt(place);
  const typed = document.textDocument.getText().slice(token.start, token.end);
  if (purpose === undefined || flow === undefined || token.kind !== 'name' || typed === '') return [];
  const used = flow.steps.filter(ast.isUse).flatMap((use) => { const connector = semantics.names.connectorOfUse(use); return connector === undefined ? [] : [{ alias: use.name, connector, edits: [] }]; });
  const found: { proposal: Proposal; match: number }[] = [];
  for (const { alias, connector, edits, ...rest } of [...used, ...unusedIn(flow, place)]) {
    for (const endpoint of connector.endpoints.values()) {
      const match = matchOf(typed, endpoint.name);
      if (match === undefined || !fitsPurpose(endpoint, purpose)) continue;
      const isNew = 'instance' in rest;
      const proposal: Proposal = {
        ...symbolProposal({ kind: 'endpoint', name: endpoint.name, node: endpoint }, semantics, isNew ? ranks.everyValue : ranks.builtin), label: `${alias}.${endpoint.name}`, filterText: `${endpoint.name} ${alias}`, commitCharacters: ['('],
        detail: isNew ? useLine(alias, (rest as Unused).instance, connector) : 'endpoint', ...(edits.length > 0 && { additionalTextEdits: edits }),
      };
      found.push({ proposal, match: match - (isNew ? 1 : 0) - (purpose === 'source' && endpointType(endpoint, semantics.types.context).kind !== 'array' ? 20 : 0) });
    }
  }
  return found.toSorted((a, b) => b.match - a.match).slice(0, mostEndpoints).map(({ proposal }) => proposal);
}

/** What the step does with what is named at its beginning. */
function calledAt(place: Place): Purpose | undefined {
  if (!place.slots.has('value')) return undefined;
  const { owner, property } = ownerOf(place);
  if (ast.isNameReference(place.node) && ast.isMemberAccess(place.node.$container)) return undefined;
  return owner === undefined || ast.isGiven(owner) || ast.isExpect(owner) ? undefined : purposeOf(owner, property);
}

/** The flow that the cursor stands in, as it is in the file. */
function flowAt({ node }: Place): ast.Flow | undefined {
  return enclosing<ast.Flow>(node, 'Flow');
}

function useLine(alias: string, instance: InstanceEntry, connector: ConnectorEntry): string {
  return `use ${alias} = ${connector.name}.${instance.name}`;
}

/** The instance that a name before a dot means, which no `use` declares. */
export function unusedInstance(name: ast.NameReference, place: Place): Unused | undefined {
  const flow = flowAt(place);
  return flow && unusedIn(flow, place, name.name).find((one) => one.alias === name.name);
}

function unusedIn(flow: ast.Flow, { document, semantics }: Place, wanted?: string): Unused[] {
  const view = semantics.index.viewOf(document);
  const used = new Set(flow.steps.filter(ast.isUse).flatMap((use) => use.instances.map((one) => `${one.connector}.${one.instance ?? ''}`)));
  const taken = boundIn(flow);
  const found: Unused[] = [];
  for (const instance of view.instances.values()) {
    const connector = view.connectors.get(instance.connector ?? '')?.[0];
    if (connector === undefined || used.has(`${connector.name}.${instance.name}`) || found.length >= mostInstances) continue;
    const names = [instance.name, connector.name].map(asName);
    const alias = wanted !== undefined && names.includes(wanted) ? wanted : names.find((name) => !taken.has(name));
    if (alias === undefined || taken.has(alias)) continue;
    taken.add(alias);
    const edits = addedUse(flow, alias, `${connector.name}.${instance.name}`);
    if (edits.length === 0) continue;
    found.push({ alias, instance, connector, edits: edits.map((edit) => textEditOf(edit, document.textDocument)) });
  }
  return found;
}

/** Names of instances may have hyphens, those in a flow may not. */
function asName(name: string): string {
  return isName(name) ? name : name.replaceAll(/-+(.)/g, (_, letter: string) => letter.toUpperCase()).replaceAll(/[^\w$]/g, '');
}

function boundIn(flow: ast.Flow): Set<string> {
  const names = new Set<string>();
  walk(flow, (node) => {
    const { name } = node as AstNode & { name?: unknown };
    if (typeof name === 'string' && !ast.isNameReference(node) && !ast.isArgument(node)) names.add(name);
  });
  const file = AstUtils.getDocument(flow).parseResult.value;
  if (ast.isFlowFile(file)) for (const item of file.items) if (ast.isFunctionDeclaration(item) || ast.isTable(item)) names.add(item.name);
  return names;
}

