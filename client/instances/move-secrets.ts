import type { RenamedParams } from '#server/protocol';
import { type Host, workspaceFolder } from '../host.ts';
import type { SecretStore } from './secret-store.ts';

/**
 * Keeps secrets with what has got another name in the files: those of an instance, or one secret of several instances. Each stays bound to
 * where it may go. A rename in another folder than that of the store is none of its business. What lies under the new name is of an instance that is no more: the server lets no two have one name.
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
  if (secret === undefined) return;
  await store.set(...to, secret);
  await store.forget(...from);
}
