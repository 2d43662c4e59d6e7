import type { Disposable } from 'vscode';
import { registerCommand } from '../command.ts';
import { commands } from '../contributions.ts';
import type { Services } from '../services.ts';
import { showPlace } from '../workspace/places.ts';
import { addInstance, type ConnectorArgument } from './add-instance.ts';
import { checkInstance } from './check-instance.ts';
import { chooseInstance, type InstanceArgument } from './choose.ts';
import { editInstance, enterSecrets } from './edit-instance.ts';
import { importSecrets } from './import-secrets.ts';
import { removeInstance } from './remove-instance.ts';
import { registerInstanceTree } from './tree.ts';

/** The Instances view and its commands. */
export function registerInstances(services: Services): Disposable[] {
  const { host } = services;
  return [
    registerInstanceTree(services),
    registerCommand(host, commands.addInstance, (argument: ConnectorArgument) => addInstance(services, argument)),
    registerCommand(host, commands.editInstance, (argument: InstanceArgument) => editInstance(services, argument)),
    registerCommand(host, commands.enterSecrets, (argument: InstanceArgument) => enterSecrets(services, argument)),
    registerCommand(host, commands.importSecrets, (file?: { fsPath: string }) => importSecrets(services, file)),
    registerCommand(host, commands.checkInstance, (argument: InstanceArgument) => checkInstance(services, argument)),
    registerCommand(host, commands.removeInstance, (argument: InstanceArgument) => removeInstance(services, argument)),
    registerCommand(host, commands.openInstance, async (argument: InstanceArgument) => {
      const instance = await chooseInstance(services, argument, 'Open Instance');
      if (instance !== undefined) await showPlace(host, instance.place);
    }),
  ];
}
