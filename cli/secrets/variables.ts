import { variablePart } from '#language';

// How secrets are named in the environment (LANGUAGE.md section 4).

/** Where a secret, or the list of hosts it may go to, is looked for: `PATCHBAY__<ENVIRONMENT>__<INSTANCE>__<NAME>`. */
export interface VariableOf { instance: string; name: string; environment?: string }

/** The name that stands for the hosts of an instance, in place of a secret's. */
export const hostsVariable = 'HOSTS';

/** The name that stands for the connector that an instance's secrets are for. */
export const connectorVariable = 'CONNECTOR';

/** The variable of one secret, or of an instance's hosts or connector where `name` is `HOSTS` or `CONNECTOR`. */
export function variableName({ instance, name, environment }: VariableOf): string {
  return ['PATCHBAY', ...(environment === undefined ? [] : [variablePart(environment)]), variablePart(instance), variablePart(name)].join('__');
}

/**
 * What has to be set for the secrets of an instance to be released, as `NAME=value`: its connector, where that may receive them at its own
 * hosts (an unmodified one of the marketplace), else the hosts.
 */
export function bindingVariable({ connector, ownHosts, ...of }: Omit<VariableOf, 'name'> & { connector: string; ownHosts: boolean }): string {
  return ownHosts ? `${variableName({ ...of, name: connectorVariable })}=${connector}` : `${variableName({ ...of, name: hostsVariable })}=<host>`;
}

/** The value of the variable of the environment, else of the one without; an empty text is none. */
export function readVariable(env: Readonly<Record<string, string | undefined>>, of: VariableOf): { name: string; value: string } | undefined {
  const candidates = of.environment === undefined ? [of] : [of, { instance: of.instance, name: of.name }];
  for (const candidate of candidates) {
    const name = variableName(candidate);
    const value = env[name];
    if (value !== undefined && value !== '') return { name, value };
  }
  return undefined;
}
