import type { ConnectorSummary, WorkspaceModel } from '#server/protocol';
import { ClientError } from '../command.ts';
import { commands } from '../contributions.ts';
import { askChoice, askText } from '../forms/questions.ts';
import { type Answers, askAll, type Question } from '../forms/wizard.ts';
import type { PackageNodeOf } from '../marketplace/packages.ts';
import type { Services } from '../services.ts';
import { trustedFolder } from '../trust.ts';
import { applyFileEdits } from '../workspace/edits.ts';
import { showUses } from '../workspace/places.ts';
import { connectorChoices } from './choose.ts';
import { answeredSecrets, answeredSettings, chosenAuth, instanceQuestions } from './form.ts';
import type { InstanceNode } from './nodes.ts';
import { storeSecrets } from './store-secrets.ts';

/** What the command is given: a row of either view, a connector's name, or nothing from the palette. */
export type ConnectorArgument = InstanceNode | PackageNodeOf | string | undefined;

/** *Add Instance…*: asks what the connector declares, writes patchbay.json, stores the secrets, offers to check the connection. */
export async function addInstance(services: Services, argument: ConnectorArgument): Promise<void> {
  const { host, language, workspace } = services;
  const folder = trustedFolder(host);
  const model = await workspace.refresh();
  if (model.connectors.length === 0) {
    const choice = await host.vscode.window.showInformationMessage('There is no connector in this workspace yet. Install one first.', 'Search Marketplace');
    if (choice !== undefined) await host.vscode.commands.executeCommand(commands.searchMarketplace);
    return;
  }
  const given = connectorOfArgument(model, argument);
  const answers = await askAll('Add Instance', (soFar) => questions(services, model, given, soFar));
  if (answers === undefined) return;
  const connector = given ?? (answers['connector'] as ConnectorSummary);
  const subject = { connector, stored: [] };
  const name = String(answers['name']);
  const auth = chosenAuth(subject, answers)?.name;
  const result = await language.request('change', {
    kind: 'add-instance', name, connector: connector.name, settings: answeredSettings(subject, answers), ...(auth !== undefined && { auth }),
  });
  if ('refused' in result) return showUses(host, result.refused, result.uses);
  await applyFileEdits(host, folder, result.edits);
  await storeSecrets(services, name, answeredSecrets(answers));
  services.reached('instance');
  await offerCheck(services, name, `Added the instance '${name}'.`);
}

/** Offers to check the connection at once. The command itself does not wait for the answer. */
export async function offerCheck({ host }: Pick<Services, 'host'>, name: string, message: string): Promise<void> {
  const check = 'Check Connection';
  void host.vscode.window.showInformationMessage(message, check).then((choice) => choice === check ? host.vscode.commands.executeCommand(commands.checkInstance, name) : undefined);
}

function questions(services: Services, model: WorkspaceModel, given: ConnectorSummary | undefined, answers: Answers): Question[] {
  const connector = given ?? (answers['connector'] as ConnectorSummary | undefined);
  return [
    ...(given === undefined ? [connectorQuestion(services, model)] : []),
    ...(connector === undefined ? [] : [nameQuestion(services, model, connector), ...instanceQuestions(services, { connector, stored: [] }, answers)]),
  ];
}

function connectorQuestion({ host }: Services, model: WorkspaceModel): Question {
  return { id: 'connector', ask: (frame) => askChoice(host, frame, { name: 'connector', placeholder: 'Choose the connector', choices: connectorChoices(model.connectors) }) };
}

function nameQuestion({ host }: Services, model: WorkspaceModel, connector: ConnectorSummary): Question {
  const taken = new Set(model.instances.map(({ name }) => name));
  return {
    id: 'name',
    ask: (frame) => askText(host, frame, {
      name: 'name',
      prompt: `A name for this instance of ${connector.title}; flows use it as ${connector.name}.<name>`,
      placeholder: 'acme',
      check: (text) => {
        if (!/^[A-Za-z_$][A-Za-z0-9_$-]*$/.test(text)) return { problem: 'A name begins with a letter and has letters, digits, `_`, `$` and `-`.' };
        return taken.has(text) ? { problem: `There is an instance '${text}' already.` } : { value: text };
      },
    }),
  };
}

function connectorOfArgument({ connectors }: WorkspaceModel, argument: ConnectorArgument): ConnectorSummary | undefined {
  if (argument === undefined) return undefined;
  const name = connectorName(argument);
  const found = connectors.find((connector) => connector.name === name);
  if (found === undefined) throw new ClientError(`No file of the workspace declares the connector '${name}'.`);
  return found;
}

function connectorName(argument: NonNullable<ConnectorArgument>): string {
  if (typeof argument === 'string') return argument;
  switch (argument.kind) {
    case 'connector': return argument.name;
    case 'instance': return argument.instance.connector;
    case 'package': return argument.summary.name;
  }
}
