import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

/** Where and of what a measurement was made. */
export interface Circumstances { date: string; commit: string; changed: boolean; cores: number; processor: string; memoryGB: number; node: string }

export function circumstances(root: string): Circumstances {
  const git = (...args: string[]): string => {
    try {
      return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      return '';
    }
  };
  const processors = cpus();
  return {
    date: new Date().toISOString(), commit: git('rev-parse', '--short', 'HEAD') || 'unknown', changed: git('status', '--porcelain', '--untracked-files=no') !== '',
    cores: processors.length, processor: processors[0]?.model ?? 'unknown', memoryGB: Math.round(totalmem() / 2 ** 30), node: process.version,
  };
}
