import type { Edit, Fix, FixSource } from './problem.ts';

const meant = /Did you mean (?:`([^`]+)`|'([^']+)')\?/;
const several = /Did you mean (`[^`]+`(?: or `[^`]+`)+)\?/;
/** A word of another language, at its end: "Write `integer`." */
const otherWord = / Write `([a-z]+)`\.$/;
const known = / Known: (.+)\.$/;
const word = /^@?[A-Za-z_$][\w$.-]*$|^'[^'\\\r\n]*'$|^"[^"\\{\r\n]*"$/;

/** Names that are misspelt, of whatever kind: the message says which one the checker found nearest in scope, so that both say the same. */
export const spelling: FixSource = function* ({ code, message, text, start, end: last }): Iterable<Fix> {
  // Of an attribute that takes something the name alone.
  const written = /^@[\w$]+/.exec(text.slice(start, last))?.[0] ?? text.slice(start, last);
  const end = start + written.length;
  if (!word.test(written)) return;
  // Of `variables.aftr` the last part.
  const path = /^[\w$]+\.(?=[\w$.]+$)/.test(written) ? written.lastIndexOf('.') + 1 : 0;
  const correction = (name: string): Edit => ({ start: start + (name.includes('.') ? 0 : path), end, text: spelled(name, written) });
  const best = meant.exec(message) ?? (code === 'unknown-entity' ? otherWord.exec(message) : null);
  if (best !== null) {
    const name = best[1] ?? best[2]!;
    yield { title: `Change it to ${best[1] === undefined ? `'${name}'` : `\`${name}\``}`, edits: [correction(name)], preferred: true };
    return;
  }
  const names = [...(several.exec(message)?.[1] ?? known.exec(message)?.[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
  for (const name of names) yield { title: `Change it to \`${name}\``, edits: [correction(name)], preferred: names.length === 1 };
};

/** In the quotes, and with the `@`, that the name before it had. */
function spelled(name: string, written: string): string {
  const first = written.charAt(0);
  if (first === "'" || first === '"') return `${first}${name}${first}`;
  return first === '@' && !name.startsWith('@') ? `@${name}` : name;
}
