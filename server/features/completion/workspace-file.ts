import { AstUtils, type Cancellation, type LangiumDocument, OperationCancelled } from 'langium';
import type { CompletionProvider, CompletionProviderOptions, LangiumServices } from 'langium/lsp';
import { type CompletionItem, CompletionItemKind, type CompletionList, type CompletionParams, InsertTextFormat } from 'vscode-languageserver-protocol';
import { ast, commentText, type ConnectorEntry, instancePath, membersOf, type Semantics, semanticsOf, typeText, walk, type WorkspaceView } from '#language';
import { hoverText } from '../hover.ts';
import { markdown } from '../markdown.ts';
import { fieldDetail } from './items.ts';
import { type JsonPlace, jsonPlaceAt } from './json-place.ts';
import { completionResolver } from './resolve.ts';
import { allZones } from './time-zones.ts';

type Entry = Pick<CompletionItem, 'detail' | 'documentation'> & { name: string };

const rootKeys: Record<string, string> = {
  version: 'The version of this file: 1.', connectors: 'Installed connectors, with their versions.', instances: "A company's own uses of connectors: settings, never secrets.",
  environments: 'What differs in staging, production and the like.', marketplaces: 'Further marketplaces; the bundled one is always there.',
};
const instanceKeys: Record<string, string> = {
  connector: 'The connector that this is an instance of.', auth: 'How it signs in: one of the connector\'s `auth` blocks.', settings: 'What the connector and its auth declare.',
  baseUrl: 'An origin in place of the vendor\'s: a test server or a proxy.',
};
const environmentKeys: Record<string, string> = { instances: 'Changes of instances in this environment.', protected: 'Runs from the editor are dry runs unless its name is typed.' };

/** Completion in patchbay.json, by the keys that lead to the cursor. */
export class WorkspaceFileCompletionProvider implements CompletionProvider {
  readonly completionOptions: CompletionProviderOptions = { triggerCharacters: ['"'] };
  private readonly services: LangiumServices;

  constructor(services: LangiumServices) {
    this.services = services;
    // To be asked for before the client connects.
    completionResolver(services.shared);
  }

  getCompletion(document: LangiumDocument, params: CompletionParams, cancelToken?: Cancellation.CancellationToken): CompletionList | undefined {
    if (cancelToken?.isCancellationRequested) throw OperationCancelled;
    const { textDocument } = document;
    const place = jsonPlaceAt(textDocument.getText(), textDocument.offsetAt(params.position), this.services);
    if (place === undefined) return { isIncomplete: false, items: [] };
    const semantics = semanticsOf(this.services.shared);
    const view = semantics.index.viewOf(document);
    const entries = place.isKey ? keysAt(place.path, view, semantics).filter(({ name }) => !place.taken.has(name)) : valuesAt(place.path, view, semantics);
    const resolver = completionResolver(this.services.shared);
    const range = { start: textDocument.positionAt(place.start), end: textDocument.positionAt(place.end) };
    return { isIncomplete: false, items: entries.map((entry, index) => item({ ...entry, ...(entry.documentation !== undefined && { documentation: resolver.shown(entry.documentation) }) }, index, place, range)) };
  }
}

function item({ name, ...rest }: Entry, index: number, { isKey, hasColon }: JsonPlace, range: { start: CompletionParams['position']; end: CompletionParams['position'] }): CompletionItem {
  const label = name === 'true' || name === 'false' ? name : JSON.stringify(name);
  return {
    label, ...rest, kind: isKey ? CompletionItemKind.Property : CompletionItemKind.Value, sortText: String(index).padStart(4, '0'), filterText: label,
    insertTextFormat: InsertTextFormat.PlainText, textEdit: { newText: isKey && !hasColon ? `${label}: ` : label, range },
  };
}

function keysAt(path: readonly string[], view: WorkspaceView, semantics: Semantics): Entry[] {
  if (path.length === 0) return fromTable(rootKeys);
  const own = instancePath(path);
  if (own?.length === 0) return fromTable(instanceKeys);
  if (own?.[0] === 'settings' && own.length === 1) return settingsOf(path, view).map((field) => settingEntry(field, semantics));
  if (own?.[0] === 'settings' && own.length === 2) return [{ name: 'env', documentation: 'The setting is taken from this variable of the environment: `PATCHBAY_…`.' }];
  if (path[0] === 'connectors' && path.length === 1) return connectorNames(view);
  if (path[0] !== 'environments') return [];
  if (path.length === 2) return fromTable(environmentKeys);
  return path.length === 3 && path[2] === 'instances' ? [...view.instances.keys()].map((name) => ({ name, detail: 'instance' })) : [];
}

