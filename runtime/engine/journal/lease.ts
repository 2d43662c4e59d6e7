import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Where a process cannot be looked up (another machine or container), its run counts as dead this long after its last sign of life. */
const silenceMs = 60_000;

/** Who carries out a run, so that others can tell whether it is still there. Linux knows all of it; elsewhere `start` and `boot` are empty. */
export interface ProcessIdentity {
  pid: number;
  /** When the process began, in clock ticks since the boot: another process of the same number is not taken for it. */
  start: string;
  /** The boot, and the namespace of process numbers (containers). */
  boot: string;
  host: string;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, start: startOf(process.pid) ?? '', boot: bootId(), host: hostname() };
}

/** Whether the process that was written down still lives. */
export function isAlive(identity: ProcessIdentity, heartbeatMs: number, nowMs: number): boolean {
  const recent = nowMs - heartbeatMs < silenceMs;
  if (identity.host !== hostname()) return recent;
  if (identity.boot !== bootId()) return identity.boot.split('/')[0] === bootId().split('/')[0] && recent;
  if (identity.start !== '') return startOf(identity.pid) === identity.start;
  return recent && exists(identity.pid);
}

function bootId(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

/** Field 22 of /proc/<pid>/stat; a zombie is no process any more. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
