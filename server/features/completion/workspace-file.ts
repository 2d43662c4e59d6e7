import { CompletionItemKind } from 'vscode-languageserver-protocol';
import type { AstNode } from 'langium';
import { ast, authOfInstance, commentText, connectorOfInstance, instancePath, jsonPath, typeText } from '#language';
import type { Proposal } from './items.ts';
import type { Place } from './place.ts';

const rootKeys: Record<string, string> = {
  version: 'The version of this file: 1.', connectors: 'Installed connectors, with their versions.', instances: "A company's own uses of connectors: settings, never secrets.",
  environments: 'What differs in staging, production and the like.', marketplaces: 'Further marketplaces; the bundled one is always there.',
};
const instanceKeys: Record<string, string> = {
  connector: 'The connector that this is an instance of.', auth: 'How it signs in: one of the connector\'s `auth` blocks.', settings: 'What the connector and its auth declare.',
  baseUrl: 'An origin in place of the vendor\'s: a test server or a proxy.',
};
const environmentKeys: Record<string, string> = { instances: 'Changes of instances in this environment.', protected: 'Runs from the editor are dry runs unless its name is typed.' };

/** Keys of patchbay.json by place: the file's own, an instance's, the settings that its connector declares. */
export function workspaceKeys(place: Place): Proposal[] {
  if (!place.slots.has('json-key') || place.node === undefined) return [];
  const path = jsonPath(place.node);
  const object = objectAt(place.node);
  const taken = new Set(object?.members.map((member) => member.key));
  return keysAt(path, place).filter((proposal) => !taken.has(JSON.parse(proposal.label) as string));
}

function keysAt(path: readonly string[], place: Place): Proposal[] {
  if (path.length === 0) return fromTable(rootKeys);
  const own = instancePath(path);
  if (own?.length === 0) return fromTable(instanceKeys);
  if (own?.length === 1 && own[0] === 'settings') return settings(place);
  if (path.length === 2 && path[0] === 'environments') return fromTable(environmentKeys);
  if (path.length === 1 && path[0] === 'connectors') return connectorNames(place).map((name) => key(name, 'connector'));
  if (path.length === 3 && path[0] === 'environments' && path[2] === 'instances') return [...place.semantics.index.viewOf(place.document).instances.keys()].map((name) => key(name, 'instance'));
  return [];
}

function settings(place: Place): Proposal[] {
  const { context } = place.semantics.types;
  const connector = place.node && connectorOfInstance(place.node, context);
  if (connector === undefined || place.node === undefined) return [];
  const auth = connector.auths.get(authOfInstance(place.node, context) ?? '') ?? [...connector.auths.values()][0];
  return [...connector.settings.values(), ...(auth?.settings.values() ?? [])].map((field) => {
    const type = place.semantics.types.fieldType(field);
    return { ...key(field.name, `${typeText(type.type)}${type.optional ? '?' : ''}`), ...(commentText(field) !== undefined && { documentation: { kind: 'markdown' as const, value: commentText(field)! } }) };
  });
}

/** Values: names of connectors, of auths, members of a setting's union. */
export function workspaceValues(place: Place): Proposal[] {
  if (!place.slots.has('json-value') || place.node === undefined) return [];
  const own = instancePath(jsonPath(place.node));
  const { context } = place.semantics.types;
  if (own?.length === 1 && own[0] === 'connector') return connectorNames(place).map((name) => value(name, 'connector'));
  const connector = connectorOfInstance(place.node, context);
  if (own?.length === 1 && own[0] === 'auth') return [...(connector?.auths.keys() ?? [])].map((name) => value(name, 'auth'));
  if (own?.length !== 2 || own[0] !== 'settings' || connector === undefined) return [];
  const auth = connector.auths.get(authOfInstance(place.node, context) ?? '');
  const field = connector.settings.get(own[1]!) ?? auth?.settings.get(own[1]!);
  const type = field && place.semantics.types.fieldType(field).type;
  return type?.kind === 'union' ? type.members.flatMap((member) => (member.kind === 'literal' && member.of === 'string' ? [value(member.text, 'value')] : [])) : [];
}

function connectorNames(place: Place): string[] {
  return [...place.semantics.index.viewOf(place.document).connectors.keys()];
}

function objectAt(node: AstNode): ast.JsonObject | undefined {
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) if (ast.isJsonObject(at)) return at;
  return undefined;
}

const fromTable = (table: Record<string, string>): Proposal[] => Object.entries(table).map(([name, documentation]) => ({ ...key(name, ''), documentation }));
const key = (name: string, detail: string): Proposal => ({ label: JSON.stringify(name), insert: `${JSON.stringify(name)}: `, kind: CompletionItemKind.Property, ...(detail !== '' && { detail }) });
const value = (name: string, detail: string): Proposal => ({ label: JSON.stringify(name), kind: CompletionItemKind.Value, detail });
