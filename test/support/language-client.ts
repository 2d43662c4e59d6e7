// A language client in this process: the server behind a pair of streams, as an editor would have it behind a pipe.
import { PassThrough } from 'node:stream';
import { type FileSystemProvider, URI } from 'langium';
import { startLanguageServer } from 'langium/lsp';
import { createConnection } from 'vscode-languageserver/node';
import {
  createProtocolConnection, type CancellationToken, type Diagnostic, type FileChangeType, type InitializeParams, type InitializeResult, type MessageConnection, type ProtocolConnection, type PublishDiagnosticsParams, ResponseError, StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { serverNotifications, serverRequests, type WorkspaceModel } from '#server/protocol';
import { addProtocolHandlers } from '../../server/protocol-handlers.ts';
import { createServerServices, type ServerServices } from '../../server/services.ts';

export interface ClientOptions {
  /** Paths of folders; none for an editor that has only files open. */
  folders: readonly string[];
  files: FileSystemProvider;
  trusted?: boolean;
  /** Commands of the client that lenses may name. */
  commands?: readonly string[];
  /** What it answers where it is asked for settings, by section; null unless given. */
  settings?: Record<string, unknown>;
  /** Whether the client offers to watch files. */
  watches?: boolean;
  /** Whether it lets the server say for which files it formats. */
  registersFormatting?: boolean;
  /** What it says of itself in place of the above. */
  initialize?: Partial<InitializeParams>;
}

/** What a test does as an editor, by path. */
export interface LanguageClient {
  connection: ProtocolConnection;
  initialized: InitializeResult;
  /** What the server asked to be told, by method. */
  registered: { method: string; options: unknown }[];
  /** Every request that the server made. */
  asked: string[];
  /** What the server wrote into the client's log. */
  log: string[];
  /** How often it said that the workspace model may have changed. */
  changes(): number;
  open(path: string, text: string): void;
  type(path: string, text: string): void;
  close(path: string): void;
  watched(changes: Record<string, FileChangeType>): void;
  request<Result>(method: string, params: unknown, token?: CancellationToken): Promise<Result>;
  model(): Promise<WorkspaceModel>;
  /** What the Problems view shows of a file, `line:column message` from 1; undefined where nothing was ever published. */
  problems(path: string): string[] | undefined;
  diagnostics(path: string): Diagnostic[];
  /** Waits until something that the server says makes it true; an error says what it last was. */
  until(isTrue: () => boolean, what: string): Promise<void>;
  /** Waits until everything that was sent is dealt with. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const uriOf = (path: string): string => URI.file(path).toString();

/** Starts a server on in-memory streams, and a client that has initialized it. */
export async function startLanguageClient(options: ClientOptions): Promise<LanguageClient & { services: ServerServices }> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  const services = createServerServices({ connection: server, fileSystemProvider: () => options.files });
  addProtocolHandlers(server, services);
  startLanguageServer(services.shared);
  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const client = await connectClient(connection, options, async () => { server.dispose(); });
  return { ...client, services };
}

/** Initializes whatever server is at the other end of a connection. */
export async function connectClient(connection: ProtocolConnection, options: Omit<ClientOptions, 'files'>, stop: () => Promise<void>): Promise<LanguageClient> {
  const published = new Map<string, PublishDiagnosticsParams>();
  const registered: LanguageClient['registered'] = [];
  const log: string[] = [];
  const asked: LanguageClient['asked'] = [];
  const versions = new Map<string, number>();
  let changes = 0;
  let wake: (() => void)[] = [];
  const awake = (): void => { const all = wake; wake = []; for (const one of all) one(); };
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => { published.set(params.uri, params); awake(); });
  connection.onNotification(serverNotifications.changed, () => { changes++; awake(); });
  connection.onNotification('window/logMessage', (params: { message: string }) => { log.push(params.message); awake(); });
  connection.onRequest('client/registerCapability', (params: { registrations: { method: string; registerOptions?: unknown }[] }) => {
    asked.push('client/registerCapability');
    for (const one of params.registrations) registered.push({ method: one.method, options: one.registerOptions });
    awake();
  });
  connection.onRequest('workspace/configuration', (params: { items: { section?: string }[] }) => {
    asked.push('workspace/configuration');
    return params.items.map(({ section = '' }) => options.settings?.[section] ?? null);
  });
  // What it has no answer to it refuses, as clients do.
  (connection as unknown as MessageConnection).onRequest((method: string) => {
    asked.push(method);
    return new ResponseError(-32601, `Unhandled method ${method}`);
  });
  connection.listen();
  const dynamicRegistration = options.registersFormatting ?? false;
  const formatting = { formatting: { dynamicRegistration }, rangeFormatting: { dynamicRegistration }, onTypeFormatting: { dynamicRegistration } };
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null, rootUri: null, initializationOptions: { trusted: options.trusted ?? true, ...(options.commands !== undefined && { commands: options.commands }) },
    workspaceFolders: options.folders.length === 0 ? null : options.folders.map((folder) => ({ uri: uriOf(folder), name: folder })),
    capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: options.watches ?? true }, configuration: true, didChangeConfiguration: { dynamicRegistration: true }, codeLens: { refreshSupport: true }, inlayHint: { refreshSupport: true } }, textDocument: { definition: { linkSupport: true }, typeDefinition: { linkSupport: true }, implementation: { linkSupport: true }, completion: { completionItem: { insertReplaceSupport: true } }, ...formatting } },
    ...options.initialize,
  });
  await connection.sendNotification('initialized', {});
  const send = (method: string, params: unknown): void => void connection.sendNotification(method, params);
  const client: LanguageClient = {
    connection, initialized, registered, asked, log,
    changes: () => changes,
    open(path, text) {
      versions.set(path, 1);
      send('textDocument/didOpen', { textDocument: { uri: uriOf(path), languageId: languageOf(path), version: 1, text } });
    },
    type(path, text) {
      const version = (versions.get(path) ?? 1) + 1;
      versions.set(path, version);
      send('textDocument/didChange', { textDocument: { uri: uriOf(path), version }, contentChanges: [{ text }] });
    },
    close: (path) => send('textDocument/didClose', { textDocument: { uri: uriOf(path) } }),
    watched: (files) => send('workspace/didChangeWatchedFiles', { changes: Object.entries(files).map(([path, type]) => ({ uri: uriOf(path), type })) }),
    request: (method, params, token) => (token === undefined ? connection.sendRequest(method, params) : connection.sendRequest(method, params, token)),
    model: () => connection.sendRequest(serverRequests.workspace),
    diagnostics: (path) => published.get(uriOf(path))?.diagnostics ?? [],
    problems: (path) => published.get(uriOf(path))?.diagnostics.map(({ range, message }) => `${range.start.line + 1}:${range.start.character + 1} ${String(message)}`),
    async until(isTrue, what) {
      while (!isTrue()) {
        await Promise.race([
          new Promise<void>((resolve) => wake.push(resolve)),
          new Promise<never>((_, reject) => { setTimeout(() => reject(new Error(`it never came to pass: ${what}`)), 8000).unref(); }),
        ]);
      }
    },
    settled: async () => { await client.model(); },
    async stop() {
      await client.settled();
      await connection.sendRequest('shutdown');
      connection.end();
      connection.dispose();
      await stop();
    },
  };
  return client;
}

/** `line` and `character` of an offset, and the document: what most requests take. */
export function positionIn(path: string, text: string, offset: number): { textDocument: { uri: string }; position: { line: number; character: number } } {
  const before = text.slice(0, offset).split('\n');
  return { textDocument: { uri: uriOf(path) }, position: { line: before.length - 1, character: before.at(-1)!.length } };
}

function languageOf(path: string): string {
  return path.endsWith('.connector') ? 'connector' : path.endsWith('.flow') ? 'flow' : 'jsonc';
}
