import type { Disposable, Event } from 'vscode';
import type { WorkspaceModel } from '#server/protocol';
import type { Host } from '../host.ts';
import type { LanguageConnection } from '../language-connection.ts';

/** What the workspace holds, as the language server last said. */
export interface WorkspaceView extends Disposable {
  readonly onDidChange: Event<void>;
  /** Asks the server unless nothing has changed since the last time. */
  get(): Promise<WorkspaceModel>;
  /** Asks the server in any case: after a change that the client made itself. */
  refresh(): Promise<WorkspaceModel>;
}

// Views are drawn again at most so often: one change of many files is told file by file.
const quietMs = 100;

/** Keeps the workspace model until the server says that it may have changed. */
export function viewWorkspace({ vscode }: Pick<Host, 'vscode'>, language: LanguageConnection): WorkspaceView {
  const changed = new vscode.EventEmitter<void>();
  let model: Promise<WorkspaceModel> | undefined;
  const refresh = () => {
    const asked = language.request('workspace', undefined);
    model = asked;
    // A failed answer is not kept.
    asked.catch(() => { if (model === asked) model = undefined; });
    return asked;
  };
  let timer: NodeJS.Timeout | undefined;
  const subscription = language.onDidChange(() => {
    model = undefined;
    timer ??= setTimeout(() => {
      timer = undefined;
      changed.fire();
    }, quietMs);
  });
  return {
    onDidChange: changed.event,
    get: () => model ?? refresh(),
    refresh,
    dispose: () => {
      clearTimeout(timer);
      subscription.dispose();
      changed.dispose();
    },
  };
}
