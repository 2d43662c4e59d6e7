import type * as vscode from 'vscode';
import type { Host, Vscode } from '../../../client/host.ts';
import { Emitter } from './emitter.ts';
import { answering, type Answer, QuickInput } from './inputs.ts';
import { type Change, CodeLens, Diagnostic, Document, Location, MarkdownString, Position, Range, ThemeColor, ThemeIcon, TreeItem, Uri, WorkspaceEdit } from './values.ts';

/** A message box: what was said, and which button the test presses. */
export interface Shown { kind: 'info' | 'warning' | 'error'; message: string; detail?: string; modal: boolean; buttons: string[] }

export interface FakeOptions {
  /** Text by path below the folder `/work`. */
  files?: Record<string, string>;
  trusted?: boolean;
  settings?: Record<string, unknown>;
  /** In order: what the inputs that open are answered. */
  answers?: Answer[];
  /** Presses a button of a message; none unless given. */
  press?: (message: Shown) => string | undefined;
}

/** A window without VS Code: in-memory files, recorded messages, answered inputs. */
export interface FakeHost {
  host: Host;
  files: Map<string, string>;
  applied: Change[][];
  shown: Shown[];
  inputs: QuickInput[];
  executed: { command: string; args: unknown[] }[];
  secrets: Map<string, string>;
  diagnostics: Map<string, readonly Diagnostic[]>;
  output: string[];
  documents: Map<string, Document>;
  changedText: Emitter<{ document: Document; contentChanges: unknown[] }>;
  grantTrust(): void;
  /** Cancels the progress that is shown. */
  cancel: Emitter<void>;
  run(command: string, ...args: unknown[]): Promise<unknown>;
}

const root = Uri.file('/work');

