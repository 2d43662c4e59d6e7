import type { PatchbayError } from '#runtime';
import { parseArguments } from './arguments.ts';
import { exit, UsageError } from './command.ts';
import { commands, later } from './commands/index.ts';
import { commandHelp, overview } from './help.ts';
import { writeError } from './report/errors.ts';
import { didYouMean } from './suggest.ts';
import { printable, type Terminal } from './terminal.ts';
import { version } from './version.ts';

/** The command line: arguments after `patchbay` in, exit code out. Never throws. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv;
  try {
    return await dispatch(name, rest, terminal);
  } catch (error) {
    terminal.progress(undefined);
    return explain(error, name, terminal);
  }
}

async function dispatch(name: string | undefined, rest: string[], terminal: Terminal): Promise<number> {
  if (name === undefined) {
    terminal.err(overview());
    return exit.usage;
  }
  if (name === '--help' || name === '-h' || (name === 'help' && rest.length === 0)) {
    terminal.out(overview());
    return exit.well;
  }
  if (name === '--version' || name === '-v') {
    terminal.out(version());
    return exit.well;
  }
  if (name === 'help') return dispatch(rest[0], ['--help'], terminal);
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined) {
    if (later.includes(name)) throw new UsageError(`patchbay ${name} is not supported yet.`);
    throw new UsageError(name.startsWith('-') ? `There is no option ${name} before a command.` : `There is no command '${name}'.${didYouMean(name, [...Object.keys(commands), ...later])}`);
  }
  const command = await entry.load();
  const { values, positionals, help } = parseArguments(command, rest);
  if (help) {
    terminal.out(commandHelp(command));
    return exit.well;
  }
  // The values were taken apart by the command's own options.
  return command.run({ terminal, values: values as never, positionals });
}

function explain(error: unknown, command: string | undefined, terminal: Terminal): number {
  if (error instanceof UsageError) {
    terminal.err(`patchbay: ${printable(error.message)}`);
    const known = command !== undefined && Object.hasOwn(commands, command);
    terminal.err(`See \`patchbay ${known ? `${command} ` : ''}--help\`.`);
    return exit.usage;
  }
  if (isPatchbayError(error)) {
    writeError(terminal, error.report({ files: [] }));
    return exit.failed;
  }
  // We are wrong: without the stack, which a person cannot use, unless it is asked for.
  terminal.err(`patchbay: something went wrong in Patchbay itself: ${printable(error instanceof Error ? error.message : String(error))}`);
  if (terminal.env['PATCHBAY_DEBUG'] === '1' && error instanceof Error) terminal.err(error.stack ?? '');
  else terminal.err('With PATCHBAY_DEBUG=1 it says where.');
  return exit.failed;
}

/** By name: the class itself would load the runtime, and with it the network, for every command. */
function isPatchbayError(error: unknown): error is PatchbayError {
  return error instanceof Error && error.name === 'PatchbayError';
}
