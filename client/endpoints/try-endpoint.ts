import type { EndpointForm, InstanceSummary, JsonValue, TryArgument } from '#server/protocol';
import { ClientError } from '../command.ts';
import { commands } from '../contributions.ts';
import { summary } from '../documentation.ts';
import { errorText, needsConsent, showConsentSettings } from '../error-text.ts';
import { askField, notSet } from '../forms/field-question.ts';
import { askAll } from '../forms/wizard.ts';
import { chooseInstance, connectorOf } from '../instances/choose.ts';
import type { Services } from '../services.ts';
import { indentJson } from './indent-json.ts';
import type { RecentAnswers } from './recent-answers.ts';
import { trustedFolder } from '../trust.ts';

/** The most records that are shown. */
const limit = 25;

/** *Try Endpoint…*: asks for an instance and the arguments, calls the endpoint once, and shows what came as JSON. */
export async function tryEndpoint(services: Services, recent: RecentAnswers, argument: TryArgument | undefined): Promise<void> {
  const { host, language, service } = services;
  trustedFolder(host);
  const instance = await chooseOf(services, argument?.connector);
  if (instance === undefined) return;
  const endpoint = argument?.endpoint ?? await chooseEndpoint(services, instance);
  if (endpoint === undefined) return;
  const form = await language.request('endpoint', { connector: instance.connector, endpoint });
  if (form === null) throw new ClientError(`'${instance.connector}' has no endpoint '${endpoint}' any more.`);
  const args = await askArguments(services, { connector: instance.connector, endpoint }, form);
  if (args === undefined || !(await isMeant(services, instance, endpoint, form))) return;
  const { window, ProgressLocation, workspace } = host.vscode;
  // The runner reads the disk.
  await workspace.saveAll(false);
  const result = await window.withProgress(
    { location: ProgressLocation.Notification, title: `${instance.name}.${endpoint}` },
    () => service.request('call', { instance: instance.name, endpoint, args, limit }),
  );
  if ('records' in result) {
    const { records } = result;
    const json = form.lists ? `[${records.join(',')}]` : (records[0] ?? 'null');
    recent.keep({ connector: instance.connector, endpoint }, json);
    return showAnswer(services, `${instance.name}.${endpoint}`, json, form.lists ? records.length : undefined);
  }
  const { error } = result;
  host.log.warn(`${instance.name}.${endpoint}: ${error.code}: ${error.message}`);
  const settings = 'Open Settings';
  void window.showErrorMessage(`${instance.name}.${endpoint}: ${errorText(error)}`, ...(needsConsent(error) ? [settings] : [])).then((choice) => (choice === settings ? showConsentSettings(host) : undefined));
}

/** An instance of a connector (of any without one): the only one, or the one that the person picks. */
async function chooseOf(services: Services, connector: string | undefined): Promise<InstanceSummary | undefined> {
  const title = 'Try Endpoint';
  if (connector === undefined) return chooseInstance(services, undefined, title);
  const { host, workspace } = services;
  const instances = (await workspace.get()).instances.filter((instance) => instance.connector === connector);
  if (instances.length === 0) {
    const add = 'Add Instance…';
    const choice = await host.vscode.window.showInformationMessage(`There is no instance of '${connector}' yet.`, add);
    if (choice === add) await host.vscode.commands.executeCommand(commands.addInstance, connector);
    return undefined;
  }
  if (instances.length === 1) return instances[0];
  const choices = instances.map((instance) => ({ label: instance.name, instance }));
  return (await host.vscode.window.showQuickPick(choices, { title, placeHolder: 'Choose an instance' }))?.instance;
}

async function chooseEndpoint(services: Services, instance: InstanceSummary): Promise<string | undefined> {
  const { endpoints } = await connectorOf(services, instance);
  if (endpoints.length === 0) throw new ClientError(`'${instance.connector}' has no endpoint.`);
  const choices = endpoints.map(({ name, documentation, effect }) => ({ label: name, description: effect === 'write' ? 'writes' : '', detail: summary(documentation) }));
  return (await services.host.vscode.window.showQuickPick(choices, { title: 'Try Endpoint', placeHolder: 'Choose an endpoint' }))?.label;
}

/** Each parameter is asked for; one that may be left out stays away where nothing is typed. Undefined where the person left. */
async function askArguments({ host, language }: Services, endpoint: TryArgument, { parameters }: EndpointForm): Promise<Record<string, JsonValue> | undefined> {
  const answers = await askAll(`Try ${endpoint.endpoint}`, () => parameters.map((field) => ({
    id: field.name,
    ask: (frame) => askField(host, frame, { field, check: (value) => language.request('checkValue', { ...endpoint, field: field.name, value }) }),
  })));
  return answers && Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== notSet)) as Record<string, JsonValue>;
}

/** What writes is sent for real, and so asked about. */
async function isMeant({ host }: Services, instance: InstanceSummary, endpoint: string, { effect }: EndpointForm): Promise<boolean> {
  if (effect === 'read') return true;
  const call = 'Call It';
  const choice = await host.vscode.window.showWarningMessage(`'${endpoint}' writes. Call it at '${instance.name}'?`, { modal: true, detail: 'This is no dry run: what it sends takes effect there.' }, call);
  return choice === call;
}

/** Shows JSON, and how many records are in a list. */
async function showAnswer({ host }: Services, name: string, json: string, count: number | undefined): Promise<void> {
  const { window, workspace, ViewColumn } = host.vscode;
  const document = await workspace.openTextDocument({ language: 'json', content: indentJson(json) });
  await window.showTextDocument(document, { preview: true, viewColumn: ViewColumn.Beside });
  if (count !== undefined) void window.showInformationMessage(count >= limit ? `${name}: the first ${limit} records.` : `${name}: ${count === 1 ? '1 record' : `${count} records`}.`);
}
