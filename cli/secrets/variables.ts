import { variablePart } from '#language';

// How secrets are named in the environment (LANGUAGE.md section 4).

/** Where a secret, or the list of hosts it may go to, is looked for: `PATCHBAY__<ENVIRONMENT>__<INSTANCE>__<NAME>`. */
export interface VariableOf { instance: string; name: string; environment?: string }

/** The name that stands for the hosts of an instance, in place of a secret's. */
export const hostsVariable = 'HOSTS';

/** The variable of one secret, or of an instance's hosts where `name` is `HOSTS`. */
export function variableName({ instance, name, environment }: VariableOf): string {
  return ['PATCHBAY', ...(environment === undefined ? [] : [variablePart(environment)]), variablePart(instance), variablePart(name)].join('__');
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
