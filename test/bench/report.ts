/** A table of the report. */
export interface Section { title: string; columns: string[]; rows: string[][] }

/** A whole number with its thousands set apart. */
export function number(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A section as text; the first column stands to the left, figures to the right. */
export function tableText({ title, columns, rows }: Section): string {
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => (row[index] ?? '').length)));
  const line = (cells: readonly string[]): string => cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join('  ').trimEnd();
  return [title, '', line(columns), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}
