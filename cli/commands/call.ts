import type { WorkspaceModel } from '#language';
import { prepareCall } from '#runner';
import { callEndpointText, type PatchbayError } from '#runtime';
import { assignments } from '../arguments.ts';
import { defineCommand, exit, shared, UsageError } from '../command.ts';
import { checkEnvironment } from '../environment.ts';
import { workspaceFolder } from '../folders.ts';
import { openConfigured } from '../project.ts';
import { writeError } from '../report/errors.ts';
import { indented } from '../report/record.ts';
import { secretsFor } from '../secrets/index.ts';
import { didYouMean } from '../suggest.ts';
import { printable } from '../terminal.ts';
import { networkPolicy } from '../trust.ts';

/** `patchbay call <instance.endpoint>`: tries one endpoint, and shows the records as they came. */
export const call = defineCommand({
  usage: 'call <instance.endpoint> [name=value …] [options]',
  description: 'Calls one endpoint of an instance and writes each record, or the result, as a line of JSON.\nA writing endpoint is called too: it is you who calls it.',
  positionals: { min: 1, max: 200 },
  options: {
    limit: { type: 'string', value: 'n', help: 'at most so many records; 100 unless given' },
    env: shared.env,
    secrets: shared.secrets,
    'allow-local': shared['allow-local'],
    format: { ...shared.json, help: 'text indents the records; json is one a line' },
    workspace: shared.workspace,
  },
  async run({ terminal, values, positionals: [target = '', ...given] }) {
    const dot = target.indexOf('.');
    const [instance, endpoint] = [target.slice(0, dot), target.slice(dot + 1)];
    if (dot < 1 || endpoint === '') throw new UsageError(`'${target}' is no endpoint of an instance: write instance.endpoint`);
    const args = assignments(given, 'An argument');
    const limit = limitOf(values.limit);
    const project = await openConfigured(workspaceFolder(values.workspace, terminal.cwd));
    checkTarget(project.model, instance, endpoint);
    const environment = checkEnvironment(project, values.env);
    const prepared = prepareCall(project, { instance, endpoint, env: terminal.env, ...environment });
    if ('refused' in prepared) {
      for (const error of prepared.refused) writeError(terminal, error);
      return exit.failed;
    }
    const records = callEndpointText({
      ...prepared, instance, endpoint, args, limit,
      secrets: secretsFor(terminal, values.secrets, { ...environment, plan: prepared.plan, instances: prepared.instances }),
      policy: networkPolicy(terminal.env, values['allow-local']),
      signal: terminal.signal,
      log: { debug() {}, info() {}, warn: (text) => terminal.err(printable(text)), error: (text) => terminal.err(printable(text)) },
    });
    let count = 0;
    try {
      for await (const record of records) {
        await terminal.out(values.format === 'json' ? record : printable(indented(record)));
        count++;
      }
    } catch (error) {
      if (terminal.signal.aborted) return exit.stopped;
      if (!(error instanceof Error) || error.name !== 'PatchbayError') throw error;
      writeError(terminal, (error as PatchbayError).report({ files: prepared.plan.files }));
      return exit.failed;
    }
    if (terminal.signal.aborted) return exit.stopped;
    if (values.format !== 'json') terminal.err(count === limit ? `${count} records; --limit shows more.` : count === 1 ? '1 record.' : `${count} records.`);
    return exit.well;
  },
});

function checkTarget(model: WorkspaceModel, instanceName: string, endpoint: string): void {
  const instance = model.instances.find((entry) => entry.name === instanceName);
  if (instance === undefined) throw new UsageError(`There is no instance '${instanceName}' in patchbay.json.${didYouMean(instanceName, model.instances.map(({ name }) => name))}`);
  const connector = model.connectors.find((entry) => entry.name === instance.connector);
  const endpoints = connector?.endpoints.map(({ name }) => name);
  if (endpoints !== undefined && !endpoints.includes(endpoint)) throw new UsageError(`${instance.connector} has no endpoint '${endpoint}'.${didYouMean(endpoint, endpoints) || ` There are: ${endpoints.join(', ')}.`}`);
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return 100;
  if (!/^[1-9]\d{0,8}$/u.test(text)) throw new UsageError(`--limit is a number from 1, not '${text}'.`);
  return Number(text);
}
