import { DocumentState, UriUtils, URI } from 'langium';
import { createRequestHandler } from 'langium/lsp';
import type { Connection } from 'vscode-languageserver';
import { ast, checkValue, type EditResult, endpointType, formField, keepSummaries, openedWorkspace, reads, type Workspace } from '#language';
import { type CheckValueParams, type CheckValueResult, type EndpointForm, type EndpointParams, type EntityFromSample, type EntityFromSampleParams, serverNotifications, type ServerRequests, serverRequests } from '#server/protocol';
import { completionResolver } from './features/completion/resolve.ts';
import { entityFromSample } from './features/sample/entity-from-sample.ts';
import { selectionRanges } from './features/selection-range.ts';
import type { ServerServices } from './services.ts';

/** Changes come in bursts; the client is told once for each, in milliseconds after the first. */
const announceAfterMs = 50;

/** Answers what the client asks beside LSP, for the folder that is open (the first of several); tells it when the answers may have changed. */
export function addProtocolHandlers(connection: Connection, services: ServerServices): void {
  const { workspace } = services.shared;
  keepSummaries();

  /** Waits until everything that has changed is checked, so that the errors are counted that are there now. */
  async function opened<Result>(use: (workspace: Workspace, folder: URI) => Result): Promise<Result> {
    await workspace.WorkspaceManager.ready;
    return workspace.WorkspaceLock.read(() => {
      const folder = workspace.WorkspaceManager.workspaceFolders?.[0]?.uri;
      const root = folder === undefined ? folderOfAnyFile() : URI.parse(folder);
      return use(openedWorkspace(services.shared, root), root);
    });
  }

  function folderOfAnyFile(): URI {
    const first = workspace.LangiumDocuments.all.head();
    return first === undefined ? URI.file('/') : UriUtils.dirname(first.uri);
  }

  connection.onRequest(serverRequests.workspace, (): Promise<ServerRequests['workspace']['result']> => opened(({ model }) => model));
  connection.onRequest<EditResult, void>(serverRequests.change, (change: ServerRequests['change']['params']): Promise<ServerRequests['change']['result']> => opened((all) => all.change(change)));
  connection.onRequest(serverRequests.checkValue, (params: CheckValueParams): Promise<CheckValueResult> => opened((all) => checkField(params, all)));

  connection.onRequest<EntityFromSample, void>(serverRequests.entityFromSample, (params: EntityFromSampleParams): Promise<EntityFromSample> => opened((all, folder) => entityFromSample(params, all, folder)));
  connection.onRequest(serverRequests.endpoint, (params: EndpointParams): Promise<EndpointForm | null> => opened((all) => endpointForm(params, all)));
  const resolver = completionResolver(services.shared);
  connection.onCompletionResolve((item) => workspace.WorkspaceLock.read(() => resolver.resolve(item)));
  connection.onSelectionRanges(createRequestHandler((_language, document, params) => selectionRanges(document, params), services.shared, DocumentState.Parsed));

  let announcing = false;
  workspace.DocumentBuilder.onUpdate(() => {
    if (announcing) return;
    announcing = true;
    setTimeout(() => {
      announcing = false;
      void announce(connection);
    }, announceAfterMs).unref();
  });
}

/** A connection that is closed meanwhile needs no announcement. */
async function announce(connection: Connection): Promise<void> {
  try {
    await connection.sendNotification(serverNotifications.changed);
  } catch {
    return;
  }
}

/** A text that a person types into a form, checked against the field that asks for it. */
function checkField(params: CheckValueParams, workspace: Workspace): CheckValueResult {
  const field = 'flow' in params ? inputOf(params, workspace) : fieldOf(params, workspace);
  return field === undefined ? { problem: `There is no \`${params.field}\` any more.` } : checkValue(field, params.value, workspace.semantics.types);
}

/** What an endpoint asks of whoever tries it; null where it is not there any more. */
function endpointForm({ connector, endpoint }: EndpointParams, workspace: Workspace): EndpointForm | null {
  const node = workspace.connector(connector)?.endpoints.get(endpoint);
  const { types } = workspace.semantics;
  if (node === undefined) return null;
  return { parameters: node.parameters.map((one) => formField(one, types, false)), effect: reads(node) ? 'read' : 'write', lists: endpointType(node, types.context).kind === 'array' || node.members.some(ast.isRecords) };
}

function inputOf(params: Extract<CheckValueParams, { flow: string }>, workspace: Workspace): ast.Field | ast.Parameter | undefined {
  const flow = workspace.flow(params.flow, params.file);
  return flow?.parameters.find((one) => one.name === params.field) ?? flow?.steps.filter(ast.isInput).map((input) => input.field).find((field) => field.name === params.field);
}

function fieldOf(params: Extract<CheckValueParams, { connector: string }>, workspace: Workspace): ast.Field | ast.Parameter | undefined {
  const connector = workspace.connector(params.connector);
  if ('endpoint' in params) return connector?.endpoints.get(params.endpoint)?.parameters.find((one) => one.name === params.field);
  if (params.auth === undefined) return connector?.settings.get(params.field);
  const auth = connector?.auths.get(params.auth);
  return auth?.settings.get(params.field) ?? auth?.secrets.get(params.field);
}
