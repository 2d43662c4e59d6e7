import type { Disposable } from 'vscode';
import { lensCommands, type ReferencesArguments, type SampleArgument, type TryArgument } from '#server/protocol';
import { registerCommand } from '../command.ts';
import { commands } from '../contributions.ts';
import type { Services } from '../services.ts';
import { createEntityFromSample } from './create-entity.ts';
import { recentAnswers } from './recent-answers.ts';
import { showReferences } from './show-references.ts';
import { tryEndpoint } from './try-endpoint.ts';

/** What the code lenses of the language server run: the uses of a connector, a call of an endpoint; what its quick fixes run: an entity from a sample. */
export function registerEndpoints(services: Services): Disposable[] {
  const { host } = services;
  const recent = recentAnswers();
  return [
    registerCommand(host, commands.tryEndpoint, (argument?: TryArgument) => tryEndpoint(services, recent, argument)),
    // Not in package.json: without a lens or a quick fix there is nothing to show, or to be made.
    registerCommand(host, lensCommands.createEntityFromSample, (argument: SampleArgument) => createEntityFromSample(services, recent, argument)),
    registerCommand(host, lensCommands.showReferences, (...places: ReferencesArguments) => showReferences(host, places)),
  ];
}
