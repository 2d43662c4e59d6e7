import type { Disposable } from 'vscode';
import { lensCommands, type ReferencesArguments, type TryArgument } from '#server/protocol';
import { registerCommand } from '../command.ts';
import { commands } from '../contributions.ts';
import type { Services } from '../services.ts';
import { showReferences } from './show-references.ts';
import { tryEndpoint } from './try-endpoint.ts';

/** What the code lenses of the language server run: the uses of a connector, and a call of an endpoint. */
export function registerEndpoints(services: Services): Disposable[] {
  const { host } = services;
  return [
    registerCommand(host, commands.tryEndpoint, (argument?: TryArgument) => tryEndpoint(services, argument)),
    // Not in package.json: without a lens there is nothing to show.
    registerCommand(host, lensCommands.showReferences, (...places: ReferencesArguments) => showReferences(host, places)),
  ];
}
