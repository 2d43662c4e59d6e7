import { checkInstance } from '#runner';
import { exit } from '../../command.ts';
import { checkEnvironment } from '../../environment.ts';
import { workspaceFolder } from '../../folders.ts';
import { openConfigured } from '../../project.ts';
import { writeError } from '../../report/errors.ts';
import { secretsFor } from '../../secrets/index.ts';
import { printable, printableJson } from '../../terminal.ts';
import { networkPolicy } from '../../trust.ts';
import type { InstanceAction } from './index.ts';
import { knownInstance } from './known.ts';

/** `instance check <name>`: signs in, calls the connector's `check` endpoint, and says what came. */
export const check: InstanceAction = {
  usage: 'check <name>',
  arguments: { min: 1, max: 1 },
  async run({ terminal, values, positionals: [name = ''] }) {
    const project = await openConfigured(workspaceFolder(values.workspace, terminal.cwd));
    knownInstance(project.model, name);
    const environment = checkEnvironment(project, values.env);
    const result = await checkInstance({
      project, instance: name, ...environment, env: terminal.env,
      secrets: ({ plan, instances }) => secretsFor(terminal, values.secrets, { ...environment, plan, instances }),
      policy: networkPolicy(terminal.env, values['allow-local']),
      signal: terminal.signal,
    });
    if (values.format === 'json') terminal.out(printableJson({ instance: name, ...result }));
    else if (result.ok) terminal.out(`${terminal.paint('out', 'green', printable(name))}: ${printable(result.text)}`);
    else writeError(terminal, result.error);
    if (result.ok) return exit.well;
    return terminal.signal.aborted ? exit.stopped : exit.failed;
  },
};
