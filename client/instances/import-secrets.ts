import type { Destination } from '#runner/protocol';
import { ClientError } from '../command.ts';
import { secretProblem } from '../forms/secret-question.ts';
import type { Services } from '../services.ts';
import { trustedFolder } from '../trust.ts';
import { readChosenFile } from '../workspace/chosen-file.ts';
import { readSecretsText, type ImportedInstance } from './secrets-text.ts';

type Ready = ImportedInstance & { destination: Destination };

const importThem = 'Import';

/** *Import Secrets…*: reads a file as `--secrets` takes it, shows where each instance's secrets would go, and stores them. */
export async function importSecrets(services: Services, file?: { fsPath: string }): Promise<void> {
  const { host, workspace, secrets } = services;
  const { vscode } = host;
  trustedFolder(host);
  const chosen = file === undefined
    ? (await vscode.window.showOpenDialog({ title: 'Import Secrets', openLabel: importThem, canSelectMany: false, filters: { 'Secrets file': ['json'], 'All files': ['*'] } }))?.[0]
    : vscode.Uri.file(file.fsPath);
  if (chosen === undefined) return;
  const text = new TextDecoder().decode(await readChosenFile(host, chosen));
  const known = new Map((await workspace.refresh()).instances.map(({ name, connector }) => [name, connector]));
  const all = readSecretsText(text);
  const other = all.find(({ name, connector }) => connector !== undefined && known.has(name) && known.get(name) !== connector);
  if (other !== undefined) throw new ClientError(`The secrets of '${other.name}' in ${chosen.fsPath} are for the connector ${other.connector}, but '${other.name}' is an instance of ${known.get(other.name)} here. Nothing was imported.`);
  const unknown = all.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  const ready = await withDestinations(services, all.filter(({ name }) => known.has(name)));
  if (ready.length === 0) throw new ClientError(`No instance of this workspace is named in ${chosen.fsPath}${unknown.length > 0 ? ` (it names ${unknown.join(', ')})` : ''}. Nothing was imported.`);
  const detail = [
    ...ready.map(({ name, destination, secrets: entered }) => `${name}: ${Object.keys(entered).join(', ')} → ${destination.origins.join(', ')}`),
    ...(unknown.length > 0 ? [`Left out, because patchbay.json does not name them: ${unknown.join(', ')}`] : []),
  ].join('\n');
  if (await vscode.window.showInformationMessage(`Import the secrets of ${count(ready.length)}? They may be sent to these hosts only.`, { modal: true, detail }, importThem) !== importThem) return;
  for (const { name, secrets: entered, destination } of ready) {
    for (const [secret, value] of Object.entries(entered)) await secrets.set(name, secret, { value, destination });
  }
  void vscode.window.showInformationMessage(`Imported the secrets of ${ready.map(({ name }) => name).join(', ')}.`);
}

async function withDestinations({ service }: Services, instances: readonly ImportedInstance[]): Promise<Ready[]> {
  const ready: Ready[] = [];
  for (const instance of instances) {
    const short = Object.entries(instance.secrets).find(([, value]) => secretProblem(value) !== undefined);
    if (short !== undefined) throw new ClientError(`The secret '${short[0]}' of '${instance.name}' cannot be used: ${secretProblem(short[1])} Nothing was imported.`);
    const destination = await service.request('destination', { instance: instance.name });
    if ('problem' in destination) throw new ClientError(`Nothing was imported, because it is not known where the secrets of '${instance.name}' may go: ${destination.problem.message}`);
    ready.push({ ...instance, destination });
  }
  return ready;
}

function count(instances: number): string {
  return instances === 1 ? 'one instance' : `${instances} instances`;
}
