import type { Uri } from 'vscode';
import type { Host } from '../host.ts';

/** Shows docs/language.md, rendered, at a heading; at its beginning without one. The anchor comes from a link in a hover, so it is only ever a place in this page. */
export async function openLanguagePage(host: Host, anchor?: unknown): Promise<void> {
  const { vscode, context } = host;
  const page = vscode.Uri.joinPath(context.extensionUri, 'docs', 'language.md');
  const fragment = typeof anchor === 'string' && /^[\w-]+$/.test(anchor) ? anchor : '';
  try {
    await vscode.commands.executeCommand('markdown.showPreview', page.with({ fragment }));
  } catch {
    // VS Code's own extension for Markdown can be switched off.
    await showText(host, page, fragment);
  }
}

async function showText({ vscode }: Host, page: Uri, fragment: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(page);
  const found = document.getText().split('\n').findIndex((line) => line.startsWith('#') && anchorOf(line.replace(/^#+/, '')) === fragment);
  const place = new vscode.Position(Math.max(found, 0), 0);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
}

/** A heading's anchor, as the page was made with: small letters, no punctuation, `-` for blanks. */
function anchorOf(title: string): string {
  return title.trim().toLowerCase().replace(/[^\w\s-]/g, '').replace(/\s/g, '-');
}
