import * as vscode from 'vscode';

/** The extension under test. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('patchbay.patchbay');
  if (found === undefined) throw new Error('patchbay.patchbay is not installed in this window');
  return found;
}

/** The URI of a file of the window's workspace. */
export function workspaceUri(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('The window has no folder');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens and shows a file of the workspace. */
export async function openDocument(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(workspaceUri(path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Resolves when `condition` holds, looked at after every change of diagnostics and every 50 ms; rejects after 20 s. */
export async function waitUntil(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within 20 s: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}
