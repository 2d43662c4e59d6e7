import type { Finding } from '#language';
import { printable, type Style, type Terminal } from '../terminal.ts';

const styles: Record<Finding['severity'], Style> = { error: 'red', warning: 'yellow', hint: 'cyan' };

/** By file, then by place. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column));
}

/** One finding a line, as compilers write them: editors and terminals make the place a link. */
export function writeFindings(terminal: Terminal, stream: 'out' | 'err', findings: readonly Finding[]): void {
  for (const { file, line, column, severity, code, message } of findings) {
    const place = terminal.paint(stream, 'bold', `${oneLine(file)}:${line}:${column}`);
    terminal[stream](`${place}: ${terminal.paint(stream, styles[severity], severity)}: ${oneLine(message)} ${terminal.paint(stream, 'dim', `[${code}]`)}`);
  }
}

// A name in a file may hold a line of its own: one that looks like another finding, or a command to the CI server that reads the output.
function oneLine(text: string): string {
  return printable(text).replaceAll('\n', '\\n');
}

/** `2 errors, 1 warning`, or `no errors`. */
export function countFindings(findings: readonly Finding[]): string {
  const counts = (['error', 'warning', 'hint'] as const).map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }));
  return counts.filter(({ count, severity }) => count > 0 || severity === 'error')
    .map(({ severity, count }) => `${count === 0 ? 'no' : count} ${severity}${count === 1 ? '' : 's'}`).join(', ');
}
