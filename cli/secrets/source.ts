import type { Connector } from '#plan';
import { PatchbayError, type Destination, type SecretSource } from '#runtime';
import { originCovered } from './host-pattern.ts';
import { ownHosts } from './own-hosts.ts';
import type { SecretsFile } from './secrets-file.ts';
import { hostsVariable, readVariable, variableName } from './variables.ts';

export interface CommandLineSecrets {
  env: Readonly<Record<string, string | undefined>>;
  file?: SecretsFile;
  environment?: string;
  /** The connector of an instance, as lowered for this run. */
  connectorOf(instance: string): Connector | undefined;
}

/** A secret as found, with the hosts that its own source allows; none where the source names none. */
interface Found { value: string; hosts?: readonly string[]; source: string; allow: (hosts: string) => string }

/**
 * The secrets of the command line: a file given with `--secrets`, then variables of the environment. A secret is released to the hosts
 * that its own source names; without any, to the hosts that an unmodified bundled connector names itself (SECURITY.md 1).
 */
export function commandLineSecrets(options: CommandLineSecrets): SecretSource {
  return {
    secret: async ({ instance, name, optional, destination, bundled }) => {
      const found = inFile(options, instance, name) ?? inEnvironment(options, instance, name);
      if (found === undefined) {
        if (optional) return undefined;
        const variable = variableName({ instance, name, ...(options.environment !== undefined && { environment: options.environment }) });
        throw new PatchbayError('missing-secret', `The instance '${instance}' has no secret '${name}'.`, {
          remedy: `Set the environment variable ${variable}, or give a file with --secrets.`,
        });
      }
      const connector = options.connectorOf(instance);
      const allowed = found.hosts ?? (bundled && connector !== undefined ? ownHosts(connector) : []);
      const outside = destination.origins.filter((origin) => !originCovered(origin, allowed));
      if (outside.length > 0 || destination.origins.length === 0) throw refused(instance, name, found, allowed, destination, outside);
      return found.value;
    },
  };
}

/** Whether a secret is there, wherever it may go. */
export function holdsSecret(options: Pick<CommandLineSecrets, 'env' | 'file' | 'environment'>, instance: string, name: string): boolean {
  return (inFile(options, instance, name) ?? inEnvironment(options, instance, name)) !== undefined;
}

function inFile({ file, environment }: Pick<CommandLineSecrets, 'file' | 'environment'>, instance: string, name: string): Found | undefined {
  if (file === undefined) return undefined;
  const places = [environment === undefined ? undefined : own(file.environments, environment)?.instances, file.instances];
  const entries = places.flatMap((instances) => (instances === undefined ? [] : own(instances, instance) ?? []));
  const holder = entries.find(({ secrets }) => own(secrets, name) !== undefined);
  if (holder === undefined) return undefined;
  // The environment's entry may name only what differs: hosts without secrets, or secrets without hosts.
  const hosts = holder.hosts ?? entries.find((entry) => entry.hosts !== undefined)?.hosts;
  return {
    value: holder.secrets[name]!, source: file.path, ...(hosts !== undefined && { hosts }),
    allow: (list) => `add them to "hosts" of '${instance}' in ${file.path}: ${JSON.stringify(list.split(','))}`,
  };
}

function inEnvironment({ env, environment }: Pick<CommandLineSecrets, 'env' | 'environment'>, instance: string, name: string): Found | undefined {
  const place = environment === undefined ? {} : { environment };
  const secret = readVariable(env, { instance, name, ...place });
  if (secret === undefined) return undefined;
  const hosts = readVariable(env, { instance, name: hostsVariable, ...place });
  const list = hosts?.value.split(',').map((host) => host.trim()).filter((host) => host !== '');
  return {
    value: secret.value, source: secret.name, ...(list !== undefined && { hosts: list }),
    allow: (wanted) => `set ${hosts?.name ?? variableName({ instance, name: hostsVariable, ...place })}=${wanted}`,
  };
}

function refused(instance: string, name: string, found: Found, allowed: readonly string[], destination: Destination, outside: string[]): PatchbayError {
  const old = allowed.length === 0 ? 'no host is allowed to receive it' : `only ${allowed.join(', ')} may receive it`;
  const hosts = destination.origins.map((origin) => origin.replace(/^https:\/\//u, ''));
  return new PatchbayError('destination-changed', `The secret '${name}' of '${instance}' would go to ${outside.join(', ')}, but ${old} (${found.source}). Nothing was sent.`, {
    remedy: `If that is right, ${found.allow(hosts.join(','))}. If not, look at what changed: baseUrl and settings in patchbay.json, or the connector's text.`,
  });
}

function own<T>(object: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
