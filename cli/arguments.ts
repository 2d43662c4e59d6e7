import { parseArgs } from 'node:util';
import { UsageError, type Command, type OptionSpec } from './command.ts';
import { didYouMean } from './suggest.ts';

/** What was given to a command. `help` wins over everything that is wrong beside it. */
export interface ParsedArguments { values: Record<string, string | boolean | string[]>; positionals: string[]; help: boolean }

/** Takes the arguments after the command's name apart. Throws `UsageError`. */
export function parseArguments(command: Pick<Command, 'options' | 'positionals' | 'usage'>, argv: readonly string[]): ParsedArguments {
  const options = command.options as Readonly<Record<string, OptionSpec>>;
  const config = Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }]));
  const { tokens, positionals } = parseArgs({
    args: [...argv], options: { ...config, help: { type: 'boolean', short: 'h' } }, strict: false, allowPositionals: true, tokens: true,
  });
  const values: ParsedArguments['values'] = {};
  if (tokens.some((token) => token.kind === 'option' && token.name === 'help')) return { values, positionals, help: true };
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (spec === undefined) throw new UsageError(`There is no option ${token.rawName}.${didYouMean(token.rawName, Object.keys(options).map((name) => `--${name}`))}`);
    if (spec.later) throw new UsageError(`${token.rawName} is not supported yet.`);
    if (spec.type === 'boolean') {
      if (token.value !== undefined) throw new UsageError(`${token.rawName} takes no value.`);
      values[token.name] = true;
      continue;
    }
    const value = checkedValue(token.rawName, spec, token.value, token.inlineValue === true);
    if (spec.multiple) values[token.name] = [...(values[token.name] as string[] | undefined ?? []), value];
    else if (values[token.name] === undefined) values[token.name] = value;
    else throw new UsageError(`${token.rawName} is given twice.`);
  }
  const { min, max } = command.positionals;
  if (positionals.length < min) throw new UsageError(`Something is missing: patchbay ${command.usage}`);
  if (positionals.length > max) throw new UsageError(`'${positionals[max]}' is one argument too many: patchbay ${command.usage}`);
  return { values, positionals, help: false };
}

function checkedValue(name: string, spec: OptionSpec, value: string | undefined, inline: boolean): string {
  if (value === undefined || (!inline && value.startsWith('--'))) throw new UsageError(`${name} wants a value: ${name} <${spec.value ?? 'value'}>`);
  if (spec.choices !== undefined && !spec.choices.includes(value)) throw new UsageError(`${name} is one of ${spec.choices.join(', ')}, not '${value}'.${didYouMean(value, spec.choices)}`);
  return value;
}

/** `k=v` arguments as an object, by name. Throws `UsageError` where one has no `=`, or stands twice. */
export function assignments(texts: readonly string[], what: string): Record<string, string> {
  const result: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const text of texts) {
    const equals = text.indexOf('=');
    if (equals < 1) throw new UsageError(`${what} is written name=value, not '${text}'.`);
    const name = text.slice(0, equals);
    if (name in result) throw new UsageError(`${what} '${name}' is given twice.`);
    result[name] = text.slice(equals + 1);
  }
  return result;
}
