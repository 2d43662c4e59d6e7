import type { Disposable } from 'vscode';
import { registerCommand } from '../command.ts';
import { commands } from '../contributions.ts';
import type { Services } from '../services.ts';
import type { PackageArgument } from './choose.ts';
import { installConnector, openConnector, searchMarketplace, uninstallConnector } from './install.ts';
import { registerMarketplaceTree } from './tree.ts';

/** The Marketplace view and its commands. */
export function registerMarketplace(services: Services): Disposable[] {
  const { host } = services;
  const tree = registerMarketplaceTree(services);
  const refreshing = (run: (argument: PackageArgument) => Promise<void>) => async (argument: PackageArgument) => {
    await run(argument);
    tree.refresh();
  };
  return [
    tree,
    registerCommand(host, commands.refreshMarketplace, () => tree.refresh()),
    registerCommand(host, commands.searchMarketplace, refreshing(() => searchMarketplace(services))),
    registerCommand(host, commands.installConnector, refreshing((argument) => installConnector(services, argument))),
    registerCommand(host, commands.uninstallConnector, refreshing((argument) => uninstallConnector(services, argument))),
    registerCommand(host, commands.openConnector, (argument: PackageArgument) => openConnector(services, argument)),
  ];
}