/** Values: names of connectors and of ways to sign in, versions, members of a setting's union. */
function valuesAt(path: readonly string[], view: WorkspaceView, semantics: Semantics): Entry[] {
  const own = instancePath(path);
  if (own?.length === 1 && own[0] === 'connector') return connectorNames(view);
  if (own?.length === 1 && own[0] === 'auth') return [...(connectorAt(path, view)?.auths.values() ?? [])].map(({ node }) => ({ name: node.name, detail: 'auth', ...documented(commentText(node)) }));
  if (own?.length === 2 && own[0] === 'settings') return settingsOf(path, view).filter((field) => field.name === own[1]).flatMap((field) => literalsOf(field, semantics));
  if (path[0] === 'connectors' && path.length === 2) return versionOf(view.connectors.get(path[1]!)?.[0]);
  return path[0] === 'environments' && path[2] === 'protected' && path.length === 3 ? [{ name: 'true' }, { name: 'false' }] : [];
}

function connectorNames(view: WorkspaceView): Entry[] {
  return [...view.connectors].map(([name, [entry]]) => ({ name, detail: 'connector', ...documented(entry && commentText(entry.node)) }));
}

function versionOf(connector: ConnectorEntry | undefined): Entry[] {
  return (connector?.node.members ?? []).flatMap((member) => (member.$type === 'Version' && member.value !== undefined ? [{ name: member.value, detail: 'version' }] : []));
}

/** The name of the instance that a path is in: in the file itself or in an environment. */
function instanceAt(path: readonly string[], view: WorkspaceView): ReturnType<WorkspaceView['instances']['get']> {
  return view.instances.get((path[0] === 'instances' ? path[1] : path[3]) ?? '');
}

function connectorAt(path: readonly string[], view: WorkspaceView): ConnectorEntry | undefined {
  return view.connectors.get(instanceAt(path, view)?.connector ?? '')?.[0];
}

/** The settings of the connector and of the chosen auth, or of its only one; the required ones first. */
function settingsOf(path: readonly string[], view: WorkspaceView): ast.Field[] {
  const connector = connectorAt(path, view);
  if (connector === undefined) return [];
  const chosen = instanceAt(path, view)?.auth;
  const auth = chosen === undefined && connector.auths.size === 1 ? [...connector.auths.values()][0] : connector.auths.get(chosen ?? '');
  const fields = [...connector.settings.values(), ...(auth?.settings.values() ?? [])];
  return fields.toSorted((a, b) => Number(a.default !== undefined) - Number(b.default !== undefined));
}

function settingEntry(field: ast.Field, semantics: Semantics): Entry {
  return { name: field.name, detail: fieldDetail(semantics.types.fieldType(field)), documentation: markdown(hoverText({ kind: 'setting', name: field.name, node: field, scope: 'setting' }, semantics)) };
}

function literalsOf(field: ast.Field, semantics: Semantics): Entry[] {
  const { type } = semantics.types.fieldType(field);
  if (isZone(field)) return allZones().map((name) => ({ name, detail: 'time zone' }));
  return membersOf(type).flatMap((member): Entry[] => {
    if (member.kind === 'literal' && member.of === 'string') return [{ name: member.text, detail: typeText(type) }];
    return member.kind === 'scalar' && member.name === 'boolean' ? [{ name: 'true' }, { name: 'false' }] : [];
  });
}

/** Whether an entity of the connector reads its times in the zone that a setting holds: `@format('…', zone: zone)`. */
function isZone(field: ast.Field): boolean {
  const connector = AstUtils.getContainerOfType(field, ast.isConnector);
  let found = false;
  if (connector !== undefined) walk(connector, (node) => { if (ast.isArgument(node) && node.name === 'zone' && ast.isAttribute(node.$container) && ast.isNameReference(node.value) && node.value.name === field.name) found = true; });
  return found;
}

const fromTable = (table: Record<string, string>): Entry[] => Object.entries(table).map(([name, documentation]) => ({ name, documentation }));
const documented = (value: string | undefined): Pick<Entry, 'documentation'> => (value === undefined ? {} : { documentation: markdown(value) });
