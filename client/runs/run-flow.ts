import type { CancellationToken, Progress } from 'vscode';
import type { ReportedError, RunEvent, RunOutcome } from '#runner/protocol';
import type { FlowSummary, JsonValue } from '#server/protocol';
import { ClientError } from '../command.ts';
import { askText } from '../forms/questions.ts';
import type { Services } from '../services.ts';
import { workspaceParams } from '../runner/service.ts';
import { trustedFolder } from '../trust.ts';
import { chooseFlow, type FlowArgument } from './choose-flow.ts';
import { askInputs } from './flow-inputs.ts';
import { reportOutcome, type RunSurface } from './report-outcome.ts';
import { countsText } from './run-text.ts';

/** *Run Flow*: saves, picks the flow, asks for inputs, runs it in a process of its own, and shows what it did. */
export async function runFlow(services: Services, surface: RunSurface, argument: FlowArgument, dryRun: boolean): Promise<RunOutcome | undefined> {
  const { host } = services;
  trustedFolder(host);
  if (!(await host.vscode.workspace.saveAll(false))) throw new ClientError('A file could not be saved, so nothing was run: the runner reads what is on disk.');
  const flow = await chooseFlow(services, argument, dryRun ? 'Run Flow Without Sending' : 'Run Flow');
  if (flow === undefined) return undefined;
  const inputs = await askInputs(services, flow);
  if (inputs === undefined) return undefined;
  const outcome = await runWithProgress(services, surface, { flow, inputs, dryRun });
  const since = errorOf(outcome)?.code === 'no-start' ? await askSince(services, flow) : undefined;
  if (since === undefined) {
    return report(services, surface, flow.name, outcome);
  }
  const again = await runWithProgress(services, surface, { flow, inputs, dryRun, since });
  return report(services, surface, flow.name, again);
}

function report({ host, reached }: Services, surface: RunSurface, flow: string, outcome: RunOutcome): RunOutcome {
  reportOutcome(host, surface, flow, outcome);
  if (!('refused' in outcome) && (outcome.status === 'succeeded' || outcome.status === 'partial')) reached('run');
  return outcome;
}

interface RunRequest { flow: FlowSummary; inputs: Record<string, JsonValue>; dryRun: boolean; since?: string }

async function runWithProgress(services: Services, surface: RunSurface, request: RunRequest): Promise<RunOutcome> {
  const { window, ProgressLocation } = services.host.vscode;
  const { flow, dryRun } = request;
  surface.problems.clear(flow.name);
  return await window.withProgress(
    { location: ProgressLocation.Notification, title: dryRun ? `${flow.name} (nothing is sent)` : flow.name, cancellable: true },
    (progress, token) => run(services, surface, request, progress, token),
  );
}

async function run(
  { host, startRunner }: Services,
  { log }: RunSurface,
  { flow, inputs, dryRun, since }: RunRequest,
  progress: Progress<{ message?: string }>,
  token: CancellationToken,
): Promise<RunOutcome> {
  const onEvent = (event: RunEvent) => {
    log.event(event);
    if (event.type === 'run.progress') progress.report({ message: countsText(event.counts) });
  };
  const process = await startRunner('run', onEvent);
  token.onCancellationRequested(() => {
    progress.report({ message: 'stopping at a safe point…' });
    process.cancel();
  });
  try {
    return await process.request('run', { ...workspaceParams(host), flow: flow.name, file: flow.place.file, inputs, dryRun, ...(since !== undefined && { since }) });
  } catch (error) {
    log.line(`■ ${flow.name}: ${error instanceof Error ? error.message : String(error)}`);
    throw error;
  } finally {
    process.dispose();
  }
}

// Nobody wants five years of orders by accident: an incremental first run is told where to begin.
async function askSince({ host }: Services, flow: FlowSummary): Promise<string | undefined> {
  const reply = await askText(host, { title: `Run ${flow.name}`, step: 1, totalSteps: 1 }, {
    name: 'since',
    prompt: `${flow.name} runs for the first time: from when on should it read?`,
    placeholder: '2026-01-31',
    check: (text) => /^\d{4}-\d{2}-\d{2}/.test(text) ? { value: text } : { problem: 'Give a date such as 2026-01-31.' },
  });
  return typeof reply === 'string' ? undefined : reply.value;
}

function errorOf(outcome: RunOutcome): ReportedError | undefined {
  return 'refused' in outcome ? outcome.refused[0] : outcome.error;
}
