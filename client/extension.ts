import * as vscode from 'vscode';
import { registerCommand } from './command.ts';
import { commands } from './contributions.ts';
import { type Host, workspaceFolder } from './host.ts';
import { registerInstances } from './instances/index.ts';
import { moveSecrets } from './instances/move-secrets.ts';
import { releaseSecrets } from './instances/secret-release.ts';
import { openSecretStore } from './instances/secret-store.ts';
import { registerEndpoints } from './endpoints/index.ts';
import { connectLanguageServer } from './language-connection.ts';
import { registerLearning } from './learning/index.ts';
import { reachMilestone } from './learning/milestones.ts';
import { registerMarketplace } from './marketplace/index.ts';
import { openRunnerService, runnerStarter } from './runner/service.ts';
import { registerRuns } from './runs/index.ts';
import type { Services } from './services.ts';
import { viewWorkspace } from './workspace/model.ts';

/** Registers everything and returns; processes are started afterwards, when they are needed. */
export function activate(context: vscode.ExtensionContext): void {
  const started = performance.now();
  const log = vscode.window.createOutputChannel('Patchbay', { log: true });
  const host: Host = { vscode, context, log };
  const language = connectLanguageServer(host);
  const workspace = viewWorkspace(host, language);
  const secrets = openSecretStore(host, workspaceFolder(host));
  const startRunner = runnerStarter(host, releaseSecrets(host, secrets));
  const service = openRunnerService(host, startRunner);
  const services: Services = { host, language, workspace, secrets, service, startRunner, reached: (milestone) => reachMilestone(host, milestone) };
  context.subscriptions.push(
    log, language, workspace, secrets, service,
    // In Restricted Mode no secret is touched.
    language.onDidRename((renamed) => vscode.workspace.isTrusted && void moveSecrets(host, secrets, renamed).catch((error: unknown) => log.error(`The secrets of a renamed instance stay under its old name: ${String(error)}`))),
    registerCommand(host, commands.restartServer, () => language.restart()),
    ...registerMarketplace(services),
    ...registerInstances(services),
    ...registerRuns(services),
    ...registerEndpoints(services),
    ...registerLearning(services),
  );
  log.info(`Activated in ${(performance.now() - started).toFixed(1)} ms`);
}
