import { DefaultWorkspaceManager, type FileSystemNode, UriUtils } from 'langium';

/** Folders that hold nothing written by the user; what begins with a dot (`.git`, `.patchbay`) is left out too. */
const skippedFolders: ReadonlySet<string> = new Set(['node_modules', 'dist']);

/** Finds the files of a workspace as `loadWorkspace` does. */
export class PatchbayWorkspaceManager extends DefaultWorkspaceManager {
  override shouldIncludeEntry(entry: FileSystemNode): boolean {
    const name = UriUtils.basename(entry.uri);
    if (entry.isDirectory) return includesFolder(name);
    return entry.isFile && isPatchbayFile(name);
  }
}

/** Whether a folder of that name is searched. */
export function includesFolder(name: string): boolean {
  return !name.startsWith('.') && !skippedFolders.has(name);
}

/** Whether a file of that name belongs to one of the three languages. */
export function isPatchbayFile(name: string): boolean {
  return name === 'patchbay.json' || (!name.startsWith('.') && (name.endsWith('.connector') || name.endsWith('.flow')));
}
