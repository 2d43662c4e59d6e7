import type { LexerResult } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import type { Excerpt } from './excerpt.ts';

/** The token that is being written at the cursor; offsets are those of the excerpt's text, `start` and `end` are the cursor where there is none. */
export interface WrittenToken {
  kind: 'name' | 'attribute' | 'text' | 'none';
  start: number;
  end: number;
  /** Whether it stands in the block itself, not in brackets or in a text that an element of the block has opened. */
  outside: boolean;
  /** It is the first in an interpolation. */
  interpolates: boolean;
}

const words = /^[A-Za-z_$]/;
const insideText: ReadonlySet<string> = new Set(['TEXT_OPEN', 'TEXT_CHUNK', 'INTERP_CLOSE']);
const numbers: ReadonlySet<string> = new Set(['INT', 'DECIMAL', 'DURATION', 'VERSION']);

/** Undefined where nothing is to be offered: in a comment, in the words of a text, in a number. */
export function tokenAt(excerpt: Excerpt, offset: number, services: LangiumServices): WrittenToken | undefined {
  const { tokens, hidden } = services.parser.Lexer.tokenize(excerpt.text);
  const at = offset - excerpt.start;
  for (const { startOffset, endOffset, image } of hidden) {
    if (startOffset < at && (image.startsWith('//') || !image.endsWith('*/') ? at <= endOffset! + 1 : at <= endOffset!)) return undefined;
  }
  const solid = tokens.filter((token) => token.endOffset! >= token.startOffset);
  const index = solid.findLastIndex((token) => token.startOffset < at);
  const token = solid[index];
  const none: WrittenToken = { kind: 'none', start: at, end: at, outside: isOutside(tokens, at), interpolates: token?.tokenType.name === 'INTERP_OPEN' };
  if (token === undefined) return none;
  const { startOffset: start, image, tokenType } = token;
  const end = token.endOffset! + 1;
  const touched: WrittenToken = { kind: 'name', start, end, outside: isOutside(tokens, start), interpolates: solid[index - 1]?.tokenType.name === 'INTERP_OPEN' };
  if (at > end) return none;
  if (insideText.has(tokenType.name)) return undefined;
  if (numbers.has(tokenType.name)) return undefined;
  if (tokenType.name === 'TRIPLE') return at < end || !/^\$?('''|""")[\s\S]*\1$/.test(image) ? undefined : none;
  if (tokenType.name === 'STRING') {
    const isClosed = image.length > 1 && image.endsWith(image.charAt(0));
    if (!isClosed) return { ...touched, kind: 'text', end: at };
    return at < end ? { ...touched, kind: 'text' } : none;
  }
  if (image.startsWith('@')) return { ...touched, kind: 'attribute' };
  return words.test(image) ? touched : none;
}

const openers: ReadonlySet<string> = new Set(['(', '[', '{', 'TOUCHING', 'INTERP_OPEN', 'TEXT_OPEN']);
const closers: ReadonlySet<string> = new Set([')', ']', '}', 'INTERP_CLOSE', 'TEXT_CLOSE']);

/** Closings of no width count: a text that ends with its line is closed by them. */
function isOutside(tokens: LexerResult['tokens'], before: number): boolean {
  let depth = 0;
  for (const { startOffset, tokenType } of tokens) {
    if (startOffset >= before) break;
    if (openers.has(tokenType.name)) depth++;
    else if (closers.has(tokenType.name)) depth = Math.max(depth - 1, 0);
  }
  return depth === 0;
}
