import { type AstNode, AstUtils } from 'langium';
import type {
  Auth, Connector, ConnectorFile, Endpoint, Entity, Field, Flow, FlowFile, FunctionDeclaration, Lambda, ObjectLiteral, ObjectType, Parameter, Table, Webhook,
} from '../generated/ast.ts';
import { type CheckTable, declaredHere, type NodeCheck, type Report } from './check.ts';

// Two things of one name where each name stands for one thing.

interface Named extends AstNode { name?: string; key?: string }

/** Reports every declaration whose name an earlier one has; `what` says what they are. */
function unique(nodes: Iterable<Named | undefined>, what: string, report: Report, seen: Map<string, AstNode> = new Map()): Map<string, AstNode> {
  for (const node of nodes) {
    const name = node?.name ?? node?.key;
    if (node === undefined || name === undefined || name === '') continue;
    const first = seen.get(name);
    if (first === undefined) seen.set(name, node);
    else report('duplicate-name', { node, property: node.name === undefined ? 'key' : 'name' }, `There is ${what} \`${name}\` already.`, declaredHere(first));
  }
  return seen;
}

function only<Kind extends AstNode['$type'], Node extends AstNode>(nodes: readonly Node[], kind: Kind): Extract<Node, { $type: Kind }>[] {
  return nodes.filter((node): node is Extract<Node, { $type: Kind }> => node.$type === kind);
}

const connectorFile: NodeCheck<ConnectorFile> = (node, report, semantics) => {
  const connectors = only(node.items, 'Connector');
  for (const other of connectors.slice(1)) report('conflicting-members', { node: other, property: 'name' }, 'A file has one connector. Put this one into a file of its own.', declaredHere(connectors[0]));
  const inside = connectors.flatMap((connector) => only(connector.members, 'Entity'));
  unique([...only(node.items, 'Entity'), ...inside], 'an entity', report);
  unique([...only(node.items, 'FunctionDeclaration'), ...connectors.flatMap((connector) => only(connector.members, 'FunctionDeclaration'))], 'a function', report);
  const document = AstUtils.getDocument(node);
  for (const connector of connectors) {
    const other = connector.name ? semantics.index.viewOf(document).connectors.get(connector.name)?.find((one) => one.document !== document) : undefined;
    if (other === undefined) continue;
    const { root } = semantics.index.viewOf(document);
    const file = root === '' ? other.document.uri.path.split('/').at(-1)! : decodeURIComponent(other.document.uri.toString().slice(root.length + 1));
    report('duplicate-name', { node: connector, property: 'name' }, `There is a connector \`${connector.name}\` already, in ${file}. Names of connectors are unique in a workspace.`, declaredHere(other.node));
  }
};

const connector: NodeCheck<Connector> = (node, report) => {
  const settings = unique(only(node.members, 'Settings').flatMap((member) => member.fields), 'a setting', report);
  const auths = only(node.members, 'Auth');
  unique(auths, 'an `auth`', report);
  // An instance has all its settings in one object: one of an auth cannot be called as one of the connector.
  for (const auth of auths) for (const member of auth.members) {
    const field = member.$type === 'Setting' ? member.field : undefined;
    const first = field?.name ? settings.get(field.name) : undefined;
    if (field !== undefined && first !== undefined) report('duplicate-name', { node: field, property: 'name' }, `There is a setting \`${field.name}\` of the connector already.`, declaredHere(first));
  }
  unique(only(node.members, 'Webhook'), 'an endpoint or webhook', report, unique(only(node.members, 'Endpoint'), 'an endpoint', report));
};

const auth: NodeCheck<Auth> = (node, report) => {
  unique(node.members.map((member) => (member.$type === 'Setting' || member.$type === 'Secret' ? member.field : member.$type === 'Capture' ? member : undefined)), 'a setting or secret', report);
};

const webhook: NodeCheck<Webhook> = (node, report) => {
  unique(node.members.map((member) => (member.$type === 'Setting' || member.$type === 'Secret' ? member.field : undefined)), 'a setting or secret', report);
};

const fields: NodeCheck<Entity | ObjectType> = (node, report) => { unique(node.fields as Field[], 'a field', report); };
const parameters: NodeCheck<Endpoint | FunctionDeclaration> = (node, report) => { unique(node.parameters as Parameter[], 'a parameter', report); };
const lambda: NodeCheck<Lambda> = (node, report) => { unique(node.parameters, 'a parameter', report); };

const object: NodeCheck<ObjectLiteral> = (node, report) => {
  unique(node.entries.map((entry) => (entry.$type === 'SpreadEntry' ? undefined : entry)), 'an entry', report);
};

const flowFile: NodeCheck<FlowFile> = (node, report) => {
  const values = unique(only(node.items, 'Table'), 'a table', report);
  unique(only(node.items, 'FunctionDeclaration'), 'a table or function', report, values);
  unique(only(node.items, 'Flow'), 'a flow', report);
  const titles = new Map<string, AstNode>();
  for (const test of only(node.items, 'Test')) {
    const title = test.title?.$type === 'StringLiteral' ? test.title.value : undefined;
    if (title === undefined) continue;
    if (titles.has(title)) report('duplicate-name', { node: test, property: 'title' }, `There is a test '${title}' already.`, { related: [{ spot: { node: titles.get(title)!, property: 'title' }, message: 'declared here' }] });
    else titles.set(title, test);
  }
};

const table: NodeCheck<Table> = (node, report) => { unique(node.rows, 'a row', report); };

/** What a flow declares as a whole: known everywhere in it. */
const flow: NodeCheck<Flow> = (node, report) => {
  const declared = node.steps.map((step): Named | undefined => {
    switch (step.$type) {
      case 'Use': case 'Store': case 'Variable': case 'Cache': return step;
      case 'Input': case 'Secret': return step.field;
      default: return undefined;
    }
  });
  unique([...node.parameters, ...declared], 'something called', report);
};

export const declarationChecks: CheckTable = {
  ConnectorFile: [connectorFile], Connector: [connector], Auth: [auth], Webhook: [webhook], Entity: [fields], ObjectType: [fields], Endpoint: [parameters], FunctionDeclaration: [parameters],
  Lambda: [lambda], ObjectLiteral: [object], FlowFile: [flowFile], Table: [table], Flow: [flow],
};
