import type { Connector } from '#plan';
import { PatchbayError, type Destination, type SecretSource } from '#runtime';
import { originCovered } from './host-pattern.ts';
import { ownHosts } from './own-hosts.ts';
import type { SecretsFile } from './secrets-file.ts';
import { connectorVariable, hostsVariable, readVariable, variableName } from './variables.ts';

export interface CommandLineSecrets {
  env: Readonly<Record<string, string | undefined>>;
  file?: SecretsFile;
  environment?: string;
  /** The connector of an instance, as lowered for this run. */
  connectorOf(instance: string): Connector | undefined;
}

/** A secret as found, with the connector and the hosts that its own source binds it to, as far as the source says. */
interface Found {
  value: string;
  connector?: string;
  hosts?: readonly string[];
  /** Where it was found, for people. */
  source: string;
  /** What to do where these hosts, or this connector, are right after all. */
  allow: { hosts(list: string): string; connector(name: string): string };
}

/**
 * The secrets of the command line: a file given with `--secrets`, then variables of the environment. A secret is released to the hosts
 * that its own source names; without any, to the hosts that an unmodified bundled connector names itself, if the source names that connector:
 * which one an instance is of stands in the workspace, and another vendor may ask for a secret of the same name (SECURITY.md 1).
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
      if (found.connector !== undefined && found.connector !== connector?.name) throw otherConnector(instance, name, found, connector?.name ?? 'none');
      const allowed = found.hosts ?? (bundled && connector !== undefined ? ownHosts(connector) : []);
      const outside = destination.origins.filter((origin) => !originCovered(origin, allowed));
      if (outside.length > 0 || destination.origins.length === 0) throw refused(instance, name, found, allowed, destination, outside);
      if (found.hosts === undefined && found.connector === undefined) throw unbound(instance, name, found, allowed, connector!.name);
      return found.value;
    },
  };
}

/** Whether a secret is there, and whether its source says what it may be used for; undefined where there is none. */
export function heldSecret(options: Pick<CommandLineSecrets, 'env' | 'file' | 'environment'>, instance: string, name: string): { bound: boolean } | undefined {
  const found = inFile(options, instance, name) ?? inEnvironment(options, instance, name);
  return found && { bound: found.hosts !== undefined || found.connector !== undefined };
}

function inFile({ file, environment }: Pick<CommandLineSecrets, 'file' | 'environment'>, instance: string, name: string): Found | undefined {
  if (file === undefined) return undefined;
  const places = [environment === undefined ? undefined : own(file.environments, environment)?.instances, file.instances];
  const entries = places.flatMap((instances) => (instances === undefined ? [] : own(instances, instance) ?? []));
  const holder = entries.find(({ secrets }) => own(secrets, name) !== undefined);
  if (holder === undefined) return undefined;
  // The environment's entry may name only what differs: hosts without secrets, or secrets without hosts.
  const hosts = holder.hosts ?? entries.find((entry) => entry.hosts !== undefined)?.hosts;
  const connector = holder.connector ?? entries.find((entry) => entry.connector !== undefined)?.connector;
  return {
    value: holder.secrets[name]!, source: file.path, ...(hosts !== undefined && { hosts }), ...(connector !== undefined && { connector }),
    allow: {
      hosts: (list) => `add them to "hosts" of '${instance}' in ${file.path}: ${JSON.stringify(list.split(','))}`,
      connector: (wanted) => `write "connector": ${JSON.stringify(wanted)} beside "secrets" of '${instance}' in ${file.path}`,
    },
  };
}

function inEnvironment({ env, environment }: Pick<CommandLineSecrets, 'env' | 'environment'>, instance: string, name: string): Found | undefined {
  const place = environment === undefined ? {} : { environment };
  const secret = readVariable(env, { instance, name, ...place });
  if (secret === undefined) return undefined;
  const hosts = readVariable(env, { instance, name: hostsVariable, ...place });
  const connector = readVariable(env, { instance, name: connectorVariable, ...place });
  const list = hosts?.value.split(',').map((host) => host.trim()).filter((host) => host !== '');
  return {
    value: secret.value, source: secret.name, ...(list !== undefined && { hosts: list }), ...(connector !== undefined && { connector: connector.value.trim() }),
    allow: {
      hosts: (wanted) => `set ${hosts?.name ?? variableName({ instance, name: hostsVariable, ...place })}=${wanted}`,
      connector: (wanted) => `set ${connector?.name ?? variableName({ instance, name: connectorVariable, ...place })}=${wanted}`,
    },
  };
}

function refused(instance: string, name: string, found: Found, allowed: readonly string[], destination: Destination, outside: string[]): PatchbayError {
  const old = allowed.length === 0 ? 'no host is allowed to receive it' : `only ${allowed.join(', ')} may receive it`;
  const hosts = destination.origins.map((origin) => origin.replace(/^https:\/\//u, ''));
  return new PatchbayError('destination-changed', `The secret '${name}' of '${instance}' would go to ${outside.join(', ')}, but ${old} (${found.source}). Nothing was sent.`, {
    remedy: `If that is right, ${found.allow.hosts(hosts.join(','))}. If not, look at what changed: baseUrl and settings in patchbay.json, or the connector's text.`,
  });
}

function otherConnector(instance: string, name: string, found: Found, now: string): PatchbayError {
  return new PatchbayError('destination-changed', `The secret '${name}' of '${instance}' is for the connector ${found.connector}, but '${instance}' is an instance of ${now} (${found.source}). Nothing was sent.`, {
    remedy: `If that is right, ${found.allow.connector(now)}. If not, look at what changed: the connector of '${instance}' in patchbay.json.`,
  });
}

/** A bundled connector, and nobody who holds the secret has said that it is for that one. */
function unbound(instance: string, name: string, found: Found, allowed: readonly string[], connector: string): PatchbayError {
  return new PatchbayError('destination-changed', `The secret '${name}' of '${instance}' would go to ${connector} (${allowed.join(', ')}), but only patchbay.json says that it is for ${connector} (${found.source}). Nothing was sent.`, {
    remedy: `If that is right, ${found.allow.connector(connector)}. If not, look at what changed: the connector of '${instance}' in patchbay.json.`,
  });
}

function own<T>(object: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
