import type { ConnectorSummary, FormField, JsonValue } from '#language';
import { isBundled } from '#runner';
import { assignments } from '../../arguments.ts';
import { exit, UsageError } from '../../command.ts';
import { applyEdits } from '../../edits.ts';
import { workspaceFolder } from '../../folders.ts';
import { openConfigured } from '../../project.ts';
import { bindingVariable, variableName } from '../../secrets/variables.ts';
import { didYouMean } from '../../suggest.ts';
import type { InstanceAction } from './index.ts';
import { printable } from '../../terminal.ts';

/** `instance add <connector> <name>`: asks nothing; what is missing or wrong is said, and nothing is written. */
export const add: InstanceAction = {
  usage: 'add <connector> <name> [--auth name] [--setting name=value …] [--base-url url]',
  arguments: { min: 2, max: 2 },
  async run({ terminal, values, positionals: [connectorName = '', name = ''] }) {
    const folder = workspaceFolder(values.workspace, terminal.cwd);
    const given = assignments(values.setting ?? [], 'A setting');
    const project = await openConfigured(folder);
    const connector = project.model.connectors.find((entry) => entry.name === connectorName);
    if (connector === undefined) {
      const known = project.model.connectors.map((entry) => entry.name);
      throw new UsageError(`There is no connector '${connectorName}' in this workspace.${didYouMean(connectorName, known)} \`patchbay search\` finds connectors to install.`);
    }
    const auth = chosenAuth(connector, values.auth);
    const fields = [...connector.settings, ...(auth?.fields ?? [])].filter((field) => !field.secret);
    const problems: string[] = [];
    const settings: Record<string, JsonValue> = {};
    for (const unknown of Object.keys(given).filter((setting) => !fields.some((field) => field.name === setting))) {
      problems.push(`There is no setting '${unknown}'.${didYouMean(unknown, fields.map((field) => field.name))}${secretNamed(auth, unknown)}`);
    }
    for (const field of fields) {
      const text = given[field.name];
      if (text === undefined && !field.required) continue;
      const checked = project.checkValue({ field: field.name, value: text ?? '', connector: connectorName, ...(auth !== undefined && !connector.settings.includes(field) && { auth: auth.name }) });
      if (checked.problem !== undefined) problems.push(`${field.name}: ${text === undefined ? `it is required. Give --setting ${field.name}=${field.example ?? '…'}` : checked.problem}`);
      else if (checked.value !== undefined) settings[field.name] = checked.value;
    }
    if (values['base-url'] !== undefined && !isOrigin(values['base-url'])) problems.push(`--base-url is an http or https address, not '${values['base-url']}'.`);
    if (problems.length > 0) {
      for (const problem of problems) terminal.err(printable(problem));
      terminal.err('Nothing was written.');
      return exit.failed;
    }
    const result = project.change({
      kind: 'add-instance', name, connector: connectorName, settings,
      ...(auth !== undefined && { auth: auth.name }), ...(values['base-url'] !== undefined && { baseUrl: values['base-url'] }),
    });
    if ('refused' in result) {
      terminal.err(printable(result.refused));
      return exit.failed;
    }
    applyEdits(folder, result.edits);
    terminal.out(printable(`Added ${name} (${connectorName}${auth === undefined ? '' : `, ${auth.name}`}).`));
    const secrets = (auth?.fields ?? []).filter((field) => field.secret).map((field) => variableName({ instance: name, name: field.name }));
    if (secrets.length > 0) {
      const binding = bindingVariable({ instance: name, connector: connectorName, ownHosts: values['base-url'] === undefined && isBundled(project, connectorName) });
      terminal.err(`Its secrets are read from ${secrets.join(', ')}; ${binding} says where they may go. Or give a file with --secrets.`);
    }
    return exit.well;
  },
};

function chosenAuth(connector: ConnectorSummary, given: string | undefined): ConnectorSummary['auths'][number] | undefined {
  const names = connector.auths.map((entry) => entry.name);
  if (given === undefined) {
    if (names.length > 1) throw new UsageError(`${connector.name} knows several ways to sign in. Say which: --auth ${names.join(' | ')}`);
    return connector.auths[0];
  }
  const auth = connector.auths.find((entry) => entry.name === given);
  if (auth === undefined) throw new UsageError(`${connector.name} has no auth '${given}'.${didYouMean(given, names)}`);
  if (!auth.supported) throw new UsageError(`The auth '${given}' of ${connector.name} is not supported yet.`);
  return auth;
}

function secretNamed(auth: { fields: FormField[] } | undefined, name: string): string {
  return auth?.fields.some((field) => field.secret && field.name === name) === true ? ' It is a secret: those are never written into patchbay.json.' : '';
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol) && new URL(text).username === '';
}
