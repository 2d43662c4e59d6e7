import { ClientError } from '../command.ts';
import { commands, type Milestone } from '../contributions.ts';
import { type Host, workspaceFolder } from '../host.ts';

/** The files of the tutorial, in order: `patchbay.openLesson` takes their number, from 1. */
export const lessons = ['1-first-flow.flow', '2-values.flow', '3-steps.flow', '4-corner-shop.connector', '5-read-orders.flow', '6-receipts.flow'] as const;

const folderName = 'patchbay-tutorial';

/** *Open Tutorial…*: asks where to put the files, copies them there unless they are there already, and opens the folder. Nothing of it is run. */
export async function openTutorial(host: Host): Promise<void> {
  const { vscode, context } = host;
  if (await isTutorial(host)) return openLesson(host, 1);
  const [chosen] = await vscode.window.showOpenDialog({ canSelectFiles: false, canSelectFolders: true, openLabel: 'Put the Tutorial Here', title: 'A folder for the tutorial' }) ?? [];
  if (chosen === undefined) return;
  const target = vscode.Uri.joinPath(chosen, folderName);
  if (!(await exists(host, vscode.Uri.joinPath(target, lessons[0])))) {
    if (await exists(host, target)) throw new ClientError(`There is a folder ${folderName} already, and it is not the tutorial. Choose another place.`);
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(context.extensionUri, 'samples', 'tutorial'), target);
  }
  await vscode.commands.executeCommand('vscode.openFolder', target);
}

/** Shows the file of a lesson, if this window has the tutorial open; else it offers to open it. */
export async function openLesson(host: Host, number: unknown): Promise<void> {
  const { vscode } = host;
  const name = lessons[Number(number) - 1] ?? lessons[0];
  const folder = workspaceFolder(host);
  const file = folder && vscode.Uri.joinPath(folder.uri, name);
  if (file !== undefined && await exists(host, file)) return void await vscode.window.showTextDocument(file);
  const open = 'Open Tutorial…';
  if (await vscode.window.showInformationMessage('The tutorial is not open in this window.', open) === open) await vscode.commands.executeCommand(commands.openTutorial);
}

/** Ticks the first step where the window has the tutorial open. */
export async function noticeTutorial(host: Host, reached: (milestone: Milestone) => void): Promise<void> {
  if (await isTutorial(host)) reached('tutorial');
}

async function isTutorial(host: Host): Promise<boolean> {
  const folder = workspaceFolder(host);
  return folder !== undefined && exists(host, host.vscode.Uri.joinPath(folder.uri, lessons[0]));
}

async function exists({ vscode }: Host, uri: Parameters<Host['vscode']['workspace']['fs']['stat']>[0]): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(() => true, () => false);
}
