import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const root = join(import.meta.dirname, '../..');
export const launcher = join(root, 'bin/patchbay');

/** A `patchbay` that runs as a process of its own. */
export interface PatchbayProcess {
  child: ChildProcess;
  /** Everything that was written so far. */
  out(): string;
  err(): string;
  /** How it ended: an exit code, or the signal that killed it. */
  ended: Promise<number | NodeJS.Signals>;
  /** Settles when standard error has shown this text. */
  says(text: string): Promise<void>;
}

/** `old`: as on a Node that cannot become another program, where the launcher stays and passes signals on. */
export function startPatchbay(argv: readonly string[], options: { cwd: string; env: Record<string, string>; old?: boolean; launcher?: string }): PatchbayProcess {
  const pretend = options.old === true ? ['--import', 'data:text/javascript,delete process.execve'] : [];
  const child = spawn(process.execPath, [...pretend, options.launcher ?? launcher, ...argv], {
    cwd: options.cwd, env: { PATH: process.env['PATH'] ?? '', ...options.env }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { out: '', err: '' };
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => { texts.out += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.err += text;
    for (const look of waiting) look();
  });
  onTestFinished(() => { child.kill('SIGKILL'); });
  return {
    child, out: () => texts.out, err: () => texts.err,
    ended: new Promise((resolve) => { child.on('close', (code, signal) => resolve(code ?? signal ?? 'SIGKILL')); }),
    says: (text) => new Promise((resolve) => {
      const look = (): void => {
        if (!texts.err.includes(text)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    }),
  };
}
