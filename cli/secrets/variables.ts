// How secrets are named in the environment (LANGUAGE.md section 4).

/** Where a secret, or the list of hosts it may go to, is looked for: `PATCHBAY__<ENVIRONMENT>__<INSTANCE>__<NAME>`. */
export interface VariableOf { instance: string; name: string; environment?: string }

/** The name that stands for the hosts of an instance, in place of a secret's. */
export const hostsVariable = 'HOSTS';

/** Upper case, with `_` for `-` and between a small letter or digit and a capital: `privateKey` → `PRIVATE_KEY`, `keyID` → `KEY_ID`. */
export function mangle(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/gu, '_').replaceAll(/[^A-Za-z0-9_]/gu, '_').toUpperCase();
}

/** The variable of one secret, or of an instance's hosts where `name` is `HOSTS`. */
export function variableName({ instance, name, environment }: VariableOf): string {
  return ['PATCHBAY', ...(environment === undefined ? [] : [mangle(environment)]), mangle(instance), mangle(name)].join('__');
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

/** Two secrets (or a secret and an instance's hosts) that one variable would stand for. */
export interface Collision { variable: string; first: VariableOf; second: VariableOf }

/** All collisions among the secrets of a workspace, its environments included; each variable once. */
export function findCollisions(instances: readonly { name: string; secrets: readonly string[] }[], environments: readonly string[]): Collision[] {
  const seen = new Map<string, VariableOf>();
  const collisions = new Map<string, Collision>();
  for (const environment of [undefined, ...environments]) {
    for (const { name: instance, secrets } of instances) {
      for (const name of [hostsVariable, ...secrets]) {
        const of = { instance, name, ...(environment !== undefined && { environment }) };
        const variable = variableName(of);
        const first = seen.get(variable);
        if (first === undefined) seen.set(variable, of);
        else if (!collisions.has(variable)) collisions.set(variable, { variable, first, second: of });
      }
    }
  }
  return [...collisions.values()];
}
