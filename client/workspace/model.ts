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
  const subscription = language.onDidChange(() => {
    model = undefined;
    changed.fire();
  });
  return {
    onDidChange: changed.event,
    get: () => model ?? refresh(),
    refresh,
    dispose: () => {
      subscription.dispose();
      changed.dispose();
    },
  };
}
