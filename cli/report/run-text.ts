import type { RunCounts, RunEvent } from '#runtime';
import { jsonOnTerminal, printable, printableLines, type Style, type Terminal } from '../terminal.ts';
import { placeOf, writeContext, writeError } from './errors.ts';

const levels: Record<'debug' | 'info' | 'warn' | 'error', Style> = { debug: 'dim', info: 'cyan', warn: 'yellow', error: 'red' };
const statuses: Record<string, Style> = { succeeded: 'green', partial: 'yellow', failed: 'red', stopped: 'yellow' };
/** What is shown of the record of a rejection at most; all of it is kept in the state. */
const longest = 200;

/** A run for people: what the flow says and what becomes of it on standard output, progress on standard error; `debug` lines where they are asked for. */
export function runTextReport(terminal: Terminal, { verbose = false }: { verbose?: boolean } = {}): (event: RunEvent) => void | Promise<void> {
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
        pages.set(`${event.step} ${event.instance}.${event.endpoint}`, `${event.instance}.${event.endpoint}: ${printableLines(event.text)}`);
        break;
      case 'log':
        if (event.level === 'debug' && !verbose) return undefined;
        return terminal.out(`${terminal.paint('out', levels[event.level], event.level.padEnd(5))} ${printableLines(event.text)}${placeOfLog(event)}`);
      case 'track':
        break;
      case 'send':
        return terminal.out(`${terminal.paint('out', 'cyan', 'would send')} ${event.instance}.${event.endpoint} ${printableLines(event.text)}`);
      case 'rejected': {
        const place = placeOf(event.error);
        terminal.out(`${place === undefined ? '' : `${place}: `}${terminal.paint('out', 'yellow', 'rejected')}: ${printableLines(event.error.message)}`);
        writeContext(terminal, event.error, 'out');
        return terminal.out(terminal.paint('out', 'dim', `  ${shortened(event.text)}`));
      }
      case 'run.finished':
        for (const text of pages.values()) terminal.err(terminal.paint('err', 'dim', text));
        if (event.error !== undefined) writeError(terminal, event.error, 'out');
        terminal.out(`${terminal.paint('out', statuses[event.status] ?? 'bold', event.status)}: ${summaryOf(event)}, ${(event.durationMs / 1000).toFixed(1)} s (${event.flow}, ${event.run})`);
        break;
      default: event satisfies never;
    }
    return undefined;
  };
}

/** A run for machines: every event as it is, one a line; progress stays away from standard output only as text does. */
export function runJsonReport(terminal: Terminal): (event: RunEvent) => void | Promise<void> {
  return (event) => terminal.out(jsonOnTerminal(jsonLine(event)));
}

/** Records and arguments stand in the line with the digits and order that they have, which `JSON.stringify` would not keep. */
function jsonLine(event: RunEvent): string {
  if (event.type !== 'send' && event.type !== 'rejected') return JSON.stringify(event);
  const { text, ...rest } = event;
  const name = event.type === 'send' ? 'args' : 'record';
  const value: unknown = event.type === 'send' ? event.args : event.record;
  // A text where an object belongs: redaction took digits out of it, and it is no JSON any more.
  const exact = typeof value === 'string' ? JSON.stringify(value) : text;
  return `${JSON.stringify({ ...rest, [name]: undefined }).slice(0, -1)},"${name}":${exact}}`;
}

/** What the runtime says itself is said with its place; the text of a `log` stands for itself. */
function placeOfLog({ code, file, line }: Extract<RunEvent, { type: 'log' }>): string {
  return code === undefined || file === undefined ? '' : ` (${printable(file)}:${line ?? 1})`;
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

function shortened(json: string): string {
  const text = printable(json);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
