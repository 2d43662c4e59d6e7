import type { RunCounts, RunEvent } from '#runtime';
import { printable, type Style, type Terminal } from '../terminal.ts';
import { placeOf, writeError } from './errors.ts';

const levels: Record<'debug' | 'info' | 'warn' | 'error', Style> = { debug: 'dim', info: 'cyan', warn: 'yellow', error: 'red' };
const statuses: Record<string, Style> = { succeeded: 'green', partial: 'yellow', failed: 'red', stopped: 'yellow' };
/** What a dry run shows of a request, and a rejection of its record, at most. */
const longest = 2_000;

/** A run for people: what the flow says and what becomes of it on standard output, progress on standard error. */
export function runTextReport(terminal: Terminal): (event: RunEvent) => void {
  let flow = '';
  /** By source, what was said of its last page: why paging stopped. */
  const pages = new Map<string, string>();
  return (event) => {
    switch (event.type) {
      case 'run.started':
        flow = event.flow;
        terminal.err(`Running ${event.flow} (${event.run})`);
        break;
      case 'run.progress':
        terminal.progress(`${flow}: ${progressOf(event.counts)}`);
        break;
      case 'page':
        pages.set(`${event.step} ${event.instance}.${event.endpoint}`, `${event.instance}.${event.endpoint}: ${printable(event.text)}`);
        break;
      case 'log':
        terminal.out(`${terminal.paint('out', levels[event.level], event.level.padEnd(5))} ${printable(event.text)}`);
        break;
      case 'track':
        break;
      case 'send':
        terminal.out(`${terminal.paint('out', 'cyan', 'would send')} ${event.instance}.${event.endpoint} ${shortened(event.args)}`);
        break;
      case 'rejected': {
        const place = placeOf(event.error);
        terminal.out(`${place === undefined ? '' : `${place}: `}${terminal.paint('out', 'yellow', 'rejected')}: ${printable(event.error.message)}`);
        terminal.out(terminal.paint('out', 'dim', `  ${shortened(event.record)}`));
        break;
      }
      case 'run.finished':
        for (const text of pages.values()) terminal.err(terminal.paint('err', 'dim', text));
        if (event.error !== undefined) writeError(terminal, event.error, 'out');
        terminal.out(`${terminal.paint('out', statuses[event.status] ?? 'bold', event.status)}: ${summaryOf(event)}, ${(event.durationMs / 1000).toFixed(1)} s (${event.flow}, ${event.run})`);
        break;
      default: event satisfies never;
    }
  };
}

/** A run for machines: every event as it is, one a line; progress stays away from standard output only as text does. */
export function runJsonReport(terminal: Terminal): (event: RunEvent) => void {
  return (event) => terminal.out(JSON.stringify(event));
}

function summaryOf(counts: RunCounts): string {
  const named: [string, number][] = [
    ['read', counts.read], ['expanded', counts.expanded], ['filtered', counts.filtered], ['deduplicated', counts.deduplicated],
    ['completed', counts.completed], ['rejected', counts.rejected], ['in doubt', counts.inDoubt], ['sent', counts.sent],
  ];
  return named.filter(([name, count]) => count > 0 || name === 'read' || name === 'completed').map(([name, count]) => `${count} ${name}`).join(', ');
}

function progressOf(counts: RunCounts): string {
  return summaryOf(counts);
}

function shortened(value: unknown): string {
  const text = printable(JSON.stringify(value) ?? '');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
