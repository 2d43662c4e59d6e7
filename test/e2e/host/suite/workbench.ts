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

/** Resolves when `condition` holds, looked at after every change of diagnostics and every 50 ms; rejects after 60 s. */
export async function waitUntil(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within 60 s: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

/** The errors of a document. */
export function errorsOf(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
}

/** The position behind a text; behind its nth occurrence, from 0. */
export function positionOf(document: vscode.TextDocument, text: string, occurrence = 0): vscode.Position {
  let offset = -1;
  for (let found = 0; found <= occurrence; found += 1) offset = document.getText().indexOf(text, offset + 1);
  if (offset === -1) throw new Error(`'${text}' is not in ${document.uri.fsPath}`);
  return document.positionAt(offset + text.length);
}

/** Gives a document another text, as an edit that is not saved. */
export async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
}

/** Replaces the first occurrence of a text, as an edit that is not saved. */
export async function replaceText(document: vscode.TextDocument, text: string, replacement: string): Promise<void> {
  const end = positionOf(document, text);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(end.translate(0, -text.length), end), replacement);
  await vscode.workspace.applyEdit(edit);
}
