import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

export interface Position { line: number; character: number }
export interface Diagnostic { message: string; severity?: number; range: { start: Position; end: Position } }

/** Diagnostics as they were published; `atMs` is `performance.now()` when they came. */
export interface Published { atMs: number; version: number | undefined; diagnostics: Diagnostic[] }

/** A language server over stdio with one open document, as an editor talks to it. */
export interface LanguageClient {
  readonly pid: number;
  /** Opens the document; its text is the editor's from here on. */
  open(text: string): void;
  /** Replaces a range; gives `performance.now()` when the change was sent. */
  edit(start: Position, end: Position, text: string): number;
  /** The next diagnostics of the document for which this holds. Throws after 60 s. */
  published(fits: (published: Published) => boolean): Promise<Published>;
  /** `performance.now()` once this holds for the other documents that have an error, by their URIs. Throws after 60 s. */
  others(fits: (wrong: ReadonlySet<string>) => boolean): Promise<number>;
  /** The labels of a completion list, and when it was there. Cancelled by a later call, as an editor does; undefined then. */
  complete(at: Position): Promise<{ atMs: number; labels: string[] } | undefined>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  env?: Readonly<Record<string, string>>;
  languageId?: string;
  /** Answers to `workspace/configuration`, by section. */
  settings?: Readonly<Record<string, unknown>>;
}

const patienceMs = 60_000;

/** Starts `node …` as a server and initializes it with one workspace folder. `file` is the path of the document. */
export async function startLanguageServer(nodeArguments: readonly string[], folder: string, file: string, { env = {}, languageId = 'connector', settings = {} }: ServerOptions = {}): Promise<LanguageClient> {
  const child = spawn(process.execPath, [...nodeArguments, '--stdio'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const uri = pathToFileURL(file).href;
  const watchers = new Set<(published: Published) => void>();
  const wrong = new Set<string>();
  const otherWatchers = new Set<() => void>();
  let version = 1;
  let request: AbortController | undefined;

  connection.onNotification('textDocument/publishDiagnostics', (params: { uri: string; version?: number; diagnostics: Diagnostic[] }) => {
    if (params.uri !== uri) {
      if (params.diagnostics.some(({ severity = 1 }) => severity === 1)) wrong.add(params.uri);
      else wrong.delete(params.uri);
      for (const watcher of otherWatchers) watcher();
      return;
    }
    const published: Published = { atMs: performance.now(), version: params.version, diagnostics: params.diagnostics };
    for (const watcher of watchers) watcher(published);
  });
  connection.onRequest((method, params) => (method === 'workspace/configuration' ? (params as { items: { section?: string }[] }).items.map(({ section = '' }) => settings[section] ?? null) : null));
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid, rootUri: pathToFileURL(folder).href, workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'bench' }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true }, didChangeWatchedFiles: { dynamicRegistration: true } },
      textDocument: {
        synchronization: { dynamicRegistration: true }, publishDiagnostics: { versionSupport: true, relatedInformation: true },
        completion: { contextSupport: true, completionItem: { snippetSupport: true, documentationFormat: ['markdown'], resolveSupport: { properties: ['documentation', 'detail'] } } },
      },
    },
  });
  await connection.sendNotification('initialized', {});
  if (Object.keys(settings).length > 0) await connection.sendNotification('workspace/didChangeConfiguration', { settings });

  const send = (method: string, params: object): void => void connection.sendNotification(method, params);
  return {
    pid: child.pid as number,
    open: (text) => send('textDocument/didOpen', { textDocument: { uri, languageId, version, text } }),
    edit(start, end, text) {
      version += 1;
      const atMs = performance.now();
      send('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range: { start, end }, text }] });
      return atMs;
    },
    published: (fits) => awaited(watchers, (published) => (fits(published) ? published : undefined)),
    others: (fits) => awaited(otherWatchers, () => (fits(wrong) ? performance.now() : undefined)),
    async complete(at) {
      request?.abort();
      const own = request = new AbortController();
      const list = await connection.sendRequest('textDocument/completion', { textDocument: { uri }, position: at, context: { triggerKind: 1 } }, tokenOf(own.signal))
        .catch((error: unknown) => {
          if (own.signal.aborted) return undefined;
          throw error;
        });
      if (own.signal.aborted || list === undefined) return undefined;
      const items = Array.isArray(list) ? list : (list as { items?: unknown[] } | null)?.items ?? [];
      return { atMs: performance.now(), labels: (items as { label: string }[]).map(({ label }) => label) };
    },
    async stop() {
      await connection.sendRequest('shutdown');
      const gone = new Promise((resolve) => child.once('exit', resolve));
      await connection.sendNotification('exit');
      await gone;
      connection.dispose();
    },
  };
}

/** What the first call of a watcher answers that is not undefined. */
function awaited<A extends unknown[], T>(watchers: Set<(...args: A) => void>, answer: (...args: A) => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(timer);
      watchers.delete(watcher);
    };
    const watcher = (...args: A): void => {
      const found = answer(...args);
      if (found === undefined) return;
      done();
      resolve(found);
    };
    const timer = setTimeout(() => {
      done();
      reject(new Error('The diagnostics that were waited for did not come.'));
    }, patienceMs);
    watchers.add(watcher);
  });
}

/** A cancellation token of vscode-jsonrpc that follows a signal. */
function tokenOf(signal: AbortSignal): { readonly isCancellationRequested: boolean; onCancellationRequested(listener: () => void): { dispose(): void } } {
  return {
    get isCancellationRequested() {
      return signal.aborted;
    },
    onCancellationRequested(listener) {
      signal.addEventListener('abort', listener, { once: true });
      return { dispose: () => signal.removeEventListener('abort', listener) };
    },
  };
}
