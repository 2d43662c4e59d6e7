import type { ReportedError } from '#runtime';
import { printable, printableLines, type Terminal } from '../terminal.ts';

/** An error for people: where, what, what to do. */
export function writeError(terminal: Terminal, error: ReportedError, stream: 'out' | 'err' = 'err'): void {
  const place = placeOf(error);
  const head = place === undefined ? '' : `${terminal.paint(stream, 'bold', place)}: `;
  terminal[stream](`${head}${terminal.paint(stream, 'red', 'error')}: ${printableLines(error.message)} ${terminal.paint(stream, 'dim', `[${error.code}]`)}`);
  writeContext(terminal, error, stream);
  if (error.remedy !== undefined) terminal[stream](`  ${printableLines(error.remedy)}`);
}

/** Flow, step and endpoint of an error, as far as they are known: the place may be in a connector that many flows use. */
export function writeContext(terminal: Terminal, error: ReportedError, stream: 'out' | 'err'): void {
  const context = [
    error.flow && `flow ${error.flow}`, error.step && `step ${error.step}${error.stepPlace === undefined ? '' : ` (${printable(error.stepPlace.file)}:${error.stepPlace.line})`}`, error.endpoint,
    error.status && `status ${error.status}`, error.attempt && error.attempt > 1 && `attempt ${error.attempt}`,
  ].filter((part) => typeof part === 'string');
  if (context.length > 0) terminal[stream](terminal.paint(stream, 'dim', `  in ${printable(context.join(', '))}`));
}

/** `file:line:column`, as far as it is known. */
export function placeOf({ file, range }: Pick<ReportedError, 'file' | 'range'>): string | undefined {
  if (file === undefined) return undefined;
  const shown = printable(file).replaceAll('\n', '\\n');
  return range === undefined ? shown : `${shown}:${range.line}:${range.column}`;
}
