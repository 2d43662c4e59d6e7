// What processes use, read from /proc (Linux; proc(5)).
import { readFileSync } from 'node:fs';

/** Memory in bytes and CPU time in seconds (user and system, of all threads) of a process. */
export interface Usage { rssBytes: number; peakRssBytes: number; cpuS: number }

/** The clock ticks of /proc, per second: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Undefined where there is no such process any more. */
export function usageOf(pid: number): Usage | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const [user = 0, system = 0] = timesOf(String(pid));
    const kilobytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return { rssBytes: kilobytes('VmRSS') * 1024, peakRssBytes: kilobytes('VmHWM') * 1024, cpuS: (user + system) / ticksPerSecond };
  } catch {
    return undefined;
  }
}

/** User and system time of a process, and of its children that have ended and their children, in ticks. */
function timesOf(pid: string): number[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold anything; the fields behind it are numbers, utime being the 14th of all.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 15).map(Number);
}

/** Seconds of CPU time of all processes that this one started and that have ended: the difference of two readings is what ended between them. */
export function endedChildrenCpuS(): number {
  const [, , user = 0, system = 0] = timesOf('self');
  return (user + system) / ticksPerSecond;
}

/** A process and all below it. */
export function treeOf(pid: number): number[] {
  let children: number[] = [];
  try {
    children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter((part) => part !== '').map(Number);
  } catch {
    // It has ended.
  }
  return [pid, ...children.flatMap(treeOf)];
}

/** What a process tree used at one look: the sum over its processes. `atMs` is since 1970. */
export interface Look { atMs: number; rssBytes: number; cpuS: number }

/** A process tree that is looked at again and again. */
export interface TreeWatch {
  readonly looks: readonly Look[];
  /** The most memory at a time. Between two looks a single process may have had more, which its own high-water mark tells. */
  readonly peakRssBytes: number;
  /** Looks at once. */
  look(): Look;
  stop(): void;
}

/** Looks at a process and all below it every `everyMs`. */
export function watchTree(pid: number, everyMs = 20): TreeWatch {
  const looks: Look[] = [];
  let peak = 0;
  const look = (): Look => {
    const usages = treeOf(pid).map(usageOf).filter((usage) => usage !== undefined);
    const sum = (figure: (usage: Usage) => number): number => usages.reduce((total, usage) => total + figure(usage), 0);
    const seen: Look = { atMs: performance.timeOrigin + performance.now(), rssBytes: sum((usage) => usage.rssBytes), cpuS: sum((usage) => usage.cpuS) };
    if (usages.length > 0) looks.push(seen);
    peak = Math.max(peak, seen.rssBytes, ...usages.map((usage) => usage.peakRssBytes));
    return seen;
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    looks,
    look,
    get peakRssBytes() {
      return peak;
    },
    stop: () => clearInterval(timer),
  };
}

/** Seconds of CPU time that the whole machine spent so far. */
export function machineCpuS(): number {
  const line = readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '';
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line.trim().split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softirq) / ticksPerSecond;
}

/** Seconds of CPU time that this process spent so far. */
export function ownCpuS(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
