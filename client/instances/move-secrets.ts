import type { RenamedParams } from '#server/protocol';
import { type Host, workspaceFolder } from '../host.ts';
import type { SecretStore } from './secret-store.ts';

/**
 * Keeps secrets with what has got another name in the files: those of an instance, or one secret of several instances. Each stays bound to
 * where it may go. A rename in another folder than that of the store is none of its business. A secret that lies under the new name already is
 * never overwritten: files also change by switching a branch, and what was typed in once cannot be had back.
 */
export async function moveSecrets({ vscode }: Pick<Host, 'vscode'>, store: SecretStore, renamed: RenamedParams): Promise<void> {
  if (workspaceFolder({ vscode })?.uri.toString() !== vscode.Uri.parse(renamed.folder).toString()) return;
  if (renamed.kind === 'instance') {
    for (const name of await store.names(renamed.from)) await move(store, [renamed.from, name], [renamed.to, name]);
  } else if (renamed.kind === 'secret') {
    for (const instance of renamed.instances) await move(store, [instance, renamed.from], [instance, renamed.to]);
  }
}

type Key = readonly [instance: string, name: string];

/** Stored anew before the old one goes: a window that closes in between loses nothing. */
async function move(store: SecretStore, from: Key, to: Key): Promise<void> {
  const secret = await store.get(...from);
  if (secret === undefined || await store.get(...to) !== undefined) return;
  await store.set(...to, secret);
  await store.forget(...from);
}
