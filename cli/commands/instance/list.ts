import { resolve } from 'node:path';
import { openProject } from '#runner';
import { exit } from '../../command.ts';
import { checkEnvironment } from '../../environment.ts';
import { workspaceFolder } from '../../folders.ts';
import { readSecretsFile } from '../../secrets/secrets-file.ts';
import { holdsSecret } from '../../secrets/source.ts';
import { variableName } from '../../secrets/variables.ts';
import { printable } from '../../terminal.ts';
import type { InstanceAction } from './index.ts';

/** `instance list`: by name, with the flows that use it and the secrets that are not set. */
export const list: InstanceAction = {
  usage: 'list',
  arguments: { min: 0, max: 0 },
  async run({ terminal, values }) {
    const project = await openProject(workspaceFolder(values.workspace, terminal.cwd));
    const { environment } = checkEnvironment(project, values.env);
    const file = values.secrets === undefined ? undefined : readSecretsFile(resolve(terminal.cwd, values.secrets));
    const holder = { env: terminal.env, ...(file !== undefined && { file }), ...(environment !== undefined && { environment }) };
    for (const { name, connector, auth, baseUrl, secrets, usedBy, problems } of project.model.instances) {
      const missing = secrets.filter((secret) => !secret.optional && !holdsSecret(holder, name, secret.name)).map((secret) => secret.name);
      const flows = [...new Set(usedBy.map(({ flow }) => flow))];
      if (values.format === 'json') {
        terminal.out(JSON.stringify({ name, connector, auth, baseUrl, flows, missingSecrets: missing, problems }));
        continue;
      }
      terminal.out(`${terminal.paint('out', 'bold', name)}  ${connector}${auth === undefined ? '' : ` (${auth})`}${baseUrl === undefined ? '' : ` at ${printable(baseUrl)}`}`);
      if (flows.length > 0) terminal.out(`  used by ${flows.join(', ')}`);
      for (const secret of missing) {
        terminal.out(terminal.paint('out', 'yellow', `  the secret '${secret}' is not set: ${variableName({ instance: name, name: secret, ...(environment !== undefined && { environment }) })}`));
      }
      for (const problem of problems) terminal.out(terminal.paint('out', 'red', `  ${printable(problem)}`));
    }
    if (project.model.instances.length === 0 && values.format !== 'json') terminal.err('There are no instances. Add one with `patchbay instance add <connector> <name>`.');
    return exit.well;
  },
};
