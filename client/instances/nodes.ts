import type { ConnectorSummary, InstanceSummary, WorkspaceModel } from '#server/protocol';

/** A row of the Instances view. */
export type InstanceNode =
  | { kind: 'connector'; name: string; connector: ConnectorSummary | undefined; icon?: string; instances: InstanceNodeOf[] }
  | InstanceNodeOf;

export interface InstanceNodeOf { kind: 'instance'; instance: InstanceSummary; missing: string[]; stored: string[] }

/**
 * One row a connector, in the order of their titles; below it its instances. `stored` names the secrets that an instance has, `icons` the files
 * of the icons that connectors of the marketplace have.
 */
export function instanceNodes(model: WorkspaceModel, stored: ReadonlyMap<string, readonly string[]>, icons: ReadonlyMap<string, string> = new Map()): (InstanceNode & { kind: 'connector' })[] {
  const names = new Set([...model.connectors.map(({ name }) => name), ...model.instances.map(({ connector }) => connector)]);
  const nodes = [...names].map((name) => ({
    kind: 'connector' as const,
    name,
    connector: model.connectors.find((connector) => connector.name === name),
    ...iconOf(icons.get(name)),
    instances: model.instances.filter(({ connector }) => connector === name).map((instance) => instanceNode(instance, stored.get(instance.name) ?? [])),
  }));
  return nodes.sort((one, other) => title(one).localeCompare(title(other)));
}

function iconOf(icon: string | undefined): { icon?: string } {
  return icon === undefined ? {} : { icon };
}

/** What the connector is called. */
export function title({ name, connector }: { name: string; connector: ConnectorSummary | undefined }): string {
  return connector?.title ?? name;
}

function instanceNode(instance: InstanceSummary, stored: readonly string[]): InstanceNodeOf {
  return {
    kind: 'instance',
    instance,
    missing: instance.secrets.filter(({ name, optional }) => !optional && !stored.includes(name)).map(({ name }) => name),
    stored: instance.secrets.filter(({ name }) => stored.includes(name)).map(({ name }) => name),
  };
}

/** Whether the instance's secrets are set, in a few words. */
export function secretsText({ instance, missing }: InstanceNodeOf): string {
  if (missing.length > 0) return missing.length === 1 ? `secret missing: ${missing[0]}` : `${missing.length} secrets missing`;
  return instance.secrets.length === 0 ? 'needs no secret' : 'secrets set';
}
