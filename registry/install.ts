import { changeWorkspaceFile, workspaceFilePath, type FileEdit } from '#language';
import { packageText, type Marketplace } from './bundled.ts';
import { textHash } from './hash.ts';
import { editLock, lockPath, readLock } from './lock.ts';
import { connectorPath, type ReadFile } from './workspace-files.ts';

/** Everything under `.patchbay/` is state of this machine. */
const stateIgnore = { path: '.patchbay/.gitignore', text: '*\n' };

/** Computed edits, or why not and what to do. `already` says that nothing needs to change. */
export type InstallResult = { version: string; edits: FileEdit[]; already: boolean } | { refused: string; code: 'unknown-package' | 'modified' | 'not-installed-here' | 'workspace-file' };

/**
 * What installing a package changes: its file, patchbay.json, patchbay.lock, and `.patchbay/.gitignore`. A file with local edits, or one
 * that was not installed, is kept unless `overwrite` says otherwise.
 */
export function installEdits(marketplace: Marketplace, name: string, read: ReadFile, options: { overwrite?: boolean } = {}): InstallResult {
  const entry = marketplace.packages.get(name);
  if (entry === undefined) return { refused: `There is no connector '${name}' in the marketplace.`, code: 'unknown-package' };
  const text = packageText(marketplace, entry);
  const path = connectorPath(name);
  const installed = read(path);
  const lockText = read(lockPath);
  const lock = readLock(lockText);
  const pinned = Object.hasOwn(lock, name) ? lock[name] : undefined;
  if (installed !== null && installed !== text && textHash(installed) !== entry.sha256 && options.overwrite !== true) {
    if (pinned === undefined) return { refused: `${path} is already there and was not installed from the marketplace; it is kept.`, code: 'not-installed-here' };
    if (textHash(installed) !== pinned.sha256) return { refused: `${path} was edited since it was installed; it is kept.`, code: 'modified' };
  }
  const workspace = changeWorkspaceFile(read(workspaceFilePath), { kind: 'add-connector', name, version: entry.version });
  if ('refused' in workspace) return { refused: workspace.refused, code: 'workspace-file' };
  const edits: FileEdit[] = [
    ...(installed !== null && textHash(installed) === entry.sha256 ? [] : [{ path, before: installed, after: text }]),
    ...workspace.edits,
    { path: lockPath, before: lockText, after: editLock(lock, name, { version: entry.version, source: 'bundled', sha256: entry.sha256 }) },
    ...(read(stateIgnore.path) === null ? [{ path: stateIgnore.path, before: null, after: stateIgnore.text }] : []),
  ].filter(({ before, after }) => before !== after);
  return { version: entry.version, edits, already: edits.length === 0 };
}
