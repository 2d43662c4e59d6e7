import { setTimeout as sleep } from 'node:timers/promises';
import { createNetwork, PatchbayError, type Destination, type ReportedError } from '#runtime';
import { prepareCall, type Surroundings } from './prepare.ts';
import type { Project } from './project.ts';

/** Where the secrets of an instance would go, to bind them when they are entered (SECURITY.md 1). Nothing is connected to. */
export async function destinationOf(project: Project, instance: string, surroundings: Surroundings): Promise<Destination | { problem: ReportedError }> {
  const name = project.model.instances.find((entry) => entry.name === instance)?.connector;
  const connector = project.model.connectors.find((entry) => entry.name === name);
  const endpoint = connector?.check ?? connector?.endpoints[0]?.name;
  if (connector === undefined || endpoint === undefined) {
    throw new PatchbayError('unknown-instance', connector === undefined ? `There is no instance '${instance}' of a connector of this workspace.` : `The connector '${connector.name}' has no endpoints.`);
  }
  const prepared = prepareCall(project, { instance, endpoint, ...surroundings });
  if ('refused' in prepared) return { problem: prepared.refused[0]! };
  const network = createNetwork({
    secrets: { secret: async () => { throw new PatchbayError('missing-secret', 'No secret is asked for here.'); } },
    clock: { now: () => Date.now(), sleep: async (ms, signal) => sleep(ms, undefined, signal && { signal }) },
    policy: { allowLocal: false, trustedHosts: [] },
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  try {
    const config = prepared.instances[instance]!;
    return network.client({
      connector: prepared.plan.connectors[config.connector]!, instance: config, bundled: prepared.bundledConnectors.has(config.connector), files: prepared.plan.files,
    }).destination();
  } finally {
    await network.close();
  }
}

function ignore(): void {}
