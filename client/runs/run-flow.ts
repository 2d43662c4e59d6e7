import type { CancellationToken, Progress } from 'vscode';
import type { RunEvent, RunOutcome } from '#runner/protocol';
import type { FlowSummary, JsonValue } from '#server/protocol';
import { ClientError } from '../command.ts';
import type { Services } from '../services.ts';
import { workspaceParams } from '../runner/service.ts';
import { trustedFolder } from '../trust.ts';
import { chooseFlow, type FlowArgument } from './choose-flow.ts';
import { askInputs } from './flow-inputs.ts';
import type { RunLog } from './run-log.ts';
import type { RunProblems } from './run-problems.ts';
import { countsText, errorText } from './run-text.ts';

/** What runs share in a window. */
export interface RunSurface { log: RunLog; problems: RunProblems }

/** *Run Flow*: saves, picks the flow, asks for inputs, runs it in a process of its own, and shows what it did. */
export async function runFlow(services: Services, surface: RunSurface, argument: FlowArgument, dryRun: boolean): Promise<RunOutcome | undefined> {
  const { host } = services;
  trustedFolder(host);
  if (!(await host.vscode.workspace.saveAll(false))) throw new ClientError('A file could not be saved, so nothing was run: the runner reads what is on disk.');
  const flow = await chooseFlow(services, argument, dryRun ? 'Run Flow Without Sending' : 'Run Flow');
  if (flow === undefined) return undefined;
  const inputs = await askInputs(services, flow);
  if (inputs === undefined) return undefined;
  surface.problems.clear(flow.name);
  const { window, ProgressLocation } = host.vscode;
  const outcome = await window.withProgress(
    { location: ProgressLocation.Notification, title: dryRun ? `${flow.name} (nothing is sent)` : flow.name, cancellable: true },
    (progress, token) => run(services, surface, { flow, inputs, dryRun }, progress, token),
  );
  report(services, surface, flow, outcome);
  return outcome;
}

async function run(
  { host, startRunner }: Services,
  { log }: RunSurface,
  { flow, inputs, dryRun }: { flow: FlowSummary; inputs: Record<string, JsonValue>; dryRun: boolean },
  progress: Progress<{ message?: string }>,
  token: CancellationToken,
): Promise<RunOutcome> {
  const onEvent = (event: RunEvent) => {
    log.event(event);
    if (event.type === 'run.progress') progress.report({ message: countsText(event.counts) });
  };
  const process = startRunner('run', onEvent);
  token.onCancellationRequested(() => {
    progress.report({ message: 'stopping at a safe point…' });
    process.cancel();
  });
  try {
    return await process.request('run', { ...workspaceParams(host), flow: flow.name, file: flow.place.file, inputs, dryRun });
  } catch (error) {
    log.line(`■ ${flow.name}: ${error instanceof Error ? error.message : String(error)}`);
    throw error;
  } finally {
    process.dispose();
  }
}

function report({ host }: Services, { log, problems }: RunSurface, flow: FlowSummary, outcome: RunOutcome): void {
  const { window, commands } = host.vscode;
  const showLog = 'Show Log';
  const showProblems = 'Show Problems';
  const react = (choice: string | undefined) => {
    if (choice === showLog) log.show();
    return choice === showProblems ? commands.executeCommand('workbench.actions.view.problems') : undefined;
  };
  if ('refused' in outcome) {
    for (const error of outcome.refused) log.line(`✗ ${flow.name} does not run: ${errorText(error)}`);
    const [first] = outcome.refused;
    const more = outcome.refused.length > 1 ? ` (and ${outcome.refused.length - 1} more)` : '';
    if (first !== undefined) problems.show(flow.name, first);
    void window.showErrorMessage(`${flow.name} does not run: ${first === undefined ? 'it has errors' : errorText(first)}${more}`, showProblems, showLog).then(react);
    return;
  }
  const { status, counts, error } = outcome;
  if (error !== undefined) problems.show(flow.name, error);
  const text = `${flow.name} ${status}: ${countsText(counts)}`;
  if (status === 'succeeded') void window.showInformationMessage(text, showLog).then(react);
  else if (status === 'failed') void window.showErrorMessage(`${flow.name} failed: ${error === undefined ? countsText(counts) : errorText(error)}`, showLog).then(react);
  else void window.showWarningMessage(text, showLog).then(react);
}
