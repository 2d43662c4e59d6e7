import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import type { Deprecated, Endpoint, Text, Title } from '../generated/ast.ts';
import { asObject, type AuthSymbols } from '../references/document-symbols.ts';
import { commentText } from '../references/documentation.ts';
import type { ConnectorEntry, InstanceEntry, WorkspaceView } from '../references/workspace-index.ts';
import { reads } from '../types/endpoints.ts';
import type { Semantics } from '../types/semantics.ts';
import { errorsOf, summaryOf } from './flow-summary.ts';
import { formField, given } from './form-fields.ts';
import { authOf, instanceIssues, jsonValue, unsupportedIn } from './instance-issues.ts';
import type { AuthSummary, ConnectorSummary, InstanceSummary, JsonValue, Place, WorkspaceModel } from './model.ts';
import { readWorkspaceFile } from './workspace-file.ts';

/** What views, forms and the command line show of a workspace. Errors of flows are counted in documents that were checked. */
export function workspaceModel(view: WorkspaceView, semantics: Semantics, pathOf: (document: LangiumDocument) => string): WorkspaceModel {
  const builder = { semantics, pathOf, view };
  const errors = errorsOf(view.documents);
  const file = readWorkspaceFile(view.file?.textDocument.getText() ?? null);
  const flows = [...view.flows.values()].flat().map((flow) => summaryOf(flow, semantics, pathOf, errors));
  const uses = usesOfInstances(view, builder);
  const connectors = [...view.connectors.values()].flatMap((entries) => entries.slice(0, 1)).map((entry) => connectorSummary(entry, builder, Object.hasOwn(file.connectors, entry.name)));
  return {
    connectors: connectors.sort((a, b) => (a.name < b.name ? -1 : 1)),
    instances: [...view.instances.values()].map((instance) => instanceSummary(instance, builder, uses.get(instance.name) ?? [])),
    flows,
    workspaceFile: { exists: view.file !== undefined, ...given('problem', file.problem) },
  };
}

interface Builder { semantics: Semantics; view: WorkspaceView; pathOf: (document: LangiumDocument) => string }

function placeOf(node: AstNode, builder: Builder): Place {
  return placeAt(node.$cstNode?.range.start, AstUtils.getDocument(node), builder);
}

function placeAt(start: { line: number; character: number } | undefined, document: LangiumDocument, builder: Builder): Place {
  return { file: builder.pathOf(document), line: (start?.line ?? 0) + 1, column: (start?.character ?? 0) + 1 };
}

function connectorSummary(entry: ConnectorEntry, builder: Builder, installed: boolean): ConnectorSummary {
  const { types } = builder.semantics;
  const members = entry.node.members;
  const text = (type: 'Title' | 'Category' | 'Website'): string | undefined => plainText((members.find((member) => member.$type === type) as Title | undefined)?.text);
  const version = members.find((member) => member.$type === 'Version')?.value;
  const check = members.find((member) => member.$type === 'Check')?.value;
  const path = builder.pathOf(entry.document);
  return {
    name: entry.name, title: text('Title') ?? entry.name, place: placeOf(entry.node, builder),
    ...given('version', version), ...given('category', text('Category')), ...given('website', text('Website')), ...given('documentation', commentText(entry.node)),
    installed: installed && path === `connectors/${entry.name}.connector`,
    settings: [...entry.settings.values()].map((node) => formField(node, types, false)),
    auths: [...entry.auths.values()].map((auth) => authSummary(auth, builder)),
    ...given('check', check?.$type === 'NameReference' ? check.name : undefined),
    endpoints: [...entry.endpoints.values()].map((node) => endpointSummary(node, builder)),
  };
}

function endpointSummary(node: Endpoint, builder: Builder): ConnectorSummary['endpoints'][number] {
  return { name: node.name, effect: reads(node) ? 'read' : 'write', place: placeOf(node, builder), ...given('documentation', commentText(node)) };
}

function authSummary(auth: AuthSymbols, builder: Builder): AuthSummary {
  const { types } = builder.semantics;
  const title = plainText(auth.node.members.find((member): member is Title => member.$type === 'Title')?.text);
  const deprecated = plainText(auth.node.members.find((member): member is Deprecated => member.$type === 'Deprecated')?.text);
  return {
    name: auth.node.name, title: title ?? auth.node.name, supported: unsupportedIn(auth.node) === undefined,
    ...given('documentation', commentText(auth.node)), ...given('deprecated', deprecated),
    fields: [...[...auth.settings.values()].map((node) => formField(node, types, false)), ...[...auth.secrets.values()].map((node) => formField(node, types, true))],
  };
}

function instanceSummary(instance: InstanceEntry, builder: Builder, usedBy: { flow: string; place: Place }[]): InstanceSummary {
  const { semantics } = builder;
  const value = asObject(instance.node.value);
  const connector = instance.connector === undefined ? undefined : semantics.index.connector(instance.connector, instance.node);
  const auth = connector && authOf(value, connector);
  const json = jsonValue(value);
  const whole = typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {};
  const settings = whole['settings'];
  const baseUrl = whole['baseUrl'];
  const chosen = instance.auth ?? auth?.node.name;
  return {
    name: instance.name, connector: instance.connector ?? '', place: placeOf(instance.node, builder), usedBy,
    ...given('auth', chosen),
    settings: typeof settings === 'object' && settings !== null && !Array.isArray(settings) ? settings as Record<string, JsonValue> : {},
    ...given('baseUrl', typeof baseUrl === 'string' ? baseUrl : undefined),
    secrets: [...(auth?.secrets.values() ?? [])].map((node) => ({ name: node.name, optional: semantics.types.fieldType(node).optional || node.default !== undefined })),
    problems: [
      ...instanceIssues(instance.node, semantics).filter((issue) => issue.severity === 'error').map((issue) => issue.message),
      ...(auth !== undefined && unsupportedIn(auth.node) !== undefined ? [`This version of Patchbay cannot sign in with '${auth.node.name}' yet.`] : []),
    ],
  };
}

/** Where flows use each instance. */
function usesOfInstances(view: WorkspaceView, builder: Builder): Map<string, { flow: string; place: Place }[]> {
  const uses = new Map<string, { flow: string; place: Place }[]>();
  for (const flow of [...view.flows.values()].flat()) {
    for (const { instance, range } of flow.uses) {
      if (instance === undefined) continue;
      const list = uses.get(instance) ?? [];
      uses.set(instance, list);
      list.push({ flow: flow.name, place: placeAt(range?.start, flow.document, builder) });
    }
  }
  return uses;
}

function plainText(text: Text | undefined): string | undefined {
  return text?.$type === 'StringLiteral' ? text.value : undefined;
}
