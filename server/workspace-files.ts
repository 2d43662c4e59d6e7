import { lstatSync } from 'node:fs';
import { lstat, opendir, readFile } from 'node:fs/promises';
import { type FileSystemNode, type URI, UriUtils } from 'langium';
import { NodeFileSystemProvider } from 'langium/node';
import { includesFolder } from '#language';

/** Larger files are no connectors or flows; reading them would only take the memory. In bytes. */
const largestFile = 4 * 1024 * 1024;

/**
 * The disk as the server reads it. A symbolic link is neither file nor folder, so that nothing outside of the workspace is read; what
 * cannot be read is empty, so that one file without permission does not stop the others from being read.
 */
export class WorkspaceFiles extends NodeFileSystemProvider {
  override async stat(uri: URI): Promise<FileSystemNode> {
    const found = await lstat(uri.fsPath);
    return { isFile: found.isFile(), isDirectory: found.isDirectory(), uri };
  }

  override statSync(uri: URI): FileSystemNode {
    const found = lstatSync(uri.fsPath);
    return { isFile: found.isFile(), isDirectory: found.isDirectory(), uri };
  }

  /** The first entries of a folder, as the disk has them: of one with very many all others cost nothing. Throws where it cannot be read. */
  async readSome(uri: URI, most: number): Promise<FileSystemNode[]> {
    const found: FileSystemNode[] = [];
    if (most <= 0) return found;
    // Leaving the loop closes the folder.
    for await (const entry of await opendir(uri.fsPath, { bufferSize: 256 })) {
      found.push({ isFile: entry.isFile(), isDirectory: entry.isDirectory(), uri: UriUtils.joinPath(uri, entry.name) });
      if (found.length >= most) break;
    }
    return found;
  }

  override async readFile(uri: URI): Promise<string> {
    try {
      const found = await lstat(uri.fsPath);
      if (found.isFile() && found.size <= largestFile) return await readFile(uri.fsPath, 'utf8');
      console.error(`${uri.path} is not read: ${found.isFile() ? 'it is larger than 4 MB' : 'it is no file'}.`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') console.error(`${uri.path} is not read: ${(error as Error).message}`);
    }
    return '';
  }
}

/** Whether a file or folder belongs to a workspace folder: below it, and in none that is left out (`node_modules`, `.git`). */
export function belongsTo(folder: URI, uri: URI): boolean {
  return UriUtils.contains(folder, uri) && UriUtils.relative(folder, uri).split('/').slice(0, -1).every(includesFolder);
}
