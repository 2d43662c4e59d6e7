import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { UsageError } from './command.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where this machine's own configuration lies (consents), absolute: never in a workspace. `PATCHBAY_HOME` overrides it. */
export function configFolder(env: Env): string {
  if (env['PATCHBAY_HOME']) return resolve(env['PATCHBAY_HOME']);
  const home = env['HOME'] ?? homedir();
  if (process.platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'patchbay');
  const config = env['XDG_CONFIG_HOME'];
  // The XDG specification: a relative path is ignored.
  return join(config !== undefined && isAbsolute(config) ? config : join(home, '.config'), 'patchbay');
}

/**
 * The workspace folder: the one given, else the nearest folder upwards that has a patchbay.json, else the current one. Upwards only
 * while folders belong to who owns the current one: a file that somebody put into /tmp is not found from below.
 */
export function workspaceFolder(given: string | undefined, cwd: string): string {
  if (given !== undefined) {
    const folder = resolve(cwd, given);
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageError(`There is no folder ${given}.`);
    return folder;
  }
  const owner = statSync(cwd).uid;
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'patchbay.json'))) return folder;
    const parent = dirname(folder);
    if (parent === folder || statSync(parent).uid !== owner) return cwd;
  }
}
