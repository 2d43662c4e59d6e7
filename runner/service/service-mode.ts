import { join } from 'node:path';
import { bundledMarketplace, diskReader, installEdits, packageStates, uninstallEdits } from '#registry';
import { callEndpointText, PatchbayError } from '#runtime';
import type { Channel, Handler, RunnerMethod } from '../channel.ts';
import { checkInstance } from '../check-instance.ts';
import { destinationOf } from '../destination.ts';
import { prepareCall } from '../prepare.ts';
import { openProject } from '../project.ts';
import { runnerRequests, type WorkspaceParams } from '../protocol/index.ts';
import { reported } from '../refusal.ts';

type ServiceMethod = Exclude<RunnerMethod, 'run'>;

/** The short jobs of one window: each request opens the workspace anew, so that it sees what lies on the disk now. */
export function serveJobs(channel: Channel): void {
  for (const method of Object.keys(handlers) as ServiceMethod[]) {
    const handler = handlers[method] as (params: unknown, channel: Channel) => Promise<unknown>;
    channel.connection.onRequest(runnerRequests[method], (params: unknown) => handler(params, channel));
  }
}

const handlers: { [M in ServiceMethod]: Handler<M> } = {
  destination: async ({ workspace, instance, environment }) => {
    try {
      return await destinationOf(await openProject(workspace), instance, { env: process.env, ...(environment !== undefined && { environment }) });
    } catch (error) {
      return { problem: reported(error) };
    }
  },

  check: async (params, channel) => {
    const { workspace, instance } = params;
    try {
      return await checkInstance({ ...surroundings(params, channel), project: await openProject(workspace), instance, secrets: () => channel.secrets });
    } catch (error) {
      return { ok: false, error: reported(error) };
    }
  },

  call: async (params, channel) => {
    const { workspace, instance, endpoint, args, limit } = params;
    const files: string[] = [];
    try {
      const { environment, env, policy, signal } = surroundings(params, channel);
      const project = await openProject(workspace);
      const prepared = prepareCall(project, { instance, endpoint, env, ...(environment !== undefined && { environment }) });
      if ('refused' in prepared) return { error: prepared.refused[0]! };
      files.push(...prepared.plan.files);
      const records: string[] = [];
      for await (const record of callEndpointText({ ...prepared, instance, endpoint, args, limit, secrets: channel.secrets, policy, signal })) records.push(record);
      return { records };
    } catch (error) {
      return { error: reported(error, { files }) };
    }
  },

  packages: async ({ workspace }) => {
    const marketplace = bundledMarketplace();
    return packageStates(marketplace, '', diskReader(workspace)).map(({ sha256: _sha256, file: _file, icon, readme, installedFile, ...shown }) => ({
      ...shown, ...(icon !== undefined && { icon: join(marketplace.folder, icon) }), ...(readme !== undefined && { readme: join(marketplace.folder, readme) }),
      ...(installedFile !== undefined && { file: installedFile }),
    }));
  },

  install: async ({ workspace, name }) => refusing(() => installEdits(bundledMarketplace(), name, diskReader(workspace))),

  uninstall: async ({ workspace, name }) => refusing(async () => {
    const { model } = await openProject(workspace);
    const instances = model.instances.filter((instance) => instance.connector === name).map((instance) => instance.name);
    // The client asks before it applies the edits, and says that local edits go with the file.
    return uninstallEdits(name, instances, diskReader(workspace), { overwrite: true });
  }),
};

function surroundings({ environment, allowLocal, trustedHosts }: WorkspaceParams, { signal }: Channel): {
  environment?: string; env: NodeJS.ProcessEnv; policy: { allowLocal: boolean; trustedHosts: string[] }; signal: AbortSignal;
} {
  return { env: process.env, policy: { allowLocal, trustedHosts }, signal, ...(environment !== undefined && { environment }) };
}

async function refusing<T extends { edits: unknown } | { refused: string }>(work: () => T | Promise<T>): Promise<T | { refused: string }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PatchbayError)) throw error;
    return { refused: error.remedy === undefined ? error.message : `${error.message} ${error.remedy}` };
  }
}
