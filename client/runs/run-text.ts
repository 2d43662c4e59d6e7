import type { RunCounts, RunEvent } from '#runner/protocol';
import { errorText } from '../error-text.ts';

/** `250 read, 249 sent, 1 rejected`: what is not zero, `read` always. */
export function countsText(counts: RunCounts): string {
  const named: [string, number][] = [
    ['expanded', counts.expanded], ['filtered', counts.filtered], ['duplicates', counts.deduplicated], ['completed', counts.completed],
    ['rejected', counts.rejected], ['in doubt', counts.inDoubt], ['sent', counts.sent],
  ];
  return [`${counts.read} read`, ...named.filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`)].join(', ');
}

/** The lines of the run log for an event; none for progress, which the notification shows. */
export function eventLines(event: RunEvent): string[] {
  switch (event.type) {
    case 'run.started': return [`▶ ${event.flow} started (run ${event.run})`];
    case 'run.progress': return [];
    case 'page': return [`${level('page')}${event.instance}.${event.endpoint}: ${event.text}`];
    case 'log': return [`${level(event.level)}${event.text}${event.file === undefined || event.line === undefined ? '' : `  (${event.file}:${event.line})`}`];
    case 'track': return [`${level('track')}${event.value}`];
    case 'send': return [`${level('would send')}${event.instance}.${event.endpoint} ${JSON.stringify(event.args)}`];
    case 'rejected': return [`${level('rejected')}${errorText(event.error)}`, `${level('')}${JSON.stringify(event.record)}`];
    case 'run.finished': return [
      ...(event.error === undefined ? [] : [`${level('error')}${errorText(event.error)}`]),
      `■ ${event.flow} ${event.status} after ${(event.durationMs / 1000).toFixed(1)} s: ${countsText(event)}`,
    ];
  }
}

/** `10:03:07.512`, the local time of day. */
export function timeText(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

function level(name: string): string {
  return `  ${name.padEnd(10)} `;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
