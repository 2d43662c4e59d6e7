import { join } from 'node:path';
import type { Disposable } from 'vscode';
import type { RunEvent, RunnerRequests, WorkspaceParams } from '#runner/protocol';
import { settings, settingsSection } from '../contributions.ts';
import type { Host } from '../host.ts';
import type { SecretRelease } from '../instances/secret-release.ts';
import { trustedFolder } from '../trust.ts';
import type { RunnerProcess } from './process.ts';

type ServiceRequest = Exclude<keyof RunnerRequests, 'run'>;
type Own<Params> = Omit<Params, keyof WorkspaceParams>;

/** The runner process of this window for short jobs: marketplace, checks, destinations. Started when first needed. */
export interface RunnerService extends Disposable {
  /** Throws in restricted mode. */
  request<Name extends ServiceRequest>(name: Name, params: Own<RunnerRequests[Name]['params']>): Promise<RunnerRequests[Name]['result']>;
}

/** Starts runner processes for this window; tests give another. */
export type StartRunner = (mode: 'run' | 'service', onEvent: (event: RunEvent) => void) => Promise<RunnerProcess>;

/** Processes that run the bundled runner and ask this window for secrets. */
export function runnerStarter(host: Host, release: SecretRelease): StartRunner {
  return async (mode, onEvent) => {
    // Loaded with the first process: activate() does not wait for JSON-RPC.
    const { startRunner } = await import('./process.ts');
    return startRunner({
      module: join(host.context.extensionPath, 'dist/runner.cjs'),
      mode,
      compileCache: join(host.context.globalStorageUri.fsPath, 'compile-cache'),
      onSecret: release,
      onEvent,
      onOutput: (text) => host.log.info(`[runner] ${text}`),
    });
  };
}

/** The window's service process; started again by the next request if it ended. */
export function openRunnerService(host: Host, start: StartRunner): RunnerService {
  let process: Promise<RunnerProcess> | undefined;
  const running = () => {
    if (process !== undefined) return process;
    const started = process = start('service', () => undefined);
    const forget = () => { if (process === started) process = undefined; };
    started.then(({ ended }) => ended).then(forget, forget);
    return started;
  };
  return {
    request: async (name, params) => {
      const all = { ...params, ...workspaceParams(host) } as RunnerRequests[typeof name]['params'];
      return (await running()).request(name, all);
    },
    dispose: () => void process?.then((started) => started.dispose()),
  };
}

/** What each request says about the workspace. Consents come from the machine's settings, never from the workspace's. Throws in restricted mode. */
export function workspaceParams(host: Host): WorkspaceParams {
  const folder = trustedFolder(host);
  const configuration = host.vscode.workspace.getConfiguration(settingsSection);
  return {
    workspace: folder.uri.fsPath,
    allowLocal: configuration.get<boolean>(settings.allowLocal, false),
    trustedHosts: configuration.get<string[]>(settings.trustedHosts, []),
  };
}
