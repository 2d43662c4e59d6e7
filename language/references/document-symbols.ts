import type { AstNode } from 'langium';
import type {
  Auth, Capture, Connector, ConnectorFile, Endpoint, Entity, Extend, Field, Flow, FlowFile, FunctionDeclaration, Import, JsonMember, JsonObject,
  JsonValue, Table, Test, Webhook, WorkspaceFile,
} from '../generated/ast.ts';

// What one document declares, by name: built once for a revision (a revision has a tree of its own, which is the key) and only for what
// other places look up. Of two declarations of one name the first counts; the checker walks the members and reports the second.

export interface AuthSymbols {
  node: Auth;
  settings: Map<string, Field>;
  secrets: Map<string, Field>;
  captures: Map<string, Capture>;
}

export interface ConnectorSymbols {
  node: Connector;
  name: string;
  settings: Map<string, Field>;
  auths: Map<string, AuthSymbols>;
  entities: Map<string, Entity>;
  functions: Map<string, FunctionDeclaration>;
  endpoints: Map<string, Endpoint>;
  webhooks: Map<string, Webhook>;
}

export interface InstanceSymbols {
  node: JsonMember;
  name: string;
  /** The `"connector"` member's text. */
  connector: string | undefined;
  auth: string | undefined;
}

export interface DocumentSymbols {
  /** The first `connector` of the file. */
  connector: ConnectorSymbols | undefined;
  /** All of them, where the file has more than one by mistake. */
  connectors: ConnectorSymbols[];
  /** Beside the connector. */
  entities: Map<string, Entity>;
  functions: Map<string, FunctionDeclaration>;
  flows: Map<string, Flow>;
  tables: Map<string, Table>;
  tests: Test[];
  extensions: Extend[];
  imports: Import[];
  /** Of patchbay.json. */
  instances: Map<string, InstanceSymbols>;
  /** Connectors that its instances name, those of no name and of one that is taken included. */
  instanceConnectors: Set<string>;
  /** `"connectors"` of patchbay.json: installed ones. */
  installed: Map<string, JsonMember>;
}

const known = new WeakMap<AstNode, DocumentSymbols>();

/** What a document declares; `root` is the tree of its current revision. */
export function documentSymbols(root: AstNode): DocumentSymbols {
  let symbols = known.get(root);
  if (symbols === undefined) {
    symbols = collect(root);
    known.set(root, symbols);
  }
  return symbols;
}

function collect(root: AstNode): DocumentSymbols {
  const symbols: DocumentSymbols = {
    connector: undefined, connectors: [], entities: new Map(), functions: new Map(), flows: new Map(), tables: new Map(), tests: [], extensions: [],
    imports: [], instances: new Map(), instanceConnectors: new Set(), installed: new Map(),
  };
  if (root.$type === 'ConnectorFile') collectConnectorFile(root as ConnectorFile, symbols);
  else if (root.$type === 'FlowFile') collectFlowFile(root as FlowFile, symbols);
  else if (root.$type === 'WorkspaceFile') collectWorkspaceFile(root as WorkspaceFile, symbols);
  return symbols;
}

function collectConnectorFile(file: ConnectorFile, symbols: DocumentSymbols): void {
  for (const item of file.items) {
    if (item.$type === 'Import') symbols.imports.push(item);
    else if (item.$type === 'Entity') addFirst(symbols.entities, item);
    else if (item.$type === 'FunctionDeclaration') addFirst(symbols.functions, item);
    else if (item.$type === 'Connector') symbols.connectors.push(connectorSymbols(item));
  }
  symbols.connector = symbols.connectors[0];
}

function connectorSymbols(node: Connector): ConnectorSymbols {
  const symbols: ConnectorSymbols = {
    node, name: node.name ?? '', settings: new Map(), auths: new Map(), entities: new Map(), functions: new Map(), endpoints: new Map(), webhooks: new Map(),
  };
  for (const member of node.members) {
    switch (member.$type) {
      case 'Settings': for (const field of member.fields) addFirst(symbols.settings, field); break;
      case 'Auth': if (member.name && !symbols.auths.has(member.name)) symbols.auths.set(member.name, authSymbols(member)); break;
      case 'Entity': addFirst(symbols.entities, member); break;
      case 'FunctionDeclaration': addFirst(symbols.functions, member); break;
      case 'Endpoint': addFirst(symbols.endpoints, member); break;
      case 'Webhook': addFirst(symbols.webhooks, member); break;
      default: break;
    }
  }
  return symbols;
}

/** What one `auth` declares. */
export function authSymbols(node: Auth): AuthSymbols {
  const symbols: AuthSymbols = { node, settings: new Map(), secrets: new Map(), captures: new Map() };
  for (const member of node.members) {
    if (member.$type === 'Setting' && member.field) addFirst(symbols.settings, member.field);
    else if (member.$type === 'Secret' && member.field) addFirst(symbols.secrets, member.field);
    else if (member.$type === 'Capture') addFirst(symbols.captures, member);
  }
  return symbols;
}

function collectFlowFile(file: FlowFile, symbols: DocumentSymbols): void {
  for (const item of file.items) {
    switch (item.$type) {
      case 'Import': symbols.imports.push(item); break;
      case 'Extend': symbols.extensions.push(item); break;
      case 'Test': symbols.tests.push(item); break;
      case 'Table': addFirst(symbols.tables, item); break;
      case 'FunctionDeclaration': addFirst(symbols.functions, item); break;
      case 'Flow': addFirst(symbols.flows, item); break;
      default: break;
    }
  }
}

function collectWorkspaceFile(file: WorkspaceFile, symbols: DocumentSymbols): void {
  const root = asObject(file.value);
  for (const member of asObject(jsonMember(root, 'instances')?.value)?.members ?? []) {
    const value = asObject(member.value);
    const connector = jsonString(jsonMember(value, 'connector')?.value);
    if (connector !== undefined) symbols.instanceConnectors.add(connector);
    if (!member.key || symbols.instances.has(member.key)) continue;
    symbols.instances.set(member.key, { node: member, name: member.key, connector, auth: jsonString(jsonMember(value, 'auth')?.value) });
  }
  for (const member of asObject(jsonMember(root, 'connectors')?.value)?.members ?? []) {
    if (member.key && !symbols.installed.has(member.key)) symbols.installed.set(member.key, member);
  }
}

/** A value as an object, or undefined. */
export function asObject(value: JsonValue | undefined): JsonObject | undefined {
  return value?.$type === 'JsonObject' ? value : undefined;
}

/** The first member of that name. */
export function jsonMember(object: JsonObject | undefined, key: string): JsonMember | undefined {
  return object?.members.find((member) => member.key === key);
}

/** The text of a string value, or undefined for any other. */
export function jsonString(value: JsonValue | undefined): string | undefined {
  return value?.$type === 'JsonString' ? value.value : undefined;
}

function addFirst<N extends AstNode & { name: string }>(map: Map<string, N>, node: N): void {
  if (node.name && !map.has(node.name)) map.set(node.name, node);
}
