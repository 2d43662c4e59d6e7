import type { ConnectorSummary, InstanceSummary } from '#server/protocol';
import { ClientError } from '../command.ts';
import { summary } from '../documentation.ts';
import type { Services } from '../services.ts';
import type { InstanceNode } from './nodes.ts';

/** What a command is given: a row of the view, an instance's name, or nothing from the palette. */
export type InstanceArgument = InstanceNode | string | undefined;

/** The instance of a row or name, or one that the person picks; undefined where they left. Throws where there is none. */
export async function chooseInstance({ host, workspace }: Services, argument: InstanceArgument, title: string): Promise<InstanceSummary | undefined> {
  const { instances } = await workspace.get();
  const name = typeof argument === 'string' ? argument : argument?.kind === 'instance' ? argument.instance.name : undefined;
  if (name !== undefined) {
    const found = instances.find((instance) => instance.name === name);
    if (found === undefined) throw new ClientError(`patchbay.json has no instance '${name}' any more.`);
    return found;
  }
  if (instances.length === 0) throw new ClientError('There is no instance yet. Add one: Patchbay: Add Instance…');
  const choices = instances.map((instance) => ({ label: instance.name, description: instance.connector, instance }));
  return (await host.vscode.window.showQuickPick(choices, { title, placeHolder: 'Choose an instance' }))?.instance;
}

/** The connector of an instance; throws where no file declares it. */
export async function connectorOf({ workspace }: Services, instance: InstanceSummary): Promise<ConnectorSummary> {
  const found = (await workspace.get()).connectors.find(({ name }) => name === instance.connector);
  if (found === undefined) throw new ClientError(`No file of the workspace declares the connector '${instance.connector}' of '${instance.name}'. Install it, or correct patchbay.json.`);
  return found;
}

/** The choices of a connector for a new instance. */
export function connectorChoices(connectors: readonly ConnectorSummary[]): { label: string; description: string; detail: string; value: ConnectorSummary }[] {
  return connectors.map((connector) => ({
    label: connector.title,
    description: [connector.name, connector.version].filter(Boolean).join(' '),
    detail: summary(connector.documentation),
    value: connector,
  }));
}

