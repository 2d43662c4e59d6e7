import type { TextDocument, WorkspaceFolder } from 'vscode';
import type { FileEdit } from '#runner/protocol';
import { ClientError } from '../command.ts';
import type { Host } from '../host.ts';

/**
 * Applies computed changes as one WorkspaceEdit, so that one undo takes them back, and saves what it changed. Throws and changes
 * nothing where a file is no longer as it was when the changes were computed, or lies outside of the folder.
 */
export async function applyFileEdits(host: Host, folder: WorkspaceFolder, edits: readonly FileEdit[]): Promise<void> {
  const { vscode } = host;
  const workspaceEdit = new vscode.WorkspaceEdit();
  const changed: TextDocument[] = [];
  for (const { path, before, after } of edits) {
    const uri = uriInside(host, folder, path);
    if (before === null) {
      if (after === null) continue;
      if (await exists(host, uri)) throw new ClientError(`${path} exists already; nothing was changed. Try again.`);
      workspaceEdit.createFile(uri, { contents: new TextEncoder().encode(after) });
      continue;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    const text = document.getText();
    if (text !== before) throw new ClientError(`${path} was changed in the meantime; nothing was written. Try again.`);
    if (after === null) {
      workspaceEdit.deleteFile(uri);
      continue;
    }
    const { start, end, replacement } = difference(before, after);
    workspaceEdit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), replacement);
    changed.push(document);
  }
  if (!(await vscode.workspace.applyEdit(workspaceEdit))) throw new ClientError(`VS Code refused to change ${edits.map(({ path }) => path).join(', ')}.`);
  for (const document of changed) {
    if (!(await document.save())) throw new ClientError(`${document.uri.fsPath} was changed but could not be saved.`);
  }
}

/** What differs between two texts: offsets into `before` (end exclusive) and what stands there in `after`. */
export function difference(before: string, after: string): { start: number; end: number; replacement: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return { start, end: before.length - tail, replacement: after.slice(start, after.length - tail) };
}

/** A file of the folder by its relative path; throws where the path would leave it. */
export function uriInside({ vscode }: Pick<Host, 'vscode'>, folder: WorkspaceFolder, path: string): TextDocument['uri'] {
  const segments = path.split('/');
  const leaves = path === '' || path.includes('\\') || /^[A-Za-z]:/.test(path) || segments.some((segment) => segment === '..' || segment === '.' || segment === '');
  if (leaves) throw new ClientError(`'${path}' is not a path inside of the workspace folder; nothing was changed.`);
  return vscode.Uri.joinPath(folder.uri, ...segments);
}

async function exists({ vscode }: Host, uri: TextDocument['uri']): Promise<boolean> {
  return await vscode.workspace.fs.stat(uri).then(() => true, () => false);
}
