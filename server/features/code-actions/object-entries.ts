import type { ast } from '#language';
import { indentAt, lineBreak, lineEnd, lineStart } from './lines.ts';
import type { Edit } from './problem.ts';

/** The longest line that an object is kept on. */
const longest = 120;

/** Entries put behind those that an object has, one line each where it has lines or would grow too long for one. */
export function withEntries(object: ast.ObjectLiteral, entries: readonly string[], text: string): Edit[] {
  const whole = object.$cstNode;
  if (whole === undefined || entries.length === 0) return [];
  const written = text.slice(whole.offset, whole.end);
  const last = object.entries.at(-1)?.$cstNode;
  const br = lineBreak(text);
  if (written.includes('\n') && last !== undefined) return onLines(last, whole, entries, text);
  const indent = indentAt(text, whole.offset);
  const added = entries.join(', ');
  const line = lineEnd(text, whole.end) - lineStart(text, whole.offset) + added.length + 2;
  if (!written.includes('\n') && line <= longest && entries.length + object.entries.length <= 4) {
    if (last === undefined) return [{ start: whole.offset, end: whole.end, text: `{ ${added} }` }];
    const hasComma = /^\s*,/.exec(text.slice(last.end))?.[0].length;
    return [{ start: last.end, end: last.end + (hasComma ?? 0), text: `, ${added}` }];
  }
  if (written.includes('\n') && /\/\/|\/\*/.test(written)) {
    const closing = lineStart(text, whole.end - 1);
    return [{ start: closing, end: closing, text: entries.map((entry) => `${indent}  ${entry}`).join(`,${br}`) + br }];
  }
  const all = [...object.entries.map((entry) => entry.$cstNode?.text ?? ''), ...entries];
  return [{ start: whole.offset, end: whole.end, text: `{${br}${all.map((entry) => `${indent}  ${entry}`).join(`,${br}`)}${br}${indent}}` }];
}

/** Behind the last entry and a comment on its line; with a comma in the end where the object has one. */
function onLines(last: { offset: number; end: number }, whole: { end: number }, entries: readonly string[], text: string): Edit[] {
  const comma = /^\s*,/.exec(text.slice(last.end, whole.end))?.[0].length;
  const behind = last.end + (comma ?? 0);
  const rest = lineEnd(text, behind);
  const at = rest < whole.end && /^[ \t]*(?:\/\/.*|\/\*.*\*\/[ \t]*)?$/.test(text.slice(behind, rest)) ? rest : behind;
  const indent = indentAt(text, last.offset);
  const lines = entries.map((entry) => `${lineBreak(text)}${indent}${entry}`).join(',');
  // The brace that stood on the last entry's line goes on one of its own.
  const closing = at === behind && text.slice(behind, whole.end).trim() === '}' && !text.slice(behind, whole.end).includes('\n');
  return [
    ...(comma === undefined && at !== last.end ? [{ start: last.end, end: last.end, text: ',' }] : []),
    { start: at, end: closing ? whole.end - 1 : at, text: `${comma === undefined && at === last.end ? ',' : ''}${lines}${comma === undefined ? '' : ','}${closing ? `${lineBreak(text)}${indent.slice(2)}` : ''}` },
  ];
}
