import { PatchbayError } from '#runtime';

/** What `patchbay.lock` pins of an installed connector, so that an edit is seen. */
export interface LockEntry { version: string; source: 'bundled'; sha256: string }

/** `patchbay.lock`, by connector name. */
export type Lock = Readonly<Record<string, LockEntry>>;

/** Where it lies, relative to the workspace. */
export const lockPath = 'patchbay.lock';

const lockVersion = 1;

/** Reads the lock; null, where there is none, is an empty one. Throws `PatchbayError` (`lock-broken`, `lock-newer`). */
export function readLock(text: string | null): Lock {
  if (text === null || text.trim() === '') return {};
  let lock: { version?: unknown; connectors?: unknown } | null;
  try {
    lock = JSON.parse(text) as typeof lock;
  } catch (error) {
    throw broken(`patchbay.lock is not JSON: ${(error as Error).message}.`);
  }
  if (typeof lock?.version === 'number' && lock.version > lockVersion) {
    throw new PatchbayError('lock-newer', `patchbay.lock was written by a newer version of Patchbay (its format is ${lock.version}, this version knows ${lockVersion}).`, { remedy: 'Update Patchbay.' });
  }
  const connectors = lock?.connectors;
  if (lock?.version !== lockVersion || typeof connectors !== 'object' || connectors === null || !Object.values(connectors).every(isEntry)) {
    throw broken('patchbay.lock is not as Patchbay writes it.');
  }
  return connectors as Lock;
}

/** The lock's text with one entry set, or removed where it is undefined; null where nothing is left. Sorted, so that merges stay small. */
export function editLock(lock: Lock, name: string, entry: LockEntry | undefined): string | null {
  const entries = Object.entries(lock).filter(([other]) => other !== name);
  if (entry !== undefined) entries.push([name, entry]);
  if (entries.length === 0) return null;
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ version: lockVersion, connectors: Object.fromEntries(entries) }, null, 2)}\n`;
}

function isEntry(value: unknown): value is LockEntry {
  const entry = value as Partial<LockEntry> | null;
  return typeof entry === 'object' && entry !== null && typeof entry.version === 'string' && typeof entry.sha256 === 'string' && typeof entry.source === 'string';
}

function broken(message: string): PatchbayError {
  return new PatchbayError('lock-broken', message, { remedy: 'Restore it from version control, or delete it and install the connectors again.' });
}
