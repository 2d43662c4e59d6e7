import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileSystemProvider } from 'langium';
import { NodeFileSystem } from 'langium/node';
import { systemReason } from '#runtime';

/** A folder of a workspace, relative to it with `/`, and what the system says of it. */
export interface UnreadableFolder { path: string; reason: string }

/** The disk for `loadWorkspace`, which passes over folders that it cannot read: they are noted here, so that they can be spoken of. */
export function noticingFileSystem(folder: string): { provider: () => FileSystemProvider; unreadable: readonly UnreadableFolder[] } {
  const unreadable: UnreadableFolder[] = [];
  const provider = (): FileSystemProvider => {
    const disk = NodeFileSystem.fileSystemProvider();
    const read = disk.readDirectory.bind(disk);
    disk.readDirectory = async (uri) => {
      try {
        return await read(uri);
      } catch (error) {
        unreadable.push({ path: relative(folder, fileURLToPath(uri.toString())).split(sep).join('/'), reason: systemReason(error) });
        throw error;
      }
    };
    return disk;
  };
  return { provider, unreadable };
}
