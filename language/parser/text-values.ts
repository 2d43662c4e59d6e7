// What a text says, from how it is written: quotes, escapes, common indentation. LANGUAGE.md, section 1.
import type { Expression, InterpolatedText } from '../generated/ast.ts';

/** A stretch of an interpolated text; offsets into the file, `end` exclusive. */
export type TextSegment =
  | { kind: 'text'; value: string; start: number; end: number }
  | { kind: 'value'; expression: Expression | undefined; start: number; end: number };

export interface EscapeProblem { start: number; end: number; message: string }

const NEWLINE = /\r\n|\r|\n/;
const ESCAPE = /\\(?:u\{([^}"'\r\n]*)\}?|([\s\S]?))/g;

/**
 * The value of a text without interpolations, from its characters in the file, quotes included: `'…'`, `"…"`, `'''…'''`, `"""…"""` or
 * `$"""…"""`. A text whose end is missing gives what is there. Never throws.
 */
export function textValue(image: string): string {
  const quote = openingQuote(image);
  const closing = quote.replace('$', '');
  const end = image.length >= quote.length + closing.length && image.endsWith(closing) ? image.length - closing.length : image.length;
  const inner = image.slice(quote.length, end);
  if (closing.length === 1) return unescape(inner, quote);
  return unescape(unindent([inner])[0] ?? '', quote);
}

/** The parts of a text with interpolations: texts with their values, and expressions (undefined where an interpolation is empty). */
export function textSegments(text: InterpolatedText): TextSegment[] {
  const chunks = text.parts.map(part => part.$type === 'TextChunk' ? part.text ?? '' : undefined);
  const values = text.quote === '"' ? chunks : unindent(chunks);
  return text.parts.map((part, index): TextSegment => {
    const start = part.$cstNode?.offset ?? 0;
    const end = part.$cstNode?.end ?? start;
    return part.$type === 'TextChunk'
      ? { kind: 'text', value: unescape(values[index] ?? '', text.quote), start, end }
      : { kind: 'value', expression: part.value, start, end };
  }).filter(segment => segment.kind === 'value' || segment.value !== '');
}

/** Escapes in a piece of a text that mean nothing; offsets into the piece. In single quotes and `$"""` there are none. */
export function escapeProblems(piece: string, quote: string): EscapeProblem[] {
  if (!quote.startsWith('"') || !piece.includes('\\')) return [];
  const problems: EscapeProblem[] = [];
  for (const found of piece.matchAll(ESCAPE)) {
    const [image, code, char] = found;
    const at = { start: found.index, end: found.index + image.length };
    if (code !== undefined && codePoint(code) === undefined) problems.push({ ...at, message: 'Between the braces of `\\u{…}` stand one to six hexadecimal digits, up to 10FFFF.' });
    else if (char !== undefined && simpleEscape(char, '"') === undefined) problems.push({ ...at, message: `\`\\${char}\` is no escape. Write \`\\\\${char}\` for a backslash, or the text in single quotes.` });
  }
  return problems;
}

function openingQuote(image: string): '\'' | '"' | '\'\'\'' | '"""' | '$"""' {
  if (image.startsWith('$')) return '$"""';
  if (image.startsWith('"""')) return '"""';
  if (image.startsWith('\'\'\'')) return '\'\'\'';
  return image.startsWith('\'') ? '\'' : '"';
}

function unescape(text: string, quote: string): string {
  if (quote === '\'\'\'' || quote === '$"""' || !text.includes('\\')) return text;
  return text.replace(ESCAPE, (image: string, code: string | undefined, char: string | undefined) => {
    if (code !== undefined) {
      const point = codePoint(code);
      return point === undefined ? image : String.fromCodePoint(point);
    }
    return simpleEscape(char ?? '', quote) ?? image;
  });
}

function codePoint(digits: string): number | undefined {
  if (!/^[0-9A-Fa-f]{1,6}$/.test(digits)) return undefined;
  const point = parseInt(digits, 16);
  return point <= 0x10ffff ? point : undefined;
}

function simpleEscape(char: string, quote: string): string | undefined {
  switch (char) {
    case 'n': return '\n';
    case 't': return '\t';
    case '\\': return '\\';
    case '\'': return quote === '\'' ? '\'' : undefined;
    case '"': case '{': return quote === '\'' ? undefined : char;
    default: return undefined;
  }
}

/**
 * Takes the indentation that all lines share from the chunks of a tripled text (undefined stands for an interpolation), and a first and
 * last line that are blank. Line ends become `\n`, so that a file reads the same wherever it was checked out.
 */
function unindent(chunks: readonly (string | undefined)[]): (string | undefined)[] {
  const lines = chunks.map(chunk => chunk ?? '\u0001').join('').split(NEWLINE);
  const dropFirst = lines.length > 1 && isBlank(lines[0]);
  const dropLast = lines.length > 1 && isBlank(lines.at(-1));
  const shared = sharedIndentation(lines.slice(1).filter(line => !isBlank(line)));
  return chunks.map((chunk, index) => {
    if (chunk === undefined) return undefined;
    let parts = chunk.split(NEWLINE).map((line, at) => at === 0 ? line : withoutIndentation(line, shared));
    if (index === 0 && dropFirst) parts = parts.slice(1);
    if (index === chunks.length - 1 && dropLast) parts = parts.slice(0, -1);
    return parts.join('\n');
  });
}

const isBlank = (line: string | undefined): boolean => line !== undefined && line.trim() === '';

function sharedIndentation(lines: readonly string[]): string {
  let shared: string | undefined;
  for (const line of lines) {
    const own = /^[ \t]*/.exec(line)![0];
    if (shared === undefined) shared = own;
    else while (!own.startsWith(shared)) shared = shared.slice(0, -1);
  }
  return shared ?? '';
}

/** A blank line may be shorter than the indentation. */
function withoutIndentation(line: string, shared: string): string {
  if (line.startsWith(shared)) return line.slice(shared.length);
  return line.trim() === '' ? '' : line;
}
