import type { Services } from '../services.ts';
import { trustedFolder } from '../trust.ts';
import { applyFileEdits } from '../workspace/edits.ts';
import { showUses } from '../workspace/places.ts';
import { chooseInstance, type InstanceArgument } from './choose.ts';

/** *Remove Instance*: refused while flows use it; takes its secrets with it. */
export async function removeInstance(services: Services, argument: InstanceArgument): Promise<void> {
  const { host, language, secrets } = services;
  const folder = trustedFolder(host);
  const instance = await chooseInstance(services, argument, 'Remove Instance');
  if (instance === undefined) return;
  const result = await language.request('change', { kind: 'remove-instance', name: instance.name });
  if ('refused' in result) return showUses(host, result.refused, result.uses);
  const remove = 'Remove';
  const stored = await secrets.names(instance.name);
  const detail = stored.length === 0 ? 'It is taken out of patchbay.json.' : `It is taken out of patchbay.json, and its secrets are deleted: ${stored.join(', ')}.`;
  if (await host.vscode.window.showWarningMessage(`Remove the instance '${instance.name}'?`, { modal: true, detail }, remove) !== remove) return;
  await applyFileEdits(host, folder, result.edits);
  await secrets.remove(instance.name);
}
