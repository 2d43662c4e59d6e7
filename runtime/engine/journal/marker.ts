import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PatchbayError } from '../../errors.ts';
import { createOnce } from './create-once.ts';
import { machineFolder } from './machine-key.ts';

/**
 * The marker of a state folder (SECURITY.md 5): an id, which the database holds too, signed with a key of this machine. Whoever brings
 * a database with a repository can neither sign a marker nor know the id of the one that is there.
 */
export function ensureMarker(folder: string, key: Buffer): string {
  const path = join(folder, 'marker.json');
  const found = readMarker(path, key);
  if (found !== undefined) return found;
  if (existsSync(join(folder, 'state.db'))) throw foreignState(folder);
  if (existsSync(path)) rmSync(path);
  createOnce(path, () => {
    const id = randomUUID();
    return `${JSON.stringify({ version: 1, id, signature: sign(id, key) })}\n`;
  });
  const made = readMarker(path, key);
  if (made === undefined) throw foreignState(folder);
  return made;
}

/** What is said of a folder that was not made with this machine's key: it came from elsewhere, or PATCHBAY_HOME was another one. */
export function foreignState(folder: string): PatchbayError {
  return new PatchbayError('foreign-state', `The state in ${folder} was not made with the key of this machine in ${machineFolder()}, so it is not trusted.`, {
    remedy: 'If it was made here with another PATCHBAY_HOME (the demo has its own), set that. Otherwise move the folder away; the next run makes a new one.',
  });
}

function readMarker(path: string, key: Buffer): string | undefined {
  let marker: unknown;
  try {
    marker = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
  const { id, signature } = (marker ?? {}) as { id?: unknown; signature?: unknown };
  if (typeof id !== 'string' || typeof signature !== 'string') return undefined;
  const expected = Buffer.from(sign(id, key), 'hex');
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : undefined;
}

function sign(id: string, key: Buffer): string {
  return createHmac('sha256', key).update(`patchbay-state:1:${id}`).digest('hex');
}
