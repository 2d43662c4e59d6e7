import { commands } from '../contributions.ts';
import type { Services } from '../services.ts';
import { trustedFolder } from '../trust.ts';
import { withoutLinks } from '../without-links.ts';
import { applyFileEdits } from '../workspace/edits.ts';
import { untilKnown } from '../workspace/known.ts';
import { placeUri, showUses } from '../workspace/places.ts';
import { choosePackage, type PackageArgument } from './choose.ts';

/** *Install*: writes connectors/, patchbay.json, patchbay.lock and .patchbay/.gitignore as one change; offers to add an instance. */
export async function installConnector(services: Services, argument: PackageArgument): Promise<void> {
  const { host, service, workspace } = services;
  const folder = trustedFolder(host);
  const chosen = await choosePackage(services, argument, 'Install Connector', ({ installed, version }) => installed !== version);
  if (chosen === undefined) return;
  // The runner reads the disk.
  await host.vscode.workspace.saveAll(false);
  const result = await service.request('install', { name: chosen.name });
  if ('refused' in result) return void host.vscode.window.showErrorMessage(withoutLinks(result.refused));
  await applyFileEdits(host, folder, result.edits);
  services.reached('install');
  const add = 'Add Instance…';
  const open = 'Open Connector';
  const read = 'Read Me';
  const { readme } = chosen;
  void host.vscode.window.showInformationMessage(`Installed ${chosen.title} ${chosen.version}.`, add, ...(readme === undefined ? [] : [read]), open).then(async (choice) => {
    // It came with Patchbay; the preview runs no scripts and loads nothing from the network.
    if (choice === read && readme !== undefined) return host.vscode.commands.executeCommand('markdown.showPreview', host.vscode.Uri.file(readme));
    // The button can be faster than the watcher that tells the language server of the new file.
    if (choice === add) await untilKnown(workspace, ({ connectors }) => connectors.some(({ name }) => name === chosen.name));
    if (choice === add) return host.vscode.commands.executeCommand(commands.addInstance, chosen.name);
    return choice === open ? host.vscode.commands.executeCommand(commands.openConnector, chosen.name) : undefined;
  });
}

/** *Uninstall*: refused while there are instances of the connector. */
export async function uninstallConnector(services: Services, argument: PackageArgument): Promise<void> {
  const { host, service, workspace } = services;
  const folder = trustedFolder(host);
  const { window } = host.vscode;
  const chosen = await choosePackage(services, argument, 'Uninstall Connector', ({ installed }) => installed !== undefined);
  if (chosen === undefined) return;
  await host.vscode.workspace.saveAll(false);
  const result = await service.request('uninstall', { name: chosen.name });
  if ('refused' in result) {
    const instances = (await workspace.get()).instances.filter(({ connector }) => connector === chosen.name);
    return showUses(host, result.refused, instances.map(({ name, place }) => ({ flow: name, place })));
  }
  const uninstall = 'Uninstall';
  const detail = chosen.modified === true ? 'It was changed here, and the changes go with it.' : `${chosen.file ?? 'Its file'} is deleted.`;
  if (await window.showWarningMessage(`Uninstall ${chosen.title}?`, { modal: true, detail }, uninstall) !== uninstall) return;
  await applyFileEdits(host, folder, result.edits);
}

/** *Open Connector*: the installed file. */
export async function openConnector(services: Services, argument: PackageArgument): Promise<void> {
  const { host } = services;
  trustedFolder(host);
  const chosen = await choosePackage(services, argument, 'Open Connector', ({ file }) => file !== undefined);
  const uri = chosen?.file === undefined ? undefined : placeUri(host, chosen.file);
  if (uri !== undefined) await host.vscode.window.showTextDocument(uri);
}

/** *Search Marketplace…*: a list to type in; what is chosen is installed, or opened where it is installed. */
export async function searchMarketplace(services: Services): Promise<void> {
  trustedFolder(services.host);
  const chosen = await choosePackage(services, undefined, 'Search Marketplace', () => true);
  if (chosen === undefined) return;
  await (chosen.installed === undefined ? installConnector(services, chosen.name) : openConnector(services, chosen.name));
}
