import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Larger indexes are not read: the check must stay cheap. */
const largestIndex = 64 * 1024 * 1024;

/**
 * Whether git tracks a file in a folder, by a look into the index of the repository around it. Indexes of version 4 compress their
 * paths and are not understood: they count as "not tracked".
 */
export function isTrackedByGit(folder: string): boolean {
  const real = realpathSync(folder);
  for (let parent = real; ; parent = dirname(parent)) {
    const index = indexOf(parent);
    if (index !== undefined) return names(index, relative(parent, real).split(sep).join('/'));
    if (dirname(parent) === parent) return false;
  }
}

function indexOf(root: string): string | undefined {
  const git = join(root, '.git');
  if (!existsSync(git)) return undefined;
  if (statSync(git).isDirectory()) return join(git, 'index');
  const pointer = /^gitdir:\s*(.+)$/m.exec(readFileSync(git, 'utf8'))?.[1];
  return pointer === undefined ? undefined : join(resolve(root, pointer.trim()), 'index');
}

function names(index: string, folder: string): boolean {
  if (!existsSync(index) || statSync(index).size > largestIndex) return false;
  const bytes = readFileSync(index);
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC' || bytes.readUInt32BE(4) > 3) return false;
  return listsPath(bytes, `${folder}/`);
}

/** Walks the entries (gitformat-index): 62 bytes, two more where the extended flag is set, the path, NULs up to a multiple of eight. */
function listsPath(bytes: Buffer, prefix: string): boolean {
  const wanted = Buffer.from(prefix);
  let offset = 12;
  for (let left = bytes.readUInt32BE(8); left > 0 && offset + 62 < bytes.length; left--) {
    const extended = (bytes.readUInt16BE(offset + 60) & 0x4000) !== 0;
    const start = offset + (extended ? 64 : 62);
    const end = bytes.indexOf(0, start);
    if (end < 0) return false;
    if (bytes.subarray(start, start + wanted.length).equals(wanted)) return true;
    offset += Math.floor((end - offset + 8) / 8) * 8;
  }
  return false;
}
