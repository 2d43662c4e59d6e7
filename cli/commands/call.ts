import type { WorkspaceModel } from '#language';
import { prepareCall } from '#runner';
import { callEndpointText, PatchbayError, type ReportedError } from '#runtime';
import { assignments } from '../arguments.ts';
import { defineCommand, exit, shared, UsageError } from '../command.ts';
import { checkEnvironment } from '../environment.ts';
import { workspaceFolder } from '../folders.ts';
import { openConfigured } from '../project.ts';
import { writeError } from '../report/errors.ts';
import { indented } from '../report/record.ts';
import { secretsFor } from '../secrets/index.ts';
import { didYouMean } from '../suggest.ts';
import { jsonOnTerminal, printable, printableJson, type Terminal } from '../terminal.ts';
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
    const json = values.format === 'json';
    const refused = (errors: readonly ReportedError[]): number => reportErrors(terminal, errors, json ? { type: 'call.refused', endpoint: target, errors } : undefined);
    let project;
    try {
      project = await openConfigured(workspaceFolder(values.workspace, terminal.cwd));
    } catch (error) {
      if (!(error instanceof PatchbayError)) throw error;
      return refused([error.report({ files: [] })]);
    }
    checkTarget(project.model, instance, endpoint);
    const environment = checkEnvironment(project, values.env);
    const prepared = prepareCall(project, { instance, endpoint, env: terminal.env, ...environment });
    if ('refused' in prepared) return refused(prepared.refused);
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
        await terminal.out(json ? jsonOnTerminal(record) : printable(indented(record)));
        count++;
      }
    } catch (error) {
      if (terminal.signal.aborted) return exit.stopped;
      if (!(error instanceof PatchbayError)) throw error;
      if (wrongArguments.has(error.code)) throw new UsageError([error.message, error.remedy].filter(Boolean).join(' '));
      const report = error.report({ files: prepared.plan.files });
      return reportErrors(terminal, [report], json ? { type: 'call.failed', endpoint: target, records: count, error: report } : undefined);
    }
    if (terminal.signal.aborted) return exit.stopped;
    if (!json) terminal.err(count === limit ? `${count} records; --limit shows more.` : count === 1 ? '1 record.' : `${count} records.`);
    return exit.well;
  },
});

/** What the runtime says of the arguments of a call, before anything is sent. */
const wrongArguments: ReadonlySet<string> = new Set(['unknown-argument', 'missing-argument', 'invalid-argument']);

/** Errors for people on standard error; for machines one line on standard output, with a remark for whoever looks on. */
function reportErrors(terminal: Terminal, errors: readonly ReportedError[], line: { type: 'call.refused' | 'call.failed'; endpoint: string; [member: string]: unknown } | undefined): number {
  if (line === undefined) for (const error of errors) writeError(terminal, error);
  else {
    void terminal.out(printableJson(line));
    terminal.err(`${printable(line.endpoint)} ${line.type === 'call.refused' ? 'was not called' : 'failed'}: the last line of the output says why.`);
  }
  return exit.failed;
}

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
