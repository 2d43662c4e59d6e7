import { commands } from '../contributions.ts';
import { errorText, needsConsent, showConsentSettings } from '../error-text.ts';
import type { Services } from '../services.ts';
import { trustedFolder } from '../trust.ts';
import { withoutLinks } from '../without-links.ts';
import { chooseInstance, type InstanceArgument } from './choose.ts';

/** *Check Connection*: calls the connector's `check` endpoint with the instance's settings and secrets. */
export async function checkInstance(services: Services, argument: InstanceArgument): Promise<void> {
  const { host, service } = services;
  const { window, ProgressLocation, workspace, commands: { executeCommand } } = host.vscode;
  trustedFolder(host);
  const instance = await chooseInstance(services, argument, 'Check Connection');
  if (instance === undefined) return;
  // The runner reads the disk.
  await workspace.saveAll(false);
  const result = await window.withProgress(
    { location: ProgressLocation.Notification, title: `Checking '${instance.name}'…` },
    () => service.request('check', { instance: instance.name }),
  );
  if (result.ok) {
    void window.showInformationMessage(withoutLinks(`'${instance.name}' is connected: ${result.text}`));
    return;
  }
  const { error } = result;
  host.log.warn(`Check of '${instance.name}': ${error.code}: ${error.message}`);
  const settings = 'Open Settings';
  const enter = 'Enter Secrets…';
  const edit = 'Edit Instance…';
  void window.showErrorMessage(`'${instance.name}' is not connected: ${errorText(error)}`, ...(needsConsent(error) ? [settings] : [enter, edit])).then((choice) => {
    if (choice === settings) return showConsentSettings(host);
    if (choice === enter) return executeCommand(commands.enterSecrets, instance.name);
    return choice === edit ? executeCommand(commands.editInstance, instance.name) : undefined;
  });
}
