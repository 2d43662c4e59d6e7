import type { LangiumSharedServices } from 'langium/lsp';
import { type InitializationOptions, type LensCommand, lensCommands } from '#server/protocol';

const clients = new WeakMap<LangiumSharedServices, { commands: ReadonlySet<string>; trusted: boolean }>();

/** What the client says of itself with `initialize`; an editor that says nothing has none of our commands. To be asked for before it connects. */
export function clientOf(shared: LangiumSharedServices): { commands: ReadonlySet<string>; trusted: boolean } {
  let client = clients.get(shared);
  if (client === undefined) {
    const made = { commands: new Set<string>(), trusted: false };
    clients.set(shared, (client = made));
    shared.lsp.LanguageServer.onInitialize(({ initializationOptions }) => {
      const options = initializationOptions as Partial<InitializationOptions> | undefined;
      made.trusted = options?.trusted === true;
      if (Array.isArray(options?.commands)) made.commands = new Set(options.commands);
    });
  }
  return client;
}

/** Commands that show something and connect to nothing. */
const inRestrictedMode: ReadonlySet<LensCommand> = new Set<LensCommand>(['showReferences', 'openLanguagePage']);

/** Whether the client has a command. What connects or changes something is for trusted workspaces alone. */
export function hasCommand(shared: LangiumSharedServices, name: LensCommand): boolean {
  const client = clientOf(shared);
  return client.commands.has(lensCommands[name]) && (inRestrictedMode.has(name) || client.trusted);
}
