import type { Disposable } from 'vscode';
import { registerCommand } from '../command.ts';
import { commands } from '../contributions.ts';
import type { Services } from '../services.ts';
import type { FlowArgument } from './choose-flow.ts';
import { registerFlowLens } from './flow-lens.ts';
import type { RunSurface } from './report-outcome.ts';
import { runFlow } from './run-flow.ts';
import { openRunLog } from './run-log.ts';
import { openRunProblems } from './run-problems.ts';

/** Running flows: commands, code lens, log, and errors at their lines. */
export function registerRuns(services: Services): Disposable[] {
  const { host } = services;
  const surface: RunSurface = { log: openRunLog(host), problems: openRunProblems(host) };
  return [
    surface.log,
    surface.problems,
    registerFlowLens(services),
    registerCommand(host, commands.runFlow, (argument: FlowArgument) => runFlow(services, surface, argument, false)),
    registerCommand(host, commands.dryRunFlow, (argument: FlowArgument) => runFlow(services, surface, argument, true)),
    registerCommand(host, commands.showRunLog, () => surface.log.show()),
  ];
}
