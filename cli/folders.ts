import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from './command.ts';

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
