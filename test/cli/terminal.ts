import { vi } from 'vitest';
import { main } from '../../cli/command-line.ts';
import { commands } from '../../cli/commands/index.ts';
import type { Terminal } from '../../cli/terminal.ts';

// A test that calls several commands reads the workspace as often: half a second of processor time each, and a machine may be busy.
vi.setConfig({ testTimeout: 30_000 });

// Commands are loaded where they are called; here before any test, so that the first one does not pay for all.
await Promise.all(Object.values(commands).map(({ load }) => load()));
await Promise.all(['add', 'check', 'list', 'remove'].map((name) => import(`../../cli/commands/instance/${name}.ts`)));

/** What a command wrote, and its exit code. */
export interface CommandResult { code: number; out: string; err: string }

/** Runs the command line in this process, on a terminal without colours. */
export async function runCommand(argv: readonly string[], options: Partial<Pick<Terminal, 'env' | 'cwd' | 'signal'>> = {}): Promise<CommandResult> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(argv, {
    out: (line) => { out.push(`${line}\n`); },
    err: (line) => { err.push(`${line}\n`); },
    progress: () => {},
    paint: (_stream, _style, text) => text,
    interactive: false,
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, out: out.join(''), err: err.join('') };
}
