import { runFlow } from '#runtime';
import type { Channel, Handler } from '../channel.ts';
import { chooseFlow } from '../choose-flow.ts';
import { prepareFlow, type Prepared } from '../prepare.ts';
import { openProject } from '../project.ts';
import { runnerRequests, type RunnerRequests, type RunOutcome } from '../protocol/index.ts';
import { reported, type Refused } from '../refusal.ts';
import { stateFolder } from '../state-folder.ts';

/**
 * One run a process. The process stays until the client lets go of it, so that the answer is read; where the channel is lost, it ends
 * when the run has come to its safe point.
 */
export function serveRun(channel: Channel): void {
  let current: Promise<unknown> = Promise.resolve();
  channel.connection.onRequest(runnerRequests.run, (params: RunnerRequests['run']['params']) => {
    const outcome: Promise<unknown> = run(params, channel);
    current = outcome.catch(() => {});
    return outcome;
  });
  process.once('disconnect', () => void current.finally(() => process.exit(0)));
}

const run: Handler<'run'> = async (params, channel): Promise<RunOutcome> => {
  const { workspace, inputs, since, dryRun, environment, allowLocal, trustedHosts } = params;
  try {
    const prepared = await prepare(params);
    if ('refused' in prepared) return prepared;
    const { run: id, status, counts, durationMs, error } = await runFlow({
      ...prepared, inputs, dryRun, secrets: channel.secrets, stateFolder: stateFolder(workspace),
      ...(since !== undefined && { since }), ...(environment !== undefined && { environment }),
      policy: { allowLocal, trustedHosts }, signal: channel.signal, emit: channel.event,
    });
    return { run: id, status, counts, durationMs, ...(error !== undefined && { error }) };
  } catch (error) {
    return { refused: [reported(error, { flow: params.flow })] };
  }
};

/** Apart from the run, so that trees and types of the workspace are gone while it lasts. */
async function prepare({ workspace, flow: name, file, environment }: RunnerRequests['run']['params']): Promise<Prepared | Refused> {
  const project = await openProject(workspace);
  const choice = chooseFlow(project.model.flows, `${file}#${name}`, { workspace, cwd: workspace });
  if (choice.kind !== 'flow') return { refused: [{ code: 'unknown-flow', message: `There is no flow '${name}' in ${file}.`, flow: name }] };
  return prepareFlow(project, choice.flow, { env: process.env, ...(environment !== undefined && { environment }) });
}
