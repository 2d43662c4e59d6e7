import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import type { Connector, ConnectorMember, Endpoint, Flow, InstanceReference, JsonMember, JsonValue, WorkspaceFile } from '../generated/ast.ts';
import { asObject, jsonMember, jsonString } from '../references/document-symbols.ts';
import { lookUp } from '../references/scope.ts';
import { walk } from '../references/walk.ts';
import type { Types } from '../types/types.ts';

/** The members of a connector that every request of it shares. */
const shared: ReadonlySet<ConnectorMember['$type']> = new Set<ConnectorMember['$type']>([
  'Settings', 'Hosts', 'Base', 'Headers', 'Query', 'Limit', 'Timeout', 'OnRule', 'Redirect',
]);

/**
 * What a run of a flow needs, as roots of trees that do not overlap: the flow, the instances that it uses, the endpoints that it calls with
 * what their connectors share, the chosen ways of signing in, and every function that is called on the way. In an environment also what it changes
 * of the instances.
 */
export function reachOfFlow(flow: Flow, types: Types, environment?: string): AstNode[] {
  const reach = createReach(types, environment);
  reach.add(flow);
  return reach.nodes();
}

/** What calling one endpoint needs, with the way of signing in of an instance where one is given. */
export function reachOfEndpoint(endpoint: Endpoint, types: Types, instance?: string, environment?: string): AstNode[] {
  const reach = createReach(types, environment);
  reach.add(endpoint);
  if (instance !== undefined) reach.addInstance(instance, endpoint);
  return reach.nodes();
}

function createReach(types: Types, environment: string | undefined) {
  const found = new Set<AstNode>();
  const { context } = types;

  function add(node: AstNode | undefined): void {
    if (node === undefined || found.has(node)) return;
    found.add(node);
    if (node.$type === 'Endpoint' && node.$container?.$type === 'Connector') addShared(node.$container as Connector);
    walk(node, (inner) => {
      if (inner.$type === 'NameReference' || inner.$type === 'ShorthandEntry') addNamed(inner);
      else if (inner.$type === 'Call') addCalled(inner);
      else if (inner.$type === 'InstanceReference') addInstance((inner as InstanceReference).instance, inner);
    });
  }

  function addShared(connector: Connector): void {
    for (const member of connector.members) if (shared.has(member.$type)) add(member);
  }

  function addNamed(node: AstNode): void {
    const name = node.$type === 'NameReference' ? (node as AstNode & { name: string }).name : (node as AstNode & { key: string }).key;
    const symbol = lookUp(context.scopes.at(node), name);
    if (symbol?.kind === 'function' || symbol?.kind === 'table' || symbol?.kind === 'capture') add(symbol.node);
  }

  function addCalled(node: AstNode): void {
    const target = types.callTarget(node as Parameters<Types['callTarget']>[0]);
    if (target?.kind === 'endpoint') add(target.endpoint);
  }

  function addInstance(name: string | undefined, from: AstNode): void {
    const instance = name === undefined ? undefined : context.index.instance(name, from);
    if (instance === undefined) return;
    add(instance.node);
    const connector = instance.connector === undefined ? undefined : context.index.connector(instance.connector, from);
    if (connector === undefined) return;
    addShared(connector.node);
    const change = environment === undefined ? undefined : changeOf(instance.node, environment);
    add(change);
    const chosen = jsonString(jsonMember(asObject(change?.value), 'auth')?.value) ?? instance.auth;
    add((chosen === undefined ? [...connector.auths.values()][0] : connector.auths.get(chosen))?.node);
  }

  return { add, addInstance, nodes: () => [...found] };
}

/** What an environment of the same patchbay.json changes of an instance. */
function changeOf(instance: JsonMember, environment: string): JsonMember | undefined {
  let at: JsonValue | undefined = (AstUtils.getDocument(instance).parseResult.value as WorkspaceFile).value;
  for (const key of ['environments', environment, 'instances']) at = jsonMember(asObject(at), key)?.value;
  return jsonMember(asObject(at), instance.key);
}

/** Whether a position (an offset) of a document lies in one of the nodes. */
export function isReached(nodes: readonly AstNode[], document: LangiumDocument, offset: number): boolean {
  return nodes.some((node) => {
    const cst = node.$cstNode;
    return cst !== undefined && AstUtils.getDocument(node) === document && offset >= cst.offset && offset <= cst.end;
  });
}
