import { resolve } from 'node:path';
import { chooseFlow, openProject, prepareFlow, stateFolder, type FlowChoice, type Prepared, type Refused } from '#runner';
import { runFlow, type RunStatus } from '#runtime';
import { assignments } from '../arguments.ts';
import { defineCommand, exit, shared, UsageError } from '../command.ts';
import { workspaceFolder } from '../folders.ts';
import { writeError } from '../report/errors.ts';
import { runJsonReport, runTextReport } from '../report/run-text.ts';
import { secretsFor } from '../secrets/index.ts';
import { didYouMean } from '../suggest.ts';
import { printable, printableJson, type Terminal } from '../terminal.ts';
import { networkPolicy } from '../trust.ts';
import { checkEnvironment } from '../environment.ts';

const exitCodes: Record<RunStatus, number> = { succeeded: exit.well, failed: exit.failed, partial: exit.partial, stopped: exit.stopped };

/** What the runtime says of the inputs of a flow, before anything is read. */
const wrongInputs: ReadonlySet<string> = new Set(['missing-input', 'unknown-input', 'invalid-input']);

/** `patchbay run <flow>`: runs a flow of the workspace to its end. */
export const run = defineCommand({
  usage: 'run <flow> [--input name=value …] [options]',
  description: 'Runs a flow. <flow> is its name, or file.flow#name where two files have one of that name.\nCtrl-C stops at a safe point; a second time it kills.',
  positionals: { min: 1, max: 1 },
  options: {
    input: { type: 'string', multiple: true, value: 'name=value', help: 'an input of the flow; may be given several times' },
    since: { type: 'string', value: 'date', help: 'where an incremental first run starts' },
    'dry-run': { type: 'boolean', help: 'reads for real, sends nothing, and shows what would have been sent' },
    env: shared.env,
    secrets: shared.secrets,
    'allow-local': shared['allow-local'],
    state: { type: 'string', value: 'folder', help: 'where state is kept; else .patchbay in the workspace' },
    format: shared.json,
    verbose: { type: 'boolean', help: 'also what `log debug` says, and each wait that a server asked for' },
    workspace: shared.workspace,
    payload: { type: 'string', value: 'file', help: 'the call that a triggered flow answers', later: true },
    resume: { type: 'boolean', help: 'goes on with a run that was stopped', later: true },
  },
  async run({ terminal, values, positionals: [name = ''] }) {
    const folder = workspaceFolder(values.workspace, terminal.cwd);
    const inputs = assignments(values.input ?? [], 'An input');
    const state = values.state === undefined ? undefined : stateOf(values.state, terminal.cwd);
    const ready = await prepare(terminal, { folder, name, inputs, environment: values.env });
    if ('refused' in ready) {
      if (values.format === 'json') terminal.out(printableJson({ type: 'run.refused', flow: ready.flow, errors: ready.refused }));
      else for (const error of ready.refused) writeError(terminal, error);
      terminal.err(`${printable(ready.flow)} does not run: ${ready.refused.length === 1 ? 'it reaches an error' : `it reaches ${ready.refused.length} errors`}.`);
      return exit.failed;
    }
    const { prepared, environment } = ready;
    const report = values.format === 'json' ? runJsonReport(terminal) : runTextReport(terminal, { verbose: values.verbose === true });
    const { status, error } = await runFlow({
      ...prepared, inputs, ...environment,
      ...(values.since !== undefined && { since: values.since }),
      dryRun: values['dry-run'] === true,
      stateFolder: stateFolder(folder, state),
      secrets: secretsFor(terminal, values.secrets, { ...environment, plan: prepared.plan, instances: prepared.instances }),
      policy: networkPolicy(terminal.env, values['allow-local']),
      signal: terminal.signal,
      emit: report,
    });
    terminal.progress(undefined);
    return wrongInputs.has(error?.code ?? '') ? exit.usage : exitCodes[status];
  },
});

interface Wanted { folder: string; name: string; inputs: Record<string, string>; environment: string | undefined }
type Ready = { prepared: Prepared; environment: { environment?: string } } | { flow: string } & Refused;

/** Apart from the run, so that trees and types of the workspace are gone while it lasts. */
async function prepare(terminal: Terminal, { folder, name, inputs, environment: wanted }: Wanted): Promise<Ready> {
  const project = await openProject(folder);
  const flow = chosen(chooseFlow(project.model.flows, name, { workspace: folder, cwd: terminal.cwd }));
  const environment = checkEnvironment(project, wanted);
  const known = flow.inputs.map((input) => input.name);
  const unknown = Object.keys(inputs).find((input) => !known.includes(input));
  if (unknown !== undefined) throw new UsageError(`The flow ${flow.name} has no input '${unknown}'.${didYouMean(unknown, known)}`);
  const prepared = prepareFlow(project, flow, { env: terminal.env, ...environment });
  return 'refused' in prepared ? { flow: flow.name, ...prepared } : { prepared, environment };
}

function chosen(choice: FlowChoice): Extract<FlowChoice, { kind: 'flow' }>['flow'] {
  switch (choice.kind) {
    case 'flow': return choice.flow;
    case 'ambiguous': throw new UsageError(`There are several flows ${choice.name}. Say which: ${choice.candidates.join(', ')}`);
    case 'no-file': throw new UsageError(`There is no flow in ${choice.file}.${didYouMean(choice.file, choice.candidates)}`);
    case 'unknown': {
      const list = choice.candidates.length === 0 ? ' This workspace has no flows.' : ` There are: ${choice.candidates.join(', ')}.`;
      const file = choice.name.endsWith('.flow') ? ' A flow of a file is written file.flow#name.' : '';
      throw new UsageError(`There is no flow '${choice.name}'.${file}${didYouMean(choice.name, choice.candidates) || list}`);
    }
  }
}

function stateOf(text: string, cwd: string): string {
  if (/^[a-z+]+:\/\//iu.test(text)) throw new UsageError('--state with a database is not supported yet; give a folder.');
  return resolve(cwd, text);
}
