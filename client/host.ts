import type * as vscode from 'vscode';

/** The `vscode` module's type. Its value is taken in extension.ts alone and passed on, so that tests can pass another. */
export type Vscode = typeof vscode;

/** What every part of the client is given. */
export interface Host {
  readonly vscode: Vscode;
  readonly context: vscode.ExtensionContext;
  /** The output channel "Patchbay": what the extension itself does and fails at. */
  readonly log: vscode.LogOutputChannel;
}

/** The folder that Patchbay works on: the first one, if it lies on a disk. */
export function workspaceFolder({ vscode }: Pick<Host, 'vscode'>): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.workspaceFolders?.find((folder) => folder.uri.scheme === 'file');
}
