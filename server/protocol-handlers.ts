import { DocumentState, UriUtils, URI } from 'langium';
import type { Connection } from 'vscode-languageserver';
import { ast, checkValue, type EditResult, openedWorkspace, type Workspace } from '#language';
import { type CheckValueParams, type CheckValueResult, serverNotifications, type ServerRequests, serverRequests } from '#server/protocol';
import type { ServerServices } from './services.ts';

/** Changes come in bursts; the client is told once for each, in milliseconds after the first. */
const announceAfterMs = 50;

/** Answers what the client asks beside LSP, for the folder that is open; tells it when the answers may have changed. */
export function addProtocolHandlers(connection: Connection, services: ServerServices): void {
  const { workspace } = services.shared;

  async function opened(): Promise<Workspace> {
    await workspace.WorkspaceManager.ready;
    const folder = workspace.WorkspaceManager.workspaceFolders?.[0]?.uri;
    return openedWorkspace(services.shared, folder === undefined ? folderOfAnyFile() : URI.parse(folder));
  }

  function folderOfAnyFile(): URI {
    const first = workspace.LangiumDocuments.all.head();
    return first === undefined ? URI.file('/') : UriUtils.dirname(first.uri);
  }

  connection.onRequest(serverRequests.workspace, async (): Promise<ServerRequests['workspace']['result']> => (await opened()).model);
  connection.onRequest<EditResult, void>(serverRequests.change, async (change: ServerRequests['change']['params']): Promise<ServerRequests['change']['result']> => (await opened()).change(change));
  connection.onRequest(serverRequests.checkValue, async (params: CheckValueParams): Promise<CheckValueResult> => checkField(params, await opened()));

  let announcing = false;
  workspace.DocumentBuilder.onBuildPhase(DocumentState.Validated, async () => {
    if (announcing) return;
    announcing = true;
    setTimeout(() => {
      announcing = false;
      void connection.sendNotification(serverNotifications.changed);
    }, announceAfterMs);
  });
}

/** A text that a person types into a form, checked against the field that asks for it. */
function checkField(params: CheckValueParams, workspace: Workspace): CheckValueResult {
  const field = 'flow' in params ? inputOf(params, workspace) : fieldOf(params, workspace);
  return field === undefined ? { problem: `There is no \`${params.field}\` any more.` } : checkValue(field, params.value, workspace.semantics.types);
}

function inputOf(params: Extract<CheckValueParams, { flow: string }>, workspace: Workspace): ast.Field | ast.Parameter | undefined {
  const flow = workspace.flow(params.flow, params.file);
  return flow?.parameters.find((one) => one.name === params.field) ?? flow?.steps.filter(ast.isInput).map((input) => input.field).find((field) => field.name === params.field);
}

function fieldOf(params: Extract<CheckValueParams, { connector: string }>, workspace: Workspace): ast.Field | undefined {
  const connector = workspace.connector(params.connector);
  if (params.auth === undefined) return connector?.settings.get(params.field);
  const auth = connector?.auths.get(params.auth);
  return auth?.settings.get(params.field) ?? auth?.secrets.get(params.field);
}
