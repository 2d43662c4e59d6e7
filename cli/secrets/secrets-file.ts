import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { PatchbayError, systemReason } from '#runtime';
import { hostProblem } from './host-pattern.ts';

/** What a secrets file holds of one instance: the connector that its secrets are for, where they may go, and the secrets by name. */
export interface FileInstance { connector?: string; hosts?: string[]; secrets: Record<string, string> }

/** `{ "instances": { "acme": { "connector": "shop", "hosts": ["api.acme.com"], "secrets": { "token": "…" } } }, "environments": { "staging": { "instances": … } } }` */
export interface SecretsFile {
  path: string;
  instances: Record<string, FileInstance>;
  environments: Record<string, { instances: Record<string, FileInstance> }>;
}

/**
 * Reads a file given with `--secrets`. It is refused where others may read it (on POSIX: any mode beyond 0600), where it is not as
 * described, and where a member is unknown: a misspelt one would be a secret that silently is not there. Throws `PatchbayError`.
 */
export function readSecretsFile(path: string): SecretsFile {
  const text = readPrivately(path);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's own message would quote what stands there, which may be a secret.
    throw refused(path, 'is not JSON');
  }
  const root = members(path, 'the file', json, ['$schema', 'version', 'instances', 'environments']);
  if (root['version'] !== undefined && root['version'] !== 1) throw refused(path, 'is of a version that this Patchbay does not know (it knows 1)');
  const environments = Object.entries(objectOf(path, 'environments', root['environments'] ?? {}));
  return {
    path,
    instances: instancesOf(path, root['instances'] ?? {}),
    environments: Object.fromEntries(environments.map(([name, value]) => {
      const environment = members(path, `environment '${name}'`, value, ['instances']);
      return [name, { instances: instancesOf(path, environment['instances'] ?? {}) }];
    })),
  };
}

/** Mode and text are taken of one open file, so that it cannot be exchanged in between. */
function readPrivately(path: string): string {
  let file: number;
  try {
    // Without waiting: a named pipe, which is no file either, would hold the command until somebody writes.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw refused(path, (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : `cannot be opened: ${systemReason(error)}`);
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw refused(path, 'is not a file');
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
      throw refused(path, `may be read by others (mode ${(stat.mode & 0o777).toString(8).padStart(4, '0')})`, `Run \`chmod 600 ${path}\`, and change the secrets if others had access.`);
    }
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function instancesOf(path: string, value: unknown): Record<string, FileInstance> {
  return Object.fromEntries(Object.entries(objectOf(path, 'instances', value)).map(([name, entry]) => {
    const instance = members(path, `instance '${name}'`, entry, ['connector', 'hosts', 'secrets']);
    const connector = instance['connector'];
    if (connector !== undefined && typeof connector !== 'string') throw refused(path, `has a connector of '${name}' that is not a text`);
    const hosts = instance['hosts'];
    if (hosts !== undefined && !(Array.isArray(hosts) && hosts.every((host) => typeof host === 'string'))) throw refused(path, `has hosts of '${name}' that are not a list of texts`);
    const problem = (hosts as string[] | undefined)?.map((host) => hostProblem(host)).find((text) => text !== undefined);
    if (problem !== undefined) throw refused(path, `has a host of '${name}' that cannot be used: ${problem}`);
    const secrets = objectOf(path, `secrets of '${name}'`, instance['secrets'] ?? {});
    const wrong = Object.entries(secrets).find(([, secret]) => typeof secret !== 'string');
    if (wrong !== undefined) throw refused(path, `has a secret '${wrong[0]}' of '${name}' that is not a text`);
    return [name, { ...(connector !== undefined && { connector }), ...(hosts !== undefined && { hosts: hosts as string[] }), secrets: secrets as Record<string, string> }];
  }));
}

function objectOf(path: string, what: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refused(path, `has '${what}' that is not an object`);
  return value as Record<string, unknown>;
}

function members(path: string, what: string, value: unknown, known: string[]): Record<string, unknown> {
  const object = objectOf(path, what, value);
  const unknown = Object.keys(object).find((name) => !known.includes(name));
  if (unknown !== undefined) throw refused(path, `has a member '${unknown}' in ${what} that is not known (known: ${known.join(', ')})`);
  return object;
}

function refused(path: string, why: string, remedy = 'See docs/secrets.md for what it holds.'): PatchbayError {
  return new PatchbayError('secrets-file', `The secrets file ${path} ${why}.`, { remedy });
}
