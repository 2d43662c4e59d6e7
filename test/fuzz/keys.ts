// What somebody types into a sound file, one key after the other: most of it stays sound, so that only the declaration around it is read.
import type { Below } from './mutations.ts';
import type { FuzzFile } from './workspaces.ts';

const KEYS = /[A-Za-z_$][\w$]*|'[^'\n]*'|\d+/g;

/** Changes an open file by a few edits in turn, each checked before the next. */
export async function typeKeys({ workspace, path }: FuzzFile, below: Below): Promise<void> {
  for (let turn = 2 + below(5); turn > 0; turn--) {
    const textDocument = workspace.opened(path);
    const { start, end, text } = anyEdit(textDocument.getText(), below);
    await workspace.edit(path, [{ range: { start: textDocument.positionAt(start), end: textDocument.positionAt(end) }, text }]);
  }
}

interface Edit { start: number; end: number; text: string }

function anyEdit(text: string, below: Below): Edit {
  const words = [...text.matchAll(KEYS)];
  const word = words[below(words.length)];
  if (word === undefined) return { start: 0, end: 0, text: '\n' };
  const start = word.index;
  const end = start + word[0].length;
  const at = (place: number, more: string): Edit => ({ start: place, end: place, text: more });
  const line = lineAround(text, start);
  switch (below(12)) {
    case 0: case 1: return at(end, 'x');
    case 2: return { start: end - 1, end, text: '' };
    case 3: return at(start, ' ');
    case 4: return at(end, '\n');
    case 5: return at(start, '/* why */ ');
    case 6: return at(end, ' // why\n');
    case 7: return at(line.start, text.slice(line.start, line.end));
    case 8: return { ...line, text: '' };
    case 9: { const other = words[below(words.length)]!; return { start, end, text: other[0] }; }
    case 10: return at(end, ['\r\n', '\r', '\u2028', '\u{1F600}', '\t'][below(5)]!);
    default: return at(end, ['.', ',', '(', ')', '{', '}', '?', ' + 1', ': string', ' == null'][below(10)]!);
  }
}

/** With its end. */
function lineAround(text: string, at: number): { start: number; end: number } {
  const end = text.indexOf('\n', at);
  return { start: text.lastIndexOf('\n', at - 1) + 1, end: end < 0 ? text.length : end + 1 };
}
