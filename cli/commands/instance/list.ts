import { resolve } from 'node:path';
import { instanceSettings, type InstanceSummary } from '#language';
import { isBundled, type Project } from '#runner';
import { exit } from '../../command.ts';
import { checkEnvironment } from '../../environment.ts';
import { workspaceFolder } from '../../folders.ts';
import { openConfigured } from '../../project.ts';
import { readSecretsFile } from '../../secrets/secrets-file.ts';
import { heldSecret } from '../../secrets/source.ts';
import { bindingVariable, variableName } from '../../secrets/variables.ts';
import { printable, printableJson } from '../../terminal.ts';
import type { InstanceAction } from './index.ts';

/** `instance list`: by name, with the flows that use it and the secrets that are not set. */
export const list: InstanceAction = {
  usage: 'list',
  arguments: { min: 0, max: 0 },
  async run({ terminal, values }) {
    const project = await openConfigured(workspaceFolder(values.workspace, terminal.cwd));
    const { environment } = checkEnvironment(project, values.env);
    const file = values.secrets === undefined ? undefined : readSecretsFile(resolve(terminal.cwd, values.secrets));
    const place = environment === undefined ? {} : { environment };
    const holder = { env: terminal.env, ...(file !== undefined && { file }), ...place };
    for (const instance of project.model.instances) {
      const { name, connector, usedBy, problems } = instance;
      const { auth, baseUrl, secrets } = inEnvironment(project, instance, environment);
      const held = secrets.map((secret) => ({ ...secret, held: heldSecret(holder, name, secret.name) }));
      const missing = held.filter((secret) => !secret.optional && secret.held === undefined).map((secret) => secret.name);
      const unbound = held.some((secret) => secret.held?.bound === false);
      const binding = bindingVariable({ instance: name, ...place, connector, ownHosts: baseUrl === undefined && isBundled(project, connector) });
      const flows = [...new Set(usedBy.map(({ flow }) => flow))];
      if (values.format === 'json') {
        terminal.out(printableJson({ name, connector, auth, baseUrl, flows, missingSecrets: missing, unboundSecrets: unbound, problems }));
        continue;
      }
      terminal.out(`${terminal.paint('out', 'bold', printable(name))}  ${printable(connector)}${auth === undefined ? '' : ` (${printable(auth)})`}${baseUrl === undefined ? '' : ` at ${printable(baseUrl)}`}`);
      if (flows.length > 0) terminal.out(`  used by ${printable(flows.join(', '))}`);
      for (const secret of missing) terminal.out(terminal.paint('out', 'yellow', `  the secret '${secret}' is not set: ${printable(variableName({ instance: name, name: secret, ...place }))}`));
      if (unbound) terminal.out(terminal.paint('out', 'yellow', `  nothing says where its secrets may go: ${printable(binding)}`));
      for (const problem of problems) terminal.out(terminal.paint('out', 'red', `  ${printable(problem)}`));
    }
    if (project.model.instances.length === 0 && values.format !== 'json') terminal.err('There are no instances. Add one with `patchbay instance add <connector> <name>`.');
    return exit.well;
  },
};

/** What an environment makes of an instance: another way to sign in has other secrets. */
function inEnvironment({ model, workspaceFile }: Project, instance: InstanceSummary, environment: string | undefined): Pick<InstanceSummary, 'auth' | 'baseUrl' | 'secrets'> {
  const changed = environment === undefined ? undefined : instanceSettings(workspaceFile, instance.name, environment);
  if (changed === undefined) return instance;
  const { auth = instance.auth, baseUrl } = changed;
  const fields = model.connectors.find(({ name }) => name === instance.connector)?.auths.find(({ name }) => name === auth)?.fields ?? [];
  return {
    secrets: fields.filter(({ secret }) => secret).map(({ name, required }) => ({ name, optional: !required })),
    ...(auth !== undefined && { auth }), ...(baseUrl !== undefined && { baseUrl }),
  };
}
