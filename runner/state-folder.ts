import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { PatchbayError } from '#runtime';

/**
 * The folder of state.db, absolute: the one given, else `.patchbay` of the workspace; the runtime makes it. A `.patchbay` that is a link
 * out of the workspace is refused.
 */
export function stateFolder(workspace: string, given?: string): string {
  if (given !== undefined) {
    // The state's folder is closed to others, and git ignores all of it.
    const mine = ['patchbay.json', '.git'].find((name) => existsSync(join(given, name)));
    if (mine !== undefined) throw new PatchbayError('state-folder', `${given} has a ${mine}: it holds other things than state.`, { remedy: 'Give --state a folder of its own.' });
    return given;
  }
  const folder = join(workspace, '.patchbay');
  if (existsSync(folder)) {
    const way = relative(realpathSync(workspace), realpathSync(folder));
    if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
      throw new PatchbayError('outside-workspace', '.patchbay is a link to a folder outside the workspace.', { remedy: 'Delete the link. To keep state elsewhere, give --state <folder>.' });
    }
  }
  return folder;
}
