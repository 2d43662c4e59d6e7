import { changeWorkspaceFile, workspaceFilePath, type FileEdit } from '#language';
import { textHash } from './hash.ts';
import { editLock, lockPath, readLock } from './lock.ts';
import { connectorPath, type ReadFile } from './workspace-files.ts';

export type UninstallResult = { edits: FileEdit[] } | { refused: string; code: 'has-instances' | 'not-installed' | 'modified' | 'workspace-file' };

/**
 * What removing an installed connector changes: its file goes, with its entries in patchbay.json and patchbay.lock. Refused while
 * `instances` (names of those of this connector) are there, and where the file has local edits, unless `overwrite`.
 */
export function uninstallEdits(name: string, instances: readonly string[], read: ReadFile, options: { overwrite?: boolean } = {}): UninstallResult {
  const path = connectorPath(name);
  const installed = read(path);
  const lockText = read(lockPath);
  const lock = readLock(lockText);
  const pinned = Object.hasOwn(lock, name) ? lock[name] : undefined;
  if (pinned === undefined) return { refused: `'${name}' is not installed from the marketplace.`, code: 'not-installed' };
  if (instances.length > 0) return { refused: `'${name}' has ${instances.length === 1 ? 'the instance' : 'the instances'} ${instances.join(', ')}. Remove ${instances.length === 1 ? 'it' : 'them'} first.`, code: 'has-instances' };
  if (installed !== null && textHash(installed) !== pinned.sha256 && options.overwrite !== true) return { refused: `${path} was edited since it was installed; it is kept.`, code: 'modified' };
  const workspace = changeWorkspaceFile(read(workspaceFilePath), { kind: 'remove-connector', name });
  if ('refused' in workspace) return { refused: workspace.refused, code: 'workspace-file' };
  return {
    edits: [
      ...(installed === null ? [] : [{ path, before: installed, after: null }]),
      ...workspace.edits,
      { path: lockPath, before: lockText, after: editLock(lock, name, undefined) },
    ].filter(({ before, after }) => before !== after),
  };
}
