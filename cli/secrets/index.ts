import { resolve } from 'node:path';
import type { Plan } from '#plan';
import type { InstanceConfig, SecretSource } from '#runtime';
import type { Terminal } from '../terminal.ts';
import { readSecretsFile } from './secrets-file.ts';
import { commandLineSecrets } from './source.ts';

export interface SecretsFor { environment?: string; plan: Plan; instances: Readonly<Record<string, Pick<InstanceConfig, 'connector'>>> }

/** The secrets of one run or call: those of the file given with `--secrets`, then those of the environment. */
export function secretsFor(terminal: Pick<Terminal, 'env' | 'cwd'>, file: string | undefined, { environment, plan, instances }: SecretsFor): SecretSource {
  return commandLineSecrets({
    env: terminal.env,
    ...(file !== undefined && { file: readSecretsFile(resolve(terminal.cwd, file)) }),
    ...(environment !== undefined && { environment }),
    connectorOf: (instance) => {
      const config = Object.hasOwn(instances, instance) ? instances[instance] : undefined;
      return config === undefined ? undefined : plan.connectors[config.connector];
    },
  });
}
