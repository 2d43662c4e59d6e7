import type { Finding, WorkspaceModel } from '#language';
import { findCollisions, type VariableOf } from './variables.ts';

/** Secrets of a workspace that one variable of the environment would stand for, as errors at the second instance. */
export function collisionFindings(model: WorkspaceModel, environments: readonly string[]): Finding[] {
  const instances = model.instances.map(({ name, secrets }) => ({ name, secrets: secrets.map((secret) => secret.name) }));
  return findCollisions(instances, environments).flatMap(({ variable, first, second }) => {
    const place = model.instances.find(({ name }) => name === second.instance)?.place;
    if (place === undefined) return [];
    const { file, line, column } = place;
    return [{
      file, line, column, endLine: line, endColumn: column + second.instance.length + 2, severity: 'error' as const, code: 'secret-name-collision',
      message: `The environment variable ${variable} would stand for ${described(first)} and for ${described(second)}. Rename one of the instances.`,
    }];
  });
}

function described({ instance, name, environment }: VariableOf): string {
  const what = name === 'HOSTS' ? `the hosts of '${instance}'` : `the secret '${name}' of '${instance}'`;
  return environment === undefined ? what : `${what} in the environment '${environment}'`;
}
