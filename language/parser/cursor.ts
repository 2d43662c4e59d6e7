import type { LexingError, Token, TokenTable, TokenType } from './tokens.ts';

const LINE_BREAK = /[\r\n]/g;

/** A place to which the scanner can go back, with what it had made by then. */
export interface Mark { pos: number; line: number; lineStart: number; tokens: number; hidden: number; errors: number; depth: number }

/** The scanner's position in the text, and the tokens behind it, with their lines and columns from 1. */
export abstract class Cursor {
  protected readonly text: string;
  protected readonly table: TokenTable;
  protected readonly tokens: Token[] = [];
  protected readonly hidden: Token[] = [];
  protected readonly errors: LexingError[] = [];
  protected pos = 0;
  protected line = 1;
  protected lineStart = 0;
  /** Open brackets and interpolations. */
  protected depth = 0;
  private knownLineEnd = -1;
  private knownFrom = 0;

  constructor(text: string, table: TokenTable) {
    this.text = text;
    this.table = table;
  }

  /** While it is true, tokens and errors are passed over. */
  protected abstract get isMuted(): boolean;

  protected mark(): Mark {
    const { pos, line, lineStart, depth } = this;
    return { pos, line, lineStart, depth, tokens: this.tokens.length, hidden: this.hidden.length, errors: this.errors.length };
  }

  protected goBack(mark: Mark): void {
    this.tokens.length = mark.tokens;
    this.hidden.length = mark.hidden;
    this.errors.length = mark.errors;
    this.pos = mark.pos;
    this.line = mark.line;
    this.lineStart = mark.lineStart;
    this.depth = mark.depth;
  }

  /** The length of what a sticky pattern matches at the position, 0 where it does not. */
  protected match(pattern: RegExp): number {
    pattern.lastIndex = this.pos;
    return pattern.test(this.text) ? pattern.lastIndex - this.pos : 0;
  }

  /** The end of the line, however often it is asked for. */
  protected get lineEnd(): number {
    if (this.knownLineEnd < this.pos || this.pos < this.knownFrom) {
      LINE_BREAK.lastIndex = this.knownFrom = this.pos;
      this.knownLineEnd = LINE_BREAK.test(this.text) ? LINE_BREAK.lastIndex - 1 : this.text.length;
    }
    return this.knownLineEnd;
  }

  protected push(type: string, length: number): void {
    this.pushType(this.table.terminalOrNone(type) ?? this.table.terminal('STRING'), this.pos + length);
  }

  protected pushType(type: TokenType, end: number): void {
    const token = this.token(type, this.place, end);
    if (!this.isMuted) this.tokens.push(token);
    this.advance(token, end);
  }

  protected pushHidden(type: string, end: number): void {
    const token = this.token(this.table.terminal(type), this.place, end);
    this.hidden.push(token);
    this.advance(token, end);
  }

  protected advance(token: Token, end: number): void {
    this.pos = end;
    if (token.endLine === this.line) return;
    this.line = token.endLine!;
    this.lineStart = end - token.endColumn!;
  }

  protected get place(): Pick<Mark, 'pos' | 'line' | 'lineStart'> { return { pos: this.pos, line: this.line, lineStart: this.lineStart }; }

  protected token(type: TokenType, from: Pick<Mark, 'pos' | 'line' | 'lineStart'>, end: number): Token {
    const image = this.text.slice(from.pos, end);
    let { line, lineStart } = from;
    if (image.length > 1 && (image.includes('\n') || image.includes('\r'))) {
      for (const found of image.matchAll(/\r\n|\r|\n/g)) {
        line++;
        lineStart = from.pos + found.index + found[0].length;
      }
    }
    return {
      image, startOffset: from.pos, endOffset: end - 1, startLine: from.line, endLine: line,
      startColumn: from.pos - from.lineStart + 1, endColumn: end - lineStart, tokenTypeIdx: type.tokenTypeIdx!, tokenType: type,
    };
  }

  /** A diagnostic of the lexer stands on one line: the first of what it is about. Its line is found in the end. */
  protected report(start: number, end: number, message: string): void {
    if (this.isMuted) return;
    const lineEnd = this.text.slice(start, end).search(/[\r\n]/);
    this.errors.push({ offset: start, length: Math.max(lineEnd < 0 ? end - start : lineEnd, 1), line: undefined, column: undefined, message });
  }
}
