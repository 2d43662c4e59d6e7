// Brackets are counted by the scanner. What nests without them is counted here: `!!!!x`, `a + b + …`, `a.b.c…`, `x => y => …`, `a ? b : c ? …`.
import type { LexingError, Token, TokenTable } from './tokens.ts';
import { signOf } from './tokens.ts';

/** Operators in one chain, at most, and of those that nest to the right. */
export const MAX_CHAIN = 500;
export const MAX_RIGHT_NESTING = 100;

export const TOO_LONG = 'This expression is too long to be read as one; what follows is left out. Give a part of it a name of its own.';

const RIGHT = new Set(['!', '-', '=>', '?']);
const LEFT = new Set(['*', '/', '%', '+', '<', '<=', '>', '>=', 'in', '==', '!=', '&&', '||', '??', '.', '?.', '[', '(']);

interface Level { left: number; right: number }

/**
 * Leaves out what a chain has beyond the limit, up to the next comma, closing bracket or member, with one diagnostic for a chain.
 * Returns the same array where nothing is too long, which is practically always.
 */
export function limitChains(tokens: Token[], table: TokenTable, errors: LexingError[]): Token[] {
  let levels: Level[] = [{ left: 0, right: 0 }];
  let kept: Token[] | undefined;
  // While something is left out: the depth of brackets at which it began.
  let dropping: number | undefined;
  let line = 0;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    const image = signOf(token);
    const isFirst = token.startLine !== line;
    line = token.endLine!;
    const closes = image === ')' || image === ']' || image === '}' || token.tokenType.name === 'INTERP_CLOSE';
    const ends = image === ',' || closes || isFirst && table.leading.has(image);
    if (dropping !== undefined && ends && levels.length <= dropping) dropping = undefined;
    const level = levels.at(-1)!;
    if (ends) level.left = level.right = 0;
    if (closes && levels.length > 1) levels.pop();
    if (dropping === undefined && !closes) {
      if (RIGHT.has(image) && (image !== '?' || tokens[index + 1]?.startLine === line)) level.right++;
      else if (LEFT.has(image)) level.left++;
      if (level.right > MAX_RIGHT_NESTING || level.left > MAX_CHAIN) {
        errors.push({ offset: token.startOffset, length: Math.max(image.length, 1), line: token.startLine, column: token.startColumn, message: TOO_LONG });
        kept ??= tokens.slice(0, index);
        dropping = levels.length;
      }
    }
    if (image === '(' || image === '[' || image === '{' || token.tokenType.name === 'INTERP_OPEN') levels.push({ left: 0, right: 0 });
    if (dropping === undefined) kept?.push(token);
  }
  return kept ?? tokens;
}
