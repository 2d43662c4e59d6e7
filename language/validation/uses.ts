import type { Flow, InstanceReference, Use } from '../generated/ast.ts';
import { walk } from '../references/walk.ts';
import type { ConnectorEntry } from '../references/workspace-index.ts';
import type { Semantics } from '../types/semantics.ts';
import { instanceIssues } from '../workspace/instance-issues.ts';
import { hasEmptyBraces, isBroken, mayBeUsedInBroken } from './broken.ts';
import { type CheckTable, declaredHere, type NodeCheck, type Report } from './check.ts';
import { isReadable } from './patchbay-json.ts';
import { didYouMean, nearest } from './suggestion.ts';
import { listed } from './wording.ts';

// `use shop = shopify.acme`: a connector, an instance of it that is complete, and a name that is used.

const reference: NodeCheck<InstanceReference> = (node, report, semantics) => {
  if (!node.connector) return;
  const view = semantics.index.viewOf(node);
  const connector = semantics.index.connector(node.connector, node);
  if (connector === undefined) {
    report('unknown-connector', { node, property: 'connector' }, `There is no connector \`${node.connector}\` in this workspace.${connectorAdvice(node, semantics)}`, { data: { name: node.connector } });
    return;
  }
  const names = [...view.instances.values()].filter((one) => one.connector === connector.name).map((one) => one.name);
  if (node.instance === undefined) {
    if (node.dangling === undefined && isReadable(view.file)) report('unknown-instance', { node, property: 'connector' }, `Which instance of \`${connector.name}\`? ${howToAdd(connector, names)}`, { data: { connector: connector.name } });
    return;
  }
  // Where patchbay.json cannot be read, that is the one thing to say.
  if (!isReadable(view.file)) return;
  const instance = view.instances.get(node.instance);
  const spot = { node, property: 'instance' };
  if (instance === undefined) {
    const meant = nearest(node.instance, names);
    report('unknown-instance', spot, `There is no instance \`${node.instance}\` of \`${connector.name}\`. ${meant === undefined ? howToAdd(connector, names) : `Did you mean \`${meant}\`?`}`, { data: { connector: connector.name, name: node.instance } });
    return;
  }
  if (instance.connector !== undefined && instance.connector !== connector.name) {
    report('unknown-instance', spot, `\`${node.instance}\` is an instance of \`${instance.connector}\`, not of \`${connector.name}\`.${didYouMean(node.instance, names)}`, { ...declaredHere(instance.node), data: { connector: connector.name } });
    return;
  }
  checkInstance(node, instance.node, report, semantics);
};

/** What is wrong with the instance stands at the flow too: it is why it does not run. */
function checkInstance(node: InstanceReference, instance: Parameters<typeof instanceIssues>[0], report: Report, semantics: Semantics): void {
  const issues = instanceIssues(instance, semantics).filter((issue) => issue.severity === 'error');
  const [first, ...rest] = issues;
  if (first === undefined) return;
  const code = first.code === 'missing-setting' || first.code === 'unknown-auth' ? first.code : 'wrong-setting';
  const more = rest.length === 0 ? '' : ` (${rest.length} more in patchbay.json)`;
  report(code, { node, property: 'instance' }, `${first.message.startsWith('The instance ') ? '' : `The instance \`${node.instance}\` cannot be used as it is: `}${first.message}${more}`, declaredHere(instance));
}

function howToAdd(connector: ConnectorEntry, names: readonly string[]): string {
  if (names.length === 0) return `There is none yet: add one with the command *Patchbay: Add Instance…*, or under "instances" in patchbay.json.`;
  return `There ${names.length === 1 ? 'is' : 'are'} ${listed(names.slice(0, 6))}: \`${connector.name}.${names[0]}\`.`;
}

function connectorAdvice(node: InstanceReference, semantics: Semantics): string {
  const view = semantics.index.viewOf(node);
  const instance = view.instances.get(node.connector);
  if (instance?.connector !== undefined) return ` \`${node.connector}\` is an instance: write \`${instance.connector}.${node.connector}\`.`;
  if (view.connectors.size === 0) return ' There is none yet: install one from the marketplace, or write a .connector file.';
  return didYouMean(node.connector, view.connectors.keys()) || ' Install it from the marketplace, or write a .connector file.';
}

/** All instances of one alias are of one connector. */
const use: NodeCheck<Use> = (node, report) => {
  const [first, ...rest] = node.instances;
  for (const other of rest) {
    if (first?.connector && other.connector && other.connector !== first.connector) {
      report('conflicting-members', { node: other, property: 'connector' }, `The instances of one alias are of one connector, and \`${node.instances[0]!.connector}\` stands first.`);
    }
  }
  const seen = new Set<string>();
  for (const one of node.instances) {
    const name = one.instance;
    if (name === undefined) continue;
    if (seen.has(name)) report('duplicate-name', { node: one, property: 'instance' }, `\`${name}\` stands in this list already.`);
    seen.add(name);
  }
};

/** Aliases that nothing in the flow names. */
const unused: NodeCheck<Flow> = (node, report) => {
  const uses = node.steps.filter((step): step is Use => step.$type === 'Use' && step.name !== undefined && step.name !== '');
  if (uses.length === 0 || isBroken(node)) return;
  const named = new Set<string>();
  walk(node, (inner) => {
    if (inner.$type === 'NameReference' || inner.$type === 'NamedType') named.add((inner as unknown as { name: string }).name);
    else if (inner.$type === 'ShorthandEntry') named.add((inner as unknown as { key: string }).key);
  });
  const left = uses.filter(({ name }) => !named.has(name) && !mayBeUsedInBroken(node, name));
  if (left.length === 0 || hasEmptyBraces(node)) return;
  for (const one of left) report('unused-use', { node: one, property: 'name' }, `\`${one.name}\` is not used in this flow.`, { data: { remove: true }, tag: 'unnecessary' });
};

export const useChecks: CheckTable = { InstanceReference: [reference], Use: [use], Flow: [unused] };
