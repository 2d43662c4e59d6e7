import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The version of this copy of Patchbay, from the package.json beside the folder of this file (`dist/` or `cli/`). */
export function version(): string {
  return (JSON.parse(readFileSync(join(installation(), 'package.json'), 'utf8')) as { version: string }).version;
}

/** The folder that holds `dist/` and package.json. */
export function installation(): string {
  return dirname(dirname(fileURLToPath(import.meta.url)));
}
