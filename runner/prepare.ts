import { workspaceFilePath, type FlowSummary } from '#language';
import type { Plan } from '#plan';
import { isBundledText } from '#registry';
import { PatchbayError, type InstanceConfig } from '#runtime';
import { instanceConfig } from './instances.ts';
import type { Project } from './project.ts';
import { refusedBy, reported, type Refused } from './refusal.ts';

export interface Surroundings {
  /** An environment of patchbay.json. */
  environment?: string;
  /** The variables that settings may be taken from. */
  env: Readonly<Record<string, string | undefined>>;
}

/** What the runtime needs of a workspace: members of `RunRequest` and `CallRequest`. */
export interface Prepared {
  plan: Plan;
  instances: Readonly<Record<string, InstanceConfig>>;
  bundledConnectors: ReadonlySet<string>;
}

/** Lowers a flow and gathers its instances, or says what stands against it. */
export function prepareFlow(project: Project, flow: FlowSummary, surroundings: Surroundings): Prepared | Refused {
  return refusing(project, flow.name, () => {
    const plan = project.lowerFlow(flow, surroundings.environment);
    if (Array.isArray(plan)) return refusedBy(plan, flow.name);
    return bound(project, plan, Object.values(plan.flow?.uses ?? {}).flatMap(({ instances }) => instances), surroundings);
  });
}

/** The same for one endpoint of one instance. */
export function prepareCall(project: Project, target: { instance: string; endpoint: string } & Surroundings): Prepared | Refused {
  return refusing(project, undefined, () => {
    const plan = project.lowerCall({ instance: target.instance, endpoint: target.endpoint, environment: target.environment });
    return Array.isArray(plan) ? refusedBy(plan) : bound(project, plan, [target.instance], target);
  });
}

function bound(project: Project, plan: Plan, names: readonly string[], { environment, env }: Surroundings): Prepared {
  if (environment !== undefined && !project.workspaceFile.environments.includes(environment)) {
    throw new PatchbayError('unknown-environment', `There is no environment '${environment}' in patchbay.json.`);
  }
  const instances: Record<string, InstanceConfig> = {};
  for (const name of new Set(names)) {
    const config = instanceConfig(project.workspaceFile, name, { env, ...(environment !== undefined && { environment }) });
    if (config === undefined) throw new PatchbayError('unknown-instance', `There is no instance '${name}' in patchbay.json.`);
    const summary = project.model.instances.find((instance) => instance.name === name);
    const declared = summary?.connector;
    if (config.connector !== declared) {
      throw new PatchbayError('environment-connector', `The environment '${environment ?? ''}' gives '${name}' another connector than the flow was checked with (${config.connector} instead of ${declared ?? 'none'}).`, {
        remedy: 'An environment changes settings, auth and baseUrl; for another connector declare another instance.',
      });
    }
    // Where the connector knows one way to sign in, patchbay.json need not name it.
    instances[name] = config.auth === undefined && summary?.auth !== undefined ? { ...config, auth: summary.auth } : config;
  }
  return { plan, instances, bundledConnectors: new Set(Object.keys(plan.connectors).filter((name) => isBundled(project, name))) };
}

/** A patchbay.json that cannot be read whole, or was written by a newer version, refuses all: nothing runs with half of it. */
function refusing(project: Project, flow: string | undefined, work: () => Prepared | Refused): Prepared | Refused {
  const context = flow === undefined ? {} : { flow };
  const { problem } = project.workspaceFile;
  if (problem !== undefined) return { refused: [{ code: 'workspace-file', message: problem, file: workspaceFilePath, ...context }] };
  try {
    return explained(work(), project, context);
  } catch (error) {
    return explained({ refused: [reported(error, context)] }, project, context);
  }
}

/** What is missed may lie in a folder that could not be read. */
function explained(result: Prepared | Refused, { unreadable }: Project, context: { flow?: string }): Prepared | Refused {
  if (!('refused' in result)) return result;
  return { refused: [...result.refused, ...unreadable.map(({ path, reason }) => ({
    code: 'unreadable-folder', message: `The folder ${path} cannot be read: ${reason}. Connectors and flows in it are not known.`, remedy: 'Make it a folder that you may read, if what is missing lies there.', ...context,
  }))] };
}

/** Whether a connector of the workspace is just that of the marketplace: by the text that was lowered, not by what lies on the disk by now. */
export function isBundled(project: Project, name: string): boolean {
  const connector = project.model.connectors.find((entry) => entry.name === name);
  const text = connector === undefined ? undefined : project.textOf(connector.place.file);
  return text !== undefined && isBundledText(name, text);
}
