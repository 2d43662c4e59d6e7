import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** What leads from the root of the git repository that a folder lies in to the folder, with `/` at its end; empty outside of one, and at its root. */
export function pathInRepository(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at === folder ? '' : `${relative(at, folder).split(sep).join('/')}/`;
    if (dirname(at) === at) return '';
  }
}
