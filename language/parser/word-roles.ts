// The walk over the tokens: which words are keywords, which are names. Rules 1 to 6 are those of LANGUAGE.md, section 0, as the grammar needs them.
import type { LexingError, Token, TokenTable, TokenType } from './tokens.ts';
import { signOf } from './tokens.ts';

/** Words that are a format or a level only with a value after them on their line, by the word before them. */
const QUALIFIERS: Readonly<Record<string, ReadonlySet<string>>> = {
  body: new Set(['form', 'multipart', 'xml', 'csv', 'raw']),
  log: new Set(['debug', 'info', 'warn', 'error']),
};
const VALUE_SIGNS = new Set(['(', '[', '{', '!', '-']);
const SUBJECT_GOES_ON = new Set(['{', '.', '?.', '[', '(']);
const TEXTS = new Set(['STRING', 'TRIPLE', 'TEXT_OPEN']);
const LITERALS = new Set(['STRING', 'TRIPLE', 'TEXT_OPEN', 'INT', 'DECIMAL', 'DURATION', 'VERSION']);

/**
 * Gives each word its type, in place, and the tokens that are kept for half-typed code: a `.` without a name after it, a `[` that touches
 * what is before it. Adds to `errors`. With `partial`, a dot at the end is left alone: the name is about to be typed.
 */
export function assignWordRoles(tokens: readonly Token[], table: TokenTable, options: { partial: boolean; errors: LexingError[] }): void {
  const idType = table.terminal('ID');
  const touching = table.terminalOrNone('TOUCHING');
  const dangling = table.terminalOrNone('DANGLING');
  const clauseConcurrency = table.terminalOrNone('CLAUSE_CONCURRENCY');
  let previous: Token | undefined;
  let afterDot = false;

  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    const next = tokens[index + 1];
    const nextOnLine = next !== undefined && next.startLine === token.endLine ? next : undefined;
    const sign = signOf(token);
    const isDot = sign === '.' || sign === '?.';
    if (token.tokenType === idType) {
      const type = afterDot ? undefined : wordType(token, previous, nextOnLine, tokens[index + 2]);
      if (type !== undefined) retype(token, type);
    } else if (sign === '[') {
      if (touching !== undefined && previous !== undefined && previous.endOffset! + 1 === token.startOffset) retype(token, touching);
    } else if (isDot && dangling !== undefined && !(options.partial && next === undefined)
      && nextOnLine?.tokenType !== idType && !(token.image === '?.' && nextOnLine?.image === '[')) {
      retype(token, dangling);
      if (!options.partial) options.errors.push({ offset: token.startOffset, length: token.image.length, line: token.startLine, column: token.startColumn, message: `After \`${token.image}\` a name is missing; it stands on the same line.` });
    }
    afterDot = isDot && token.tokenType !== dangling;
    previous = token;
  }

  function wordType(token: Token, before: Token | undefined, nextOnLine: Token | undefined, afterNext: Token | undefined): TokenType | undefined {
    const word = table.words.get(token.image);
    if (word === undefined) return undefined;
    const isFirst = before === undefined || before.endLine !== token.startLine;
    if (token.image === 'concurrency' && clauseConcurrency !== undefined && !isFirst && beginsClauseValue(nextOnLine)) return clauseConcurrency;
    if (isFirst) return table.leading.has(token.image) && nextOnLine !== undefined && beginsMember(nextOnLine, token) ? word.strict : word.soft;
    if (before !== undefined && QUALIFIERS[before.image]?.has(token.image) === true && before.tokenType !== idType) {
      return nextOnLine !== undefined && beginsValue(nextOnLine) ? word.strict : undefined;
    }
    // Settled here, so that an error inside a `match` does not make a name of the word.
    if (token.image === 'match' && nextOnLine !== undefined && beginsSubject(nextOnLine, afterNext)) return word.strict;
    if (token.image === 'reject' && nextOnLine !== undefined && TEXTS.has(nextOnLine.tokenType.name)) return word.strict;
    return word.soft;
  }

  /** `match status {`, `match x.y {`, but not `sort match desc`. */
  function beginsSubject(next: Token, afterNext: Token | undefined): boolean {
    if (next.tokenType !== idType) return LITERALS.has(next.tokenType.name);
    return !table.words.has(next.image) || afterNext !== undefined && SUBJECT_GOES_ON.has(afterNext.image);
  }

  // What comes next has not been given its role yet: every word is still an ID.
  function beginsMember(next: Token, word: Token): boolean {
    if (next.tokenType === idType) return next.image !== 'in';
    // `hosts ['a']` after a `base` without its value; an index touches what it is of.
    if (next.image === '[') return next.startOffset > word.endOffset! + 1;
    return next.image === '{' || LITERALS.has(next.tokenType.name);
  }
  function beginsValue(next: Token): boolean {
    return next.tokenType === idType ? next.image !== 'in' : VALUE_SIGNS.has(next.image) || LITERALS.has(next.tokenType.name);
  }
  function beginsClauseValue(next: Token | undefined): boolean {
    return next !== undefined && (next.tokenType === idType ? next.image !== 'in' : next.tokenType.name === 'INT');
  }
}

function retype(token: Token, type: TokenType): void {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx!;
}
