import type { Uri } from 'vscode';
import type { Place } from '#server/protocol';
import { type Host, workspaceFolder } from '../host.ts';
import { uriInside } from './edits.ts';

/** Shows a place of a file of the workspace, with the cursor on it. */
export async function showPlace(host: Host, { file, line, column }: Place): Promise<void> {
  const uri = placeUri(host, file);
  if (uri === undefined) return;
  const position = new host.vscode.Position(line - 1, column - 1);
  await host.vscode.window.showTextDocument(uri, { selection: new host.vscode.Range(position, position) });
}

/** The file of a place; undefined where no folder is open. */
export function placeUri(host: Host, file: string): Uri | undefined {
  const folder = workspaceFolder(host);
  return folder === undefined ? undefined : uriInside(host, folder, file);
}

/** `orders.flow:12`, as people read a place. */
export function placeText({ file, line }: Pick<Place, 'file' | 'line'>): string {
  return `${file}:${line}`;
}

/** Says why something is refused and lists the flows that stand against it; one of them can be opened. */
export async function showUses(host: Host, message: string, uses: readonly { flow: string; place: Place }[]): Promise<void> {
  const { window } = host.vscode;
  const detail = uses.map(({ flow, place }) => `${flow} (${placeText(place)})`).join('\n');
  const choice = await window.showErrorMessage(message, { modal: true, detail }, ...(uses.length > 0 ? ['Show Use'] : []));
  if (choice === undefined) return;
  const only = uses.length === 1 ? uses[0] : undefined;
  const chosen = only ?? (await window.showQuickPick(uses.map((use) => ({ label: use.flow, description: placeText(use.place), use })), { title: message }))?.use;
  if (chosen !== undefined) await showPlace(host, chosen.place);
}
