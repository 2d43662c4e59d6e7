import type { Command, OptionSpec } from './command.ts';
import { commands } from './commands/index.ts';

/** What `patchbay --help` shows. */
export function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2;
  return [
    'Usage: patchbay <command> [arguments]', '',
    ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}${summary}`), '',
    'patchbay <command> --help shows its options. patchbay --version says the version.',
    'Exit codes: 0 well · 1 the run failed or a check found errors · 2 wrong usage · 3 partial · 4 stopped',
  ].join('\n');
}

/** What `patchbay <command> --help` shows. */
export function commandHelp(command: Pick<Command, 'usage' | 'description' | 'options'>): string {
  const options = Object.entries(command.options as Readonly<Record<string, OptionSpec>>).filter(([, spec]) => !spec.later);
  const left = options.map(([name, spec]) => `--${name}${spec.type === 'boolean' ? '' : ` <${spec.value ?? 'value'}>`}`);
  const width = Math.max(0, ...left.map((text) => text.length)) + 2;
  return [
    `Usage: patchbay ${command.usage}`, '', command.description,
    ...(options.length === 0 ? [] : ['', ...options.map(([, spec], index) => `  ${left[index]!.padEnd(width)}${spec.help}`)]),
  ].join('\n');
}
