import { ClientError } from './command.ts';
import type { Host } from './host.ts';
import { workspaceFolder } from './host.ts';

/** The workspace folder, for what connects, runs, installs or reads secrets. Throws in restricted mode and without a folder. */
export function trustedFolder(host: Host): ReturnType<typeof workspaceFolder> & object {
  const folder = workspaceFolder(host);
  if (folder === undefined) throw new ClientError('Open a folder first: Patchbay keeps connectors, instances and flows in it.');
  if (!host.vscode.workspace.isTrusted) {
    throw new ClientError('This folder is in Restricted Mode: nothing is installed, connected or run. Trust the workspace first (Workspaces: Manage Workspace Trust).');
  }
  return folder;
}
