import { searchPackages } from './search.ts';
import { textHash } from './hash.ts';
import { lockPath, readLock } from './lock.ts';
import { connectorPath, type ReadFile } from './workspace-files.ts';
import type { Marketplace, MarketplacePackage } from './bundled.ts';

/** A package of the marketplace, and what of it is installed in a workspace. */
export interface PackageState extends MarketplacePackage {
  /** The installed version. */
  installed?: string;
  /** Workspace-relative path of the installed file; `MarketplacePackage.file` is that in the marketplace. */
  installedFile?: string;
  /** The installed text differs from what the lock pins. */
  modified?: boolean;
}

/** The packages that a query finds, with what of them this workspace has. A lock that cannot be read counts as none. */
export function packageStates(marketplace: Marketplace, query: string, read: ReadFile): PackageState[] {
  const lock = readableLock(read);
  return searchPackages(marketplace, query).map((entry) => {
    const pinned = Object.hasOwn(lock, entry.name) ? lock[entry.name] : undefined;
    if (pinned === undefined) return entry;
    const path = connectorPath(entry.name);
    const text = read(path);
    if (text === null) return entry;
    return { ...entry, installed: pinned.version, installedFile: path, modified: textHash(text) !== pinned.sha256 };
  });
}

function readableLock(read: ReadFile): ReturnType<typeof readLock> {
  try {
    return readLock(read(lockPath));
  } catch {
    // Installing and removing say what is wrong with it.
    return {};
  }
}
