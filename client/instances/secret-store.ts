import type { Disposable, Event, WorkspaceFolder } from 'vscode';
import type { Destination } from '#runner/protocol';
import type { Host } from '../host.ts';

/** A secret with where it may go, as it was when the person entered it (SECURITY.md 1). */
export interface StoredSecret { value: string; destination: Destination }

/** The secrets of one workspace folder, in the secret storage of VS Code. */
export interface SecretStore extends Disposable {
  /** Fires when one was stored or removed, in this window or another. */
  readonly onDidChange: Event<void>;
  get(instance: string, name: string): Promise<StoredSecret | undefined>;
  set(instance: string, name: string, secret: StoredSecret): Promise<void>;
  /** The names of the secrets that an instance has. */
  names(instance: string): Promise<string[]>;
  /** Removes one secret. */
  forget(instance: string, name: string): Promise<void>;
  /** Removes all secrets of an instance. */
  remove(instance: string): Promise<void>;
}

/** Opens the store of a folder, or one that stays empty where no folder is open. Nothing is read before it is asked for. */
export function openSecretStore({ vscode, context }: Pick<Host, 'vscode' | 'context'>, folder: WorkspaceFolder | undefined): SecretStore {
  const changed = new vscode.EventEmitter<void>();
  // The storage is shared by all workspaces of this machine; the third part is the environment, which is none so far.
  const prefix = JSON.stringify(['secret', folder?.uri.toString() ?? '', '']).slice(0, -1);
  const key = (instance: string, name: string) => `${prefix},${JSON.stringify(instance)},${JSON.stringify(name)}]`;
  const subscription = context.secrets.onDidChange((event) => {
    if (event.key.startsWith(prefix)) changed.fire();
  });
  const names = async (instance: string): Promise<string[]> => {
    const keys = await context.secrets.keys();
    return keys.filter((candidate) => candidate.startsWith(`${prefix},${JSON.stringify(instance)},`)).map((candidate) => (JSON.parse(candidate) as string[])[4] ?? '');
  };
  return {
    onDidChange: changed.event,
    names,
    get: async (instance, name) => {
      const text = await context.secrets.get(key(instance, name));
      return text === undefined ? undefined : JSON.parse(text) as StoredSecret;
    },
    set: async (instance, name, secret) => context.secrets.store(key(instance, name), JSON.stringify(secret)),
    forget: async (instance, name) => context.secrets.delete(key(instance, name)),
    remove: async (instance) => {
      for (const name of await names(instance)) await context.secrets.delete(key(instance, name));
    },
    dispose: () => {
      subscription.dispose();
      changed.dispose();
    },
  };
}

/** Whether two destinations allow the same. */
export function sameDestination(one: Destination, other: Destination): boolean {
  return one.hash === other.hash && one.origins.length === other.origins.length && one.origins.every((origin) => other.origins.includes(origin));
}
