import type { Host } from '../host.ts';

/** Shows docs/language.md, rendered, at a heading; at its beginning without one. The anchor comes from a link in a hover, so it is only ever a place in this page. */
export async function openLanguagePage({ vscode, context }: Host, anchor?: unknown): Promise<void> {
  const page = vscode.Uri.joinPath(context.extensionUri, 'docs', 'language.md');
  const fragment = typeof anchor === 'string' && /^[\w-]+$/.test(anchor) ? anchor : '';
  await vscode.commands.executeCommand('markdown.showPreview', page.with({ fragment }));
}
