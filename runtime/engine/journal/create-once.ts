import { existsSync, linkSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';

/**
 * Makes a file if there is none, whole or not at all: of several processes that try at once one wins, and the others find its file.
 * `make` gives the text, or writes the file at the path that it is given.
 */
export function createOnce(path: string, make: (temporary: string) => string | void): void {
  if (existsSync(path)) return;
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    const text = make(temporary);
    if (text !== undefined) writeFileSync(temporary, text, { mode: 0o600, flag: 'wx', flush: true });
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}
