import type { LangiumServices } from 'langium/lsp';

/** The cursor in patchbay.json. */
export interface JsonPlace {
  /** The keys that lead to the object or value at the cursor, outermost first. */
  path: string[];
  isKey: boolean;
  /** Other keys of the same object. */
  taken: ReadonlySet<string>;
  /** Of what is being written; the cursor twice where nothing is. */
  start: number;
  end: number;
  /** A `:` follows already. */
  hasColon: boolean;
}

interface Frame { isObject: boolean; key: string | undefined; keys: Set<string> }

/** By the tokens alone, so that it holds in a file that is half typed. Undefined in comments and where nothing fits. */
export function jsonPlaceAt(text: string, offset: number, services: LangiumServices): JsonPlace | undefined {
  const { tokens, hidden } = services.parser.Lexer.tokenize(text, { mode: 'partial' });
  if (hidden.some(({ startOffset, endOffset, image }) => startOffset < offset && (image.startsWith('//') ? offset <= endOffset! + 1 : offset <= endOffset!))) return undefined;
  const written = tokens.find((token) => token.startOffset < offset && offset <= token.endOffset! + 1 && isWritten(token.image, offset === token.endOffset! + 1));
  const isOpen = written?.image.startsWith('"') === true && (written.image.length < 2 || !written.image.endsWith('"'));
  const start = written?.startOffset ?? offset;
  const end = written === undefined || isOpen ? offset : written.endOffset! + 1;

  const stack: Frame[] = [];
  let at: { frame: Frame | undefined; path: string[]; before: string } | undefined;
  let before = '';
  for (const [index, token] of tokens.entries()) {
    if (at === undefined && token.startOffset >= start) at = { frame: stack.at(-1), path: stack.slice(0, -1).flatMap(keyOf), before };
    if (token === written) continue;
    const top = stack.at(-1);
    switch (token.image) {
      case '{': case '[': stack.push({ isObject: token.image === '{', key: undefined, keys: new Set() }); break;
      case '}': case ']': stack.pop(); break;
      case ',': if (top !== undefined) top.key = undefined; break;
      default: if (top?.isObject && tokens[index + 1]?.image === ':') { top.key = valueOf(token.image); top.keys.add(top.key); }
    }
    before = token.image;
  }
  at ??= { frame: stack.at(-1), path: stack.slice(0, -1).flatMap(keyOf), before };
  const { frame } = at;
  if (frame === undefined) return undefined;
  const isFirstOnLine = /(?:^|\n)[^\S\n]*$/.test(text.slice(0, start));
  const isKey = frame.isObject && (at.before === '{' || at.before === ',' || (isFirstOnLine && at.before !== ':'));
  if (!isKey && (!frame.isObject || at.before !== ':')) return undefined;
  const path = isKey ? at.path : [...at.path, keyBefore(text, start)];
  return { path, isKey, taken: frame.keys, start, end, hasColon: /^\s*:/.test(text.slice(end)) };
}

/** A text or a word that the cursor is in, or at the end of a word. */
function isWritten(image: string, atEnd: boolean): boolean {
  if (image.startsWith('"')) return !atEnd || image.length < 2 || !image.endsWith('"');
  return /^[A-Za-z_]/.test(image);
}

const keyOf = (frame: Frame): string[] => (frame.key === undefined ? [] : [frame.key]);

function keyBefore(text: string, start: number): string {
  return valueOf(/("(?:[^"\\\r\n]|\\[^\r\n])*")\s*:\s*$/.exec(text.slice(0, start))?.[1] ?? '""');
}

function valueOf(image: string): string {
  try {
    return JSON.parse(image) as string;
  } catch {
    return image.replaceAll('"', '');
  }
}
