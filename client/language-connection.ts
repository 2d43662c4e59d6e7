import { join } from 'node:path';
import type { Disposable, Event } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { lensCommands, serverNotifications, type InitializationOptions, type RenamedParams, type ServerRequests, serverRequests } from '#server/protocol';
import { languages, workspaceFile } from './contributions.ts';
import type { Host } from './host.ts';
import { allocator, earlyCollection, smallYoungGeneration, wholeYoungGeneration } from './node-memory.ts';

/** The language server, as the rest of the client sees it. */
export interface LanguageConnection extends Disposable {
  /** Fires when something that the workspace model shows may have changed, and when the server has started. */
  readonly onDidChange: Event<void>;
  /** Fires when a rename stands in the files, or was undone there, of something that is kept under its name elsewhere. */
  readonly onDidRename: Event<RenamedParams>;
  /** Starts the server if it does not run; rejects where it cannot start. */
  request<Name extends keyof ServerRequests>(name: Name, params: ServerRequests[Name]['params']): Promise<ServerRequests[Name]['result']>;
  restart(): Promise<void>;
}

/** Connects to the bundled language server over IPC. Returns at once; the server's code is loaded and started afterwards. */
export function connectLanguageServer(host: Host): LanguageConnection {
  const changed = new host.vscode.EventEmitter<void>();
  const renamed = new host.vscode.EventEmitter<RenamedParams>();
  let client: Promise<LanguageClient> | undefined;
  const start = () => {
    client ??= startClient(host, { changed: () => changed.fire(), renamed: (params) => renamed.fire(params) }).then((started) => {
      changed.fire();
      return started;
    });
    return client;
  };
  const stop = async () => {
    const running = client;
    client = undefined;
    await running?.then((started) => started.dispose(), () => undefined);
  };
  const restart = async () => {
    await stop();
    await start();
  };
  // The server is told once whether the workspace is trusted.
  const trust = host.vscode.workspace.onDidGrantWorkspaceTrust(() => void restart().catch((error: unknown) => host.log.error(String(error))));
  setImmediate(() => void start().catch((error: unknown) => host.log.error(`The language server did not start: ${String(error)}`)));
  return {
    onDidChange: changed.event,
    onDidRename: renamed.event,
    request: async (name, params) => (await start()).sendRequest(serverRequests[name], params),
    restart,
    dispose: () => {
      trust.dispose();
      changed.dispose();
      renamed.dispose();
      void stop();
    },
  };
}

async function startClient(host: Host, told: { changed: () => void; renamed: (params: RenamedParams) => void }): Promise<LanguageClient> {
  const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
  const module = join(host.context.extensionPath, 'dist/server.cjs');
  const options: InitializationOptions = { trusted: host.vscode.workspace.isTrusted, commands: Object.values(lensCommands), snippets: false };
  // Compiled code is kept in a folder of our own, so that the next window starts sooner; the default would be one that all users of the machine share.
  const execution = { execArgv: [smallYoungGeneration, wholeYoungGeneration, earlyCollection], env: { ...allocator, NODE_COMPILE_CACHE: join(host.context.globalStorageUri.fsPath, 'compile-cache') } };
  const client = new LanguageClient(
    'patchbay',
    'Patchbay',
    { module, transport: TransportKind.ipc, options: execution },
    {
      documentSelector: [
        { language: languages.connector, scheme: 'file' },
        { language: languages.flow, scheme: 'file' },
        { pattern: `**/${workspaceFile}`, scheme: 'file' },
      ],
      initializationOptions: options,
      outputChannel: host.log,
      // The one link of a hover that may run a command: it shows our own page of the language, whoever put it there.
      markdown: { isTrusted: { enabledCommands: [lensCommands.openLanguagePage] } },
    },
  );
  client.onNotification(serverNotifications.changed, told.changed);
  client.onNotification(serverNotifications.renamed, told.renamed);
  await client.start();
  return client;
}
