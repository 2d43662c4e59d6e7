import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineFolder, PatchbayError, systemReason, type NetworkPolicy } from '#runtime';

type Env = Readonly<Record<string, string | undefined>>;

/** The hosts that this machine's owner trusts (SECURITY.md 3), sorted: `host` or `host:port`. */
export function trustedHosts(env: Env): string[] {
  const path = trustPath(env);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new PatchbayError('trust-broken', `${path} cannot be read: ${systemReason(error)}.`, { remedy: 'Make it a file that you may read, or delete it and add the hosts again: patchbay trust add <host>.' });
  }
  try {
    const hosts = (JSON.parse(text) as { hosts?: unknown }).hosts;
    if (Array.isArray(hosts) && hosts.every((host) => typeof host === 'string')) return hosts;
  } catch {
    // Said below, like any other shape.
  }
  throw new PatchbayError('trust-broken', `${path} is not as Patchbay writes it.`, { remedy: 'Delete it and add the hosts again: patchbay trust add <host>.' });
}

/** Writes the list anew, whole or not at all, for its owner alone. */
export function writeTrustedHosts(env: Env, hosts: readonly string[]): void {
  const path = trustPath(env);
  try {
    write(env, path, hosts);
  } catch (error) {
    throw new PatchbayError('trust-broken', `${path} cannot be written: ${systemReason(error)}.`, { remedy: 'The folder has to be yours; PATCHBAY_HOME names another one.', cause: error });
  }
}

function write(env: Env, path: string, hosts: readonly string[]): void {
  mkdirSync(machineFolder(env), { recursive: true, mode: 0o700 });
  const text = `${JSON.stringify({ version: 1, hosts: [...new Set(hosts)].sort() }, null, 2)}\n`;
  const beside = `${path}.${randomUUID()}`;
  writeFileSync(beside, text, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(beside, path);
}

/** `host` or `host:port` in small letters; undefined where the text is neither. A URL is none: trust is by host. */
export function trustHost(text: string): string | undefined {
  return /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::\d{1,5})?$/iu.test(text) ? text.toLowerCase() : undefined;
}

/** What this run may connect to: consents of the machine, and of this command line. */
export function networkPolicy(env: Env, allowLocal: boolean | undefined): NetworkPolicy {
  return { allowLocal: allowLocal === true || env['PATCHBAY_ALLOW_LOCAL'] === '1', trustedHosts: trustedHosts(env) };
}

function trustPath(env: Env): string {
  return join(machineFolder(env), 'trust.json');
}
