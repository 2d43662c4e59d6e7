import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { PatchbayError, systemReason } from '#runtime';

/** The text of a file of a workspace by its path relative to the folder, with `/`; null where there is none. */
export type ReadFile = (path: string) => string | null;

/**
 * Reads from the disk; a file that a link puts outside the folder is refused with `PatchbayError` (`outside-workspace`), and so is what cannot be
 * read: a folder, a file of somebody else (`unreadable-file`).
 */
export function diskReader(folder: string): ReadFile {
  return (path) => {
    const target = join(folder, path);
    if (!existsSync(target)) return null;
    const way = relative(realpathSync(folder), realpathSync(target));
    if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
      throw new PatchbayError('outside-workspace', `${path} is a link to a file outside the workspace.`, { remedy: 'Files of a workspace are real files in its folder.' });
    }
    try {
      return readFileSync(target, 'utf8');
    } catch (error) {
      throw new PatchbayError('unreadable-file', `${path} ${statSync(target).isDirectory() ? 'is a folder' : `cannot be read: ${systemReason(error)}`}.`, { remedy: 'Put a file that you may read in its place, or take it away.', cause: error });
    }
  };
}

/** Where an installed connector lies, relative to the workspace. */
export function connectorPath(name: string): string {
  return `connectors/${name}.connector`;
}
