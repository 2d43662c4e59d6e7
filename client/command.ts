import type { Disposable } from 'vscode';
import type { Host } from './host.ts';
import { withoutLinks } from './without-links.ts';

/** A failure that a person can act on: shown as it is. Anything else that is thrown is a bug: logged with its stack. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
}

/** Registers a command. What it throws is caught here, once: shown in a sentence, logged whole. */
export function registerCommand<Args extends unknown[]>(host: Host, id: string, run: (...args: Args) => Promise<unknown> | void): Disposable {
  return host.vscode.commands.registerCommand(id, async (...args: Args) => {
    try {
      return await run(...args);
    } catch (error) {
      showFailure(host, error);
      return undefined;
    }
  });
}

/** Shows what went wrong, with a way to the log where the message alone is not meant for people. */
export function showFailure(host: Host, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  host.log.error(error instanceof Error && !(error instanceof ClientError) ? error : message);
  if (error instanceof ClientError) {
    void host.vscode.window.showErrorMessage(withoutLinks(message));
    return;
  }
  void host.vscode.window.showErrorMessage(withoutLinks(`Patchbay could not do that: ${message}`), 'Show Log').then((choice) => choice === undefined ? undefined : host.log.show());
}
