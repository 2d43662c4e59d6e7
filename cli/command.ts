import type { Terminal } from './terminal.ts';

/** Exit codes of the command line (ARCHITECTURE.md). */
export const exit = { well: 0, failed: 1, usage: 2, partial: 3, stopped: 4 } as const;

/** The person asked for something that is not there: shown with a pointer to the help, exit code 2. */
export class UsageError extends Error {}

export interface OptionSpec {
  type: 'string' | 'boolean';
  /** May be given several times. */
  multiple?: true;
  /** What stands for the value in the help. */
  value?: string;
  help: string;
  choices?: readonly string[];
  /** Known, and not there yet: said so where it is used. */
  later?: true;
}

export type Options = Readonly<Record<string, OptionSpec>>;

type ValueOf<S extends OptionSpec> = S['type'] extends 'boolean' ? boolean : S extends { multiple: true } ? string[] : string;
export type Values<O extends Options> = { readonly [K in keyof O]?: ValueOf<O[K]> };

/** One call of a command: its arguments taken apart. */
export interface Invocation<O extends Options> { terminal: Terminal; values: Values<O>; positionals: readonly string[] }

export interface CommandOf<O extends Options> {
  /** After `patchbay`: `run <flow> [--input k=v …]`. */
  usage: string;
  /** What it does, for its help; plain text. */
  description: string;
  options: O;
  /** How many positional arguments it takes. */
  positionals: { min: number; max: number };
  run(invocation: Invocation<O>): Promise<number>;
}

/** A command whose option types are not known any more. */
export type Command = Omit<CommandOf<Options>, 'run'> & { run(invocation: Invocation<never>): Promise<number> };

/** Declares a command with the types of its options. */
export function defineCommand<const O extends Options>(command: CommandOf<O>): CommandOf<O> {
  return command;
}

/** Options that several commands share, so that they read alike everywhere. */
export const shared = {
  workspace: { type: 'string', value: 'folder', help: 'the workspace; else the nearest folder upwards with a patchbay.json' },
  json: { type: 'string', value: 'text|json', choices: ['text', 'json'], help: 'how the result is written; json is one object a line' },
  env: { type: 'string', value: 'name', help: 'an environment of patchbay.json' },
  secrets: { type: 'string', value: 'file', help: 'secrets from a JSON file that only you may read (docs/secrets.md)' },
  'allow-local': { type: 'boolean', help: 'allow loopback addresses, and plain http to them; or PATCHBAY_ALLOW_LOCAL=1' },
} as const satisfies Options;
