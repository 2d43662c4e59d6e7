import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { FileEdit } from '#language';
import { PatchbayError, systemReason } from '#runtime';

/**
 * Applies computed edits to a workspace, all or none: every new text is written beside its file first, every file is compared with
 * what the edit was computed from, and only then are they renamed into place. No path leaves the folder, not by a link either.
 * Throws `PatchbayError` (`file-changed`, `outside-workspace`, `unwritable-file`).
 */
export function applyEdits(folder: string, edits: readonly FileEdit[]): void {
  let path = '';
  try {
    apply(folder, edits, (file) => { path = file; });
  } catch (error) {
    if (error instanceof PatchbayError || (error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new PatchbayError('unwritable-file', `${path} cannot be written: ${systemReason(error)}.`, {
      remedy: `Look at ${join(folder, dirname(path))}: is it a folder, may you write there, and is there space left?`, cause: error,
    });
  }
}

function apply(folder: string, edits: readonly FileEdit[], at: (path: string) => void): void {
  const staged: { path: string; target: string; beside: string | undefined }[] = [];
  try {
    for (const edit of edits) {
      at(edit.path);
      const target = targetOf(folder, edit.path);
      const now = existsSync(target) ? readFileSync(target, 'utf8') : null;
      if (now !== edit.before) {
        throw new PatchbayError('file-changed', `${edit.path} was changed by somebody else in this moment. Nothing was written.`, { remedy: 'Run the command again.' });
      }
      staged.push({ path: edit.path, target, beside: edit.after === null ? undefined : stage(target, edit.after) });
    }
    for (const { path, target, beside } of staged) {
      at(path);
      if (beside === undefined) rmSync(target, { force: true });
      else renameSync(beside, target);
    }
  } finally {
    for (const { beside } of staged) if (beside !== undefined) rmSync(beside, { force: true });
  }
}

function stage(target: string, text: string): string {
  mkdirSync(dirname(target), { recursive: true });
  const beside = `${target}.${randomUUID()}.new`;
  writeFileSync(beside, text, { flag: 'wx', flush: true });
  return beside;
}

/** The absolute path of a file to write, its nearest existing folder resolved: inside the workspace, and no link itself. */
function targetOf(folder: string, path: string): string {
  const root = realpathSync(folder);
  const target = join(root, path);
  let existing = dirname(target);
  while (!existsSync(existing)) existing = dirname(existing);
  if (isAbsolute(path) || !isInside(root, target) || !isInside(root, realpathSync(existing)) || isLink(target)) {
    throw new PatchbayError('outside-workspace', `${path} does not lie in the workspace. Nothing was written.`, { remedy: 'Files of a workspace are real files in its folder, not links.' });
  }
  return target;
}

/** Whether a path is a folder or lies in it; both resolved. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
