import type { AstNode } from 'langium';
import type { JsonMember, JsonObject, JsonString } from '../generated/ast.ts';
import { declaredSymbol } from '../references/declarations.ts';
import { jsonMember, jsonString } from '../references/document-symbols.ts';
import type { NamedSymbol } from '../references/symbol.ts';
import type { ConnectorEntry } from '../references/workspace-index.ts';
import type { TypeContext } from './context.ts';

/** The keys that lead to a value of patchbay.json, outermost first. */
export function jsonPath(node: AstNode): string[] {
  const path: string[] = [];
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) if (at.$type === 'JsonMember') path.unshift((at as JsonMember).key);
  return path;
}

/** A name in patchbay.json: a connector, an auth, a setting, or an instance that an environment changes. */
export function resolveInWorkspaceFile(node: AstNode, context: TypeContext): NamedSymbol | undefined {
  const path = jsonPath(node);
  if (node.$type === 'JsonString') {
    const { value } = node as JsonString;
    const own = instancePath(path);
    if (own === undefined || own.length !== 1) return undefined;
    if (own[0] === 'connector') return symbolOf(context.index.connector(value, node)?.node);
    return own[0] === 'auth' ? symbolOf(connectorOfInstance(node, context)?.auths.get(value)?.node) : undefined;
  }
  const key = (node as JsonMember).key;
  if (path.length === 2 && path[0] === 'connectors') return symbolOf(context.index.connector(key, node)?.node);
  const own = instancePath(path);
  if (own?.length === 0) return symbolOf(context.index.instance(key, node)?.node);
  if (own?.length !== 2 || own[0] !== 'settings') return undefined;
  const connector = connectorOfInstance(node, context);
  const auth = connector?.auths.get(authOfInstance(node, context) ?? '');
  return symbolOf(connector?.settings.get(key) ?? auth?.settings.get(key));
}

/** The path inside of an instance, in the file itself or in an environment; undefined elsewhere. */
export function instancePath(path: readonly string[]): string[] | undefined {
  if (path[0] === 'instances' && path.length >= 2) return path.slice(2);
  return path[0] === 'environments' && path[2] === 'instances' && path.length >= 4 ? path.slice(4) : undefined;
}

/** The connector of the instance that a node of patchbay.json stands in; an environment's own text counts first. */
export function connectorOfInstance(node: AstNode, context: TypeContext): ConnectorEntry | undefined {
  const name = memberText(node, 'connector') ?? baseInstance(node, context)?.connector;
  return name === undefined ? undefined : context.index.connector(name, node);
}

/** The auth that the instance around a node names. */
export function authOfInstance(node: AstNode, context: TypeContext): string | undefined {
  return memberText(node, 'auth') ?? baseInstance(node, context)?.auth;
}

function memberText(node: AstNode, key: string): string | undefined {
  const value = instanceMember(node)?.value;
  return jsonString(jsonMember(value?.$type === 'JsonObject' ? (value as JsonObject) : undefined, key)?.value);
}

function baseInstance(node: AstNode, context: TypeContext): { connector: string | undefined; auth: string | undefined } | undefined {
  const member = instanceMember(node);
  return member && context.index.instance(member.key, node);
}

function instanceMember(node: AstNode): JsonMember | undefined {
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) {
    if (at.$type === 'JsonMember' && instancePath(jsonPath(at))?.length === 0) return at as JsonMember;
  }
  return undefined;
}

function symbolOf(node: AstNode | undefined): NamedSymbol | undefined {
  return node && declaredSymbol(node);
}
