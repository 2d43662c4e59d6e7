import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { PatchbayError } from '../../errors.ts';
import { systemReason } from '../../system-reason.ts';
import { createOnce } from './create-once.ts';

/** The folder of this machine's user for what must not lie in a workspace: `PATCHBAY_HOME`, or the platform's place for settings. */
export function machineFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { PATCHBAY_HOME, APPDATA, XDG_CONFIG_HOME } = environment;
  if (PATCHBAY_HOME !== undefined && PATCHBAY_HOME !== '') return PATCHBAY_HOME;
  if (process.platform === 'win32' && APPDATA !== undefined) return join(APPDATA, 'patchbay');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'patchbay');
  return join(XDG_CONFIG_HOME === undefined || XDG_CONFIG_HOME === '' ? join(homedir(), '.config') : XDG_CONFIG_HOME, 'patchbay');
}

/** The key that signs this machine's state folders, made when it is first needed: 32 bytes, a file that only its owner can read. */
export function machineKey(folder: string = machineFolder()): Buffer {
  const path = join(folder, 'machine.key');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    createOnce(path, () => randomBytes(32).toString('hex'));
    const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
    if (key.length !== 32) throw new Error('it does not hold 64 hexadecimal digits');
    return key;
  } catch (cause) {
    throw new PatchbayError('no-machine-key', `The key of this machine cannot be read or made: ${path}: ${systemReason(cause)}.`, {
      remedy: 'Make the folder writable, or name another one in PATCHBAY_HOME.', cause,
    });
  }
}