/** Makes a window over `/work`. */
export function fakeHost(options: FakeOptions = {}): FakeHost {
  const files = new Map(Object.entries(options.files ?? {}).map(([path, text]) => [`/work/${path}`, text]));
  const documents = new Map<string, Document>();
  const secrets = new Map<string, string>();
  const secretChanged = new Emitter<{ key: string }>();
  const trustGranted = new Emitter<void>();
  const commands = new Map<string, (...args: unknown[]) => unknown>();
  const workspace = { trusted: options.trusted ?? true };
  const fake: Omit<FakeHost, 'host'> = {
    files, documents, secrets, applied: [], shown: [], inputs: [], executed: [], diagnostics: new Map(), output: [],
    changedText: new Emitter(),
    cancel: new Emitter(),
    grantTrust: () => { workspace.trusted = true; trustGranted.fire(); },
    run: async (command, ...args) => commands.get(command)?.(...args),
  };
  const open = (uri: Uri): Document => {
    const known = documents.get(uri.path);
    if (known !== undefined) return known;
    const text = files.get(uri.path);
    if (text === undefined) throw new Error(`${uri.path} is not there`);
    const document = Object.assign(new Document(uri, text), { save: async () => { files.set(uri.path, document.getText()); document.saved = true; return true; } });
    documents.set(uri.path, document);
    return document;
  };
  const show = (kind: Shown['kind']) => async (message: string, ...rest: (string | { title: string } | { modal?: boolean; detail?: string })[]) => {
    const settings = rest.find((entry): entry is { modal?: boolean; detail?: string } => typeof entry === 'object' && !('title' in entry));
    const buttons = rest.filter((entry): entry is string | { title: string } => typeof entry === 'string' || 'title' in entry);
    const shown: Shown = { kind, message, modal: settings?.modal ?? false, buttons: buttons.map(titleOf), ...(settings?.detail !== undefined && { detail: settings.detail }) };
    fake.shown.push(shown);
    const pressed = options.press?.(shown);
    return buttons.find((button) => titleOf(button) === pressed);
  };
  const opened = answering(options.answers ?? [], fake.inputs);
  const channel = (name: string) => ({
    name,
    appendLine: (line: string) => void fake.output.push(line),
    info: (line: string) => void fake.output.push(line),
    warn: (line: string) => void fake.output.push(line),
    error: (line: unknown) => void fake.output.push(String(line)),
    show: () => undefined,
    dispose: () => undefined,
  });
  const api = {
    EventEmitter: Emitter, Uri, Position, Range, Location, Diagnostic, TreeItem, ThemeIcon, ThemeColor, MarkdownString, CodeLens, WorkspaceEdit,
    DiagnosticSeverity: { Error: 0 },
    TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
    ProgressLocation: { Notification: 15 },
    ViewColumn: { Beside: -2 },
    QuickInputButtons: { Back: { back: true } },
    Disposable: { from: (...all: { dispose(): void }[]) => ({ dispose: () => all.forEach((each) => each.dispose()) }) },
    workspace: {
      workspaceFolders: [{ uri: root, name: 'work', index: 0 }],
      get isTrusted() { return workspace.trusted; },
      onDidGrantWorkspaceTrust: trustGranted.event,
      onDidChangeTextDocument: fake.changedText.event,
      getConfiguration: () => ({ get: (name: string, fallback: unknown) => options.settings?.[name] ?? fallback }),
      saveAll: async () => true,
      // A text without a file is shown by its content.
      openTextDocument: async (uri: Uri | { content: string }) => ('content' in uri ? { path: uri.content } : open(uri)),
      fs: {
        stat: async (uri: Uri) => { if (!files.has(uri.path)) throw new Error('not there'); return {}; },
        readFile: async (uri: Uri) => new TextEncoder().encode(files.get(uri.path) ?? ''),
      },
      applyEdit: async ({ changes }: WorkspaceEdit) => {
        fake.applied.push(changes);
        for (const change of changes) {
          if (change.kind === 'create') files.set(change.uri.path, change.contents);
          else if (change.kind === 'delete') files.delete(change.uri.path);
          else {
            const document = open(change.uri);
            const text = document.getText();
            document.set(text.slice(0, document.offsetAt(change.range.start)) + change.text + text.slice(document.offsetAt(change.range.end)));
          }
        }
        return true;
      },
    },
    window: {
      activeTextEditor: undefined,
      showInformationMessage: show('info'),
      showWarningMessage: show('warning'),
      showErrorMessage: show('error'),
      showTextDocument: async (uri: Uri) => void fake.executed.push({ command: 'show', args: [uri.path] }),
      showOpenDialog: async () => undefined,
      showQuickPick: async (items: { label: string }[], { title }: { title: string }) => {
        const input = new QuickInput(opened);
        Object.assign(input, { items, title });
        const chosen = new Promise((resolve) => {
          input.accepted.event(() => resolve(input.selectedItems[0]));
          input.hidden.event(() => resolve(undefined));
        });
        input.show();
        return chosen;
      },
      createInputBox: () => new QuickInput(opened),
      createQuickPick: () => new QuickInput(opened),
      createOutputChannel: channel,
      createTreeView: () => ({ dispose: () => undefined }),
      withProgress: async (_: unknown, work: (progress: unknown, token: unknown) => Promise<unknown>) => work({ report: () => undefined }, { onCancellationRequested: fake.cancel.event }),
    },
    commands: {
      registerCommand: (id: string, run: (...args: unknown[]) => unknown) => { commands.set(id, run); return { dispose: () => void commands.delete(id) }; },
      executeCommand: async (command: string, ...args: unknown[]) => void fake.executed.push({ command, args }),
    },
    languages: {
      createDiagnosticCollection: () => ({
        set: (uri: Uri, list: readonly Diagnostic[]) => void fake.diagnostics.set(uri.path, list),
        delete: (uri: Uri) => void fake.diagnostics.delete(uri.path),
        dispose: () => undefined,
      }),
      registerCodeLensProvider: () => ({ dispose: () => undefined }),
    },
    env: { clipboard: { readText: async () => '' } },
  };
  const context = {
    extensionPath: '/extension',
    subscriptions: [],
    secrets: {
      keys: async () => [...secrets.keys()],
      get: async (key: string) => secrets.get(key),
      store: async (key: string, value: string) => { secrets.set(key, value); secretChanged.fire({ key }); },
      delete: async (key: string) => { secrets.delete(key); secretChanged.fire({ key }); },
      onDidChange: secretChanged.event,
    },
  };
  const host: Host = {
    vscode: api as unknown as Vscode,
    context: context as unknown as vscode.ExtensionContext,
    log: channel('Patchbay') as unknown as vscode.LogOutputChannel,
  };
  return { ...fake, host };
}

/** The folder of the window. */
export const folder = { uri: root, name: 'work', index: 0 } as unknown as vscode.WorkspaceFolder;

function titleOf(button: string | { title: string }): string {
  return typeof button === 'string' ? button : button.title;
}
