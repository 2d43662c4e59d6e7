import { type AstNode, AstUtils } from 'langium';
import type { Plan } from '#plan';
import type { Auth, Connector, Endpoint } from '../generated/ast.ts';
import { isReached, reachOfEndpoint, reachOfFlow } from '../validation/reach.ts';
import { findings } from '../workspace/findings.ts';
import type { Workspace } from '../workspace/load-workspace.ts';
import type { Finding } from '../workspace/model.ts';
import { didYouMean } from '../validation/suggestion.ts';
import { planOfConnector, planOfEndpoint, planOfFlow } from './plan.ts';
import type { LoweringHost } from './host.ts';

/** The plan of a flow of a checked workspace, or the errors in what it reaches. `file` is relative to the workspace, with `/`. */
export function lowerFlow(workspace: Workspace, flow: { name: string; file?: string }): Plan | Finding[] {
  const node = workspace.flow(flow.name, flow.file);
  if (node === undefined) return [unknown('unknown-flow', `There is no flow \`${flow.name}\`.${didYouMean(flow.name, workspace.view.flows.keys())}`)];
  const errors = errorsIn(reachOfFlow(node, workspace.semantics.types), workspace);
  if (errors.length > 0) return errors;
  const used = new Set(node.steps.flatMap((step) => (step.$type === 'Use' ? step.instances.map((instance) => instance.instance ?? '') : [])));
  return planOfFlow(node, hostOf(workspace, used));
}

/** The plan in which one endpoint of an instance can be called, or what stands against it. */
export function lowerCall(workspace: Workspace, instanceName: string, endpointName: string): Plan | Finding[] {
  const found = findInstance(workspace, instanceName);
  if (Array.isArray(found)) return found;
  const endpoint = found.endpoints.get(endpointName);
  if (endpoint === undefined) {
    return [unknown('unknown-endpoint', `The connector \`${found.name}\` has no endpoint \`${endpointName}\`.${didYouMean(endpointName, found.endpoints.keys())}`)];
  }
  const errors = errorsIn(reachOfEndpoint(endpoint, workspace.semantics.types, instanceName), workspace);
  return errors.length > 0 ? errors : planOfEndpoint(endpoint, hostOf(workspace, new Set([instanceName])));
}

/** The plan of an instance's connector without an endpoint: where its secrets would go. */
export function lowerInstance(workspace: Workspace, instanceName: string): Plan | Finding[] {
  const found = findInstance(workspace, instanceName);
  if (Array.isArray(found)) return found;
  const endpoint: Endpoint | undefined = [...found.endpoints.values()][0];
  const errors = endpoint === undefined ? [] : errorsIn(reachOfEndpoint(endpoint, workspace.semantics.types, instanceName).filter((node) => node !== endpoint), workspace);
  return errors.length > 0 ? errors : planOfConnector(found.node, hostOf(workspace, new Set([instanceName])));
}

function findInstance(workspace: Workspace, name: string) {
  const instance = workspace.view.instances.get(name);
  if (instance === undefined) return [unknown('unknown-instance', `There is no instance \`${name}\` in patchbay.json.${didYouMean(name, workspace.view.instances.keys())}`)];
  const connector = workspace.connector(instance.connector ?? '');
  if (connector === undefined) return [unknown('unknown-connector', `The connector \`${instance.connector ?? ''}\` of the instance \`${name}\` is not in this workspace.`)];
  return connector;
}

function hostOf(workspace: Workspace, instances: ReadonlySet<string>): LoweringHost {
  return { types: workspace.semantics.types, pathOf: (document) => workspace.pathOf(document), authsOf: (node) => authsOf(node, workspace, instances) };
}

/** The ways of signing in that the instances choose; the connector's first where one chooses none. */
function authsOf(node: Connector, workspace: Workspace, instances: ReadonlySet<string>): Auth[] {
  const all = node.members.filter((member): member is Auth => member.$type === 'Auth');
  const chosen = new Set<Auth>();
  for (const name of instances) {
    const instance = workspace.view.instances.get(name);
    if (instance?.connector !== node.name) continue;
    const auth = instance.auth === undefined ? all[0] : all.find((one) => one.name === instance.auth);
    if (auth !== undefined) chosen.add(auth);
  }
  return all.filter((auth) => chosen.has(auth));
}

function errorsIn(nodes: readonly AstNode[], workspace: Workspace): Finding[] {
  const documents = new Set(nodes.map((node) => AstUtils.getDocument(node)));
  return [...documents].flatMap((document) => findings([document], (one) => workspace.pathOf(one)).filter((finding) =>
    finding.severity === 'error' && isReached(nodes, document, document.textDocument.offsetAt({ line: finding.line - 1, character: finding.column - 1 }))));
}

/** A finding that stands nowhere in a file: the name came from outside. */
function unknown(code: string, message: string): Finding {
  return { file: '', line: 0, column: 0, endLine: 0, endColumn: 0, severity: 'error', code, message };
}
