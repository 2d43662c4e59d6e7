// From characters to tokens. Texts nest: an interpolation holds code, which holds texts. Every word leaves here as an ID; word-roles.ts
// then decides which are keywords.
//
// 1. Frames form a stack: code at the bottom, then text and interpolation in turn.
// 2. A text in single quotes of either kind ends with its line, and so does all that it interpolates. What is still open then is closed
//    by tokens of no width, which have no place in the tree, so that a half-typed text keeps what it interpolates.
// 3. A tripled text whose end is not found is read again as one token: up to the next three quotes, or to the end of its line.
// 4. `tokens` and `hidden` ascend by offset and do not overlap.
// 5. No input costs more than a few passes: nesting ends at MAX_DEPTH, reading again after MAX_RETRIES, a line after MAX_PIECES.
import type { Mark } from './cursor.ts';
import { Cursor } from './cursor.ts';
import { OpenBrackets } from './open-brackets.ts';
import { characterInstead, NO_BACKTICKS } from './other-languages.ts';
import type { LexingError, Token, TokenTable, TokenType } from './tokens.ts';

/** Brackets, braces and interpolations within one another, at most. */
export const MAX_DEPTH = 64;
export const TOO_DEEP = `This is nested more than ${MAX_DEPTH} levels deep; what is inside is not read. Give a part of it a name of its own.`;
const MAX_RETRIES = 8;

/** Words, signs and texts of one line, at most: recovery looks along a line, which millions of them would make a hang. */
export const MAX_PIECES = 6_000;
export const TOO_MANY = `This line has more than ${MAX_PIECES.toLocaleString('en')} words and signs; what follows on it is not read. Break it into lines.`;

type Quote = '"' | '"""' | '$"""';
interface Frame {
  kind: 'code' | 'text';
  /** It ends with its line. */
  lineBound: boolean;
  quote: Quote;
  /** Open brackets of a code frame. */
  brackets: OpenBrackets;
  start: Mark;
}

export interface ScanResult { tokens: Token[]; hidden: Token[]; errors: LexingError[] }

const OPENER: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const SPACE = /[^\S\r\n]+/y;
const NAME = /[A-Za-z_$][A-Za-z0-9_$]*/y;
const ATTRIBUTE = /@(?:[A-Za-z_$][A-Za-z0-9_$]*)?/y;
const NUMBERS: readonly (readonly [string, RegExp])[] = [
  ['VERSION', /\d+\.\d+\.\d+(?:-[A-Za-z0-9.]+)?/y],
  ['DURATION', /\d+(?:ms|s|m|h|d)(?![A-Za-z0-9_$])/y],
  ['DECIMAL', /\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)/y],
  ['INT', /\d+/y],
];
const SINGLE = /'(?:[^'\\\r\n]|\\[^\r\n])*'/y;
const BACKTICKS = /`(?:[^`\\\r\n]|\\[^\r\n])*`/y;
const DOUBLE = /"(?:[^"\\\r\n{]|\\u\{[0-9A-Fa-f]+\}|\\[^\r\n])*"/y;

export interface ScanOptions { partial: boolean }

/** Scans a whole file, or with `partial` the text before the cursor, whose last text may be open. */
export function scan(text: string, table: TokenTable, options: ScanOptions): ScanResult {
  return new Scanner(text, table, options.partial).run();
}

class Scanner extends Cursor {
  private readonly partial: boolean;
  private readonly id: TokenType;
  private frames: Frame[] = [];
  private retries = 0;
  private counted = { line: 0, read: 0, passed: 0, isReported: false };
  /** Set while what is nested too deeply is left out: the depth at which that ends, and where it began. */
  private skipping: { depth: number; bracket: string; at: Mark } | undefined;

  constructor(text: string, table: TokenTable, partial: boolean) {
    super(text, table);
    this.partial = partial;
    this.id = table.terminal('ID');
  }

  run(): ScanResult {
    this.enter('code', '"', false);
    do {
      while (this.pos < this.text.length) {
        if (this.isLineTooLong()) this.pos = this.lineEnd;
        else if (this.frame.kind === 'text') this.textPiece();
        else this.codePiece();
      }
    } while (!this.partial && this.endOfFile());
    return { tokens: this.tokens, hidden: this.hidden, errors: this.errors };
  }

  protected override get isMuted(): boolean { return this.skipping !== undefined; }

  private get frame(): Frame { return this.frames[this.frames.length - 1]!; }

  /** Counts what is read of a line; true for the rest of one that has too much. What is passed over costs less: the end of it is looked for further. */
  private isLineTooLong(): boolean {
    if (this.counted.line !== this.line) this.counted = { line: this.line, read: 0, passed: 0, isReported: false };
    const { counted, isMuted } = this;
    const char = this.text.charAt(this.pos);
    if (char === ' ' || char === '\n' || char === '\r') return false;
    if (isMuted ? ++counted.passed <= 10 * MAX_PIECES : ++counted.read <= MAX_PIECES) return false;
    if (!counted.isReported) this.errors.push({ offset: this.pos, length: 1, line: undefined, column: undefined, message: TOO_MANY });
    counted.isReported = true;
    return true;
  }

  // ---------- code ----------

  private codePiece(): void {
    const { text, pos } = this;
    const char = text.charAt(pos);
    switch (char) {
      case ' ': case '\t': this.pos++; return;
      case '\n': case '\r': this.newLine(); return;
      case '\'': this.singleQuoted(); return;
      case '"': this.doubleQuoted(text.startsWith('"""', pos) ? '"""' : '"'); return;
      case '$': if (text.startsWith('$"""', pos)) { this.doubleQuoted('$"""'); return; } break;
      case '@': this.push('ATTRIBUTE', this.match(ATTRIBUTE)); return;
      case '/': if (this.comment()) return; break;
      case '`': if (this.backticks()) return; break;
      case '(': case '[': case '{': this.open(char); return;
      case ')': case ']': case '}': this.close(char); return;
      default:
    }
    const name = this.match(NAME);
    if (name > 0) { this.pushType(this.id, pos + name); return; }
    if (char >= '0' && char <= '9') { this.number(); return; }
    for (const sign of this.table.signs.get(char) ?? []) {
      if (text.startsWith(sign.image, pos)) { this.pushType(sign.type, pos + sign.image.length); return; }
    }
    const space = this.match(SPACE);
    if (space > 0) { this.pos += space; return; }
    this.unknown();
  }

  private number(): void {
    for (const [type, pattern] of NUMBERS) {
      const length = this.match(pattern);
      if (length > 0 && this.table.terminalOrNone(type) !== undefined) { this.push(type, length); return; }
    }
  }

  private newLine(): void {
    if (this.frame.lineBound) { this.closeLineBound(); return; }
    if (this.text.charAt(this.pos) === '\r' && this.text.charAt(this.pos + 1) === '\n') this.pos++;
    this.pos++;
    this.line++;
    this.lineStart = this.pos;
  }

  private comment(): boolean {
    const { text, pos } = this;
    if (text.startsWith('//', pos)) {
      this.pushHidden('SL_COMMENT', this.lineEnd);
      return true;
    }
    if (!text.startsWith('/*', pos)) return false;
    const { lineEnd } = this;
    const close = text.indexOf('*/', pos + 2);
    const end = close < 0 || this.frame.lineBound && close + 2 > lineEnd ? lineEnd : close + 2;
    if (end !== close + 2) this.report(pos, end, 'This comment has no end: close it with `*/`.');
    this.pushHidden('ML_COMMENT', end);
    return true;
  }

  private open(bracket: string): void {
    const mark = this.mark();
    this.frame.brackets.push(bracket);
    this.pushType(this.table.signs.get(bracket)![0]!.type, this.pos + 1);
    this.deeper(bracket, mark);
  }

  private deeper(bracket: string, mark: Mark): void {
    this.depth++;
    if (this.depth <= MAX_DEPTH || this.skipping !== undefined) return;
    this.report(mark.pos, mark.pos + 1, TOO_DEEP);
    this.skipping = { depth: this.depth, bracket, at: this.mark() };
  }

  private shallower(levels: number): void {
    this.depth -= levels;
    const skipping = this.skipping;
    if (skipping === undefined || this.depth >= skipping.depth) return;
    this.skipping = undefined;
    // A text stands for what was left out where the grammar wants a value.
    if (skipping.bracket !== '{' && skipping.at.pos < this.pos) this.tokens.push(this.token(this.table.terminal('STRING'), skipping.at, this.pos));
  }

  private close(bracket: string): void {
    const { frame } = this;
    const opener = OPENER[bracket]!;
    const found = frame.brackets.last(opener);
    if (bracket === '}' && found < 0 && this.frames.length > 1) {
      const closer = this.frames[this.frames.length - 2]!.quote === '$"""' ? '}}' : '}';
      if (this.text.startsWith(closer, this.pos)) {
        this.shallower(frame.brackets.length + 1);
        this.frames.pop();
        this.push('INTERP_CLOSE', closer.length);
        return;
      }
    }
    // A `)` does not reach past an open `{`: it belongs to what is half typed before it.
    if (found >= 0 && (bracket === '}' || frame.brackets.last('{') < found)) {
      const levels = frame.brackets.length - found;
      frame.brackets.closeFrom(found);
      this.shallower(levels);
    }
    this.pushType(this.table.signs.get(bracket)![0]!.type, this.pos + 1);
  }

  private unknown(): void {
    const start = this.pos;
    const code = this.text.codePointAt(start)!;
    this.pos += code > 0xffff ? 2 : 1;
    const character = String.fromCodePoint(code);
    const shown = code < 0x20 || code === 0x7f ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` : character;
    const message = characterInstead(character, this.text.slice(this.pos, Math.min(this.lineEnd, this.pos + 100))) ?? `${UNKNOWN} \`${shown}\` has no meaning here; in a text it may stand.`;
    const last = this.errors.at(-1);
    if (last !== undefined && last.offset + last.length === start && (last.message === message || last.message.startsWith(UNKNOWN) && message.startsWith(UNKNOWN))) last.length += this.pos - start;
    else this.report(start, this.pos, message);
  }

  // ---------- texts ----------

  /** A text as JavaScript writes it, where it ends on its line: what is wrong with it is its quotes. */
  private backticks(): boolean {
    const length = this.match(BACKTICKS);
    if (length === 0) return false;
    this.report(this.pos, this.pos + length, NO_BACKTICKS);
    this.push('STRING', length);
    return true;
  }

  private singleQuoted(): void {
    const { text, pos } = this;
    if (text.startsWith('\'\'\'', pos)) {
      const close = text.indexOf('\'\'\'', pos + 3);
      const { lineEnd } = this;
      if (close >= 0 && (!this.frame.lineBound || close < lineEnd)) { this.push('TRIPLE', close + 3 - pos); return; }
      if (!this.partial) this.report(pos, lineEnd, 'This text has no end: close it with `\'\'\'`.');
      this.push('TRIPLE', lineEnd - pos);
      return;
    }
    const length = this.match(SINGLE);
    if (length > 0) { this.push('STRING', length); return; }
    this.unclosedLine('\'');
  }

  private doubleQuoted(quote: Quote): void {
    const { pos } = this;
    if (quote === '"') {
      const length = this.match(DOUBLE);
      if (length > 0) { this.push('STRING', length); return; }
    } else if (this.retries >= MAX_RETRIES) {
      this.rawTriple(quote);
      return;
    }
    const chunk = this.chunkEnd(pos + quote.length, quote, this.frame.lineBound || quote === '"');
    const closer = quote === '"' ? '"' : '"""';
    if (chunk.by === 'quote') { this.push('TRIPLE', chunk.end + closer.length - pos); return; }
    if (chunk.by === 'line' && quote === '"' && !this.partial) { this.unclosedLine('"'); return; }
    const mark = this.mark();
    this.push('TEXT_OPEN', quote.length);
    this.enter('text', quote, this.frame.lineBound || quote === '"', mark);
  }

  /** The rest of the line is the text. */
  private unclosedLine(quote: string): void {
    const start = this.pos;
    const end = this.headerBrace() ?? start + this.text.slice(start, this.lineEnd).trimEnd().length;
    if (!this.partial) this.report(start, end, `This text has no end on its line: close it with \`${quote}\`.`);
    this.push('STRING', Math.max(end - start, 1));
  }

  /** Where the `{` is that ends the line of a `connector`: a quote that was typed into its name does not take it, and with it all of the members. */
  private headerBrace(): number | undefined {
    const line = this.text.slice(this.lineStart, this.lineEnd).trimEnd();
    return line.endsWith('{') && /^\s*connector\b/.test(line) ? this.lineStart + line.length - 1 : undefined;
  }

  private rawTriple(quote: Quote): void {
    const start = this.pos;
    const close = this.text.indexOf('"""', start + quote.length);
    const { lineEnd } = this;
    if (close >= 0 && (!this.frame.lineBound || close < lineEnd)) {
      this.report(start, start + quote.length, `In this text an interpolation has no end: close it with \`${quote === '"""' ? '}' : '}}'}\`.`);
      this.push('TRIPLE', close + 3 - start);
    } else {
      this.report(start, lineEnd, 'This text has no end: close it with `"""`.');
      this.push('TRIPLE', lineEnd - start);
    }
  }

  /** One step inside a text: a stretch of characters, the opening of an interpolation, or the closing quotes. */
  private textPiece(): void {
    const { quote, lineBound } = this.frame;
    const { end, by } = this.chunkEnd(this.pos, quote, lineBound);
    if (end > this.pos) this.push('TEXT_CHUNK', end - this.pos);
    if (by === 'quote') {
      this.frames.pop();
      this.push('TEXT_CLOSE', quote === '"' ? 1 : 3);
    } else if (by === 'interpolation') {
      const mark = this.mark();
      this.push('INTERP_OPEN', quote === '$"""' ? 2 : 1);
      this.enter('code', quote, lineBound, mark);
      this.deeper('{', mark);
    } else if (by === 'line' && this.pos < this.text.length) {
      this.closeLineBound();
    }
  }

  /** Where a stretch of text ends, and by what; `line` is also the end of the file. */
  private chunkEnd(from: number, quote: Quote, lineBound: boolean): { end: number; by: 'quote' | 'interpolation' | 'line' } {
    const { text } = this;
    for (let at = from; at < text.length; at++) {
      switch (text.charCodeAt(at)) {
        case 0x22: // "
          if (quote === '"' || text.startsWith('"""', at)) return { end: at, by: 'quote' };
          break;
        case 0x7b: // {
          if (quote !== '$"""' || text.charCodeAt(at + 1) === 0x7b) return { end: at, by: 'interpolation' };
          break;
        case 0x5c: // \
          if (quote === '$"""') break;
          if (text.startsWith('u{', at + 1)) at += 2;
          else if (!/[\r\n]/.test(text.charAt(at + 1))) at++;
          break;
        case 0x0a: case 0x0d:
          if (lineBound) return { end: at, by: 'line' };
          break;
        default:
      }
    }
    return { end: text.length, by: 'line' };
  }

  // ---------- ends ----------

  /** Closes, without characters, what ends with its line. */
  private closeLineBound(): void {
    const first = this.frames.findIndex(frame => frame.lineBound && frame.kind === 'text');
    const { pos: start, lineStart } = this.frames[first]!.start;
    const end = lineStart === this.lineStart ? this.pos : start + 1;
    const inner = this.frames.at(-1)!;
    if (inner.kind === 'code' && this.frames.length === first + 2 && inner.start.pos === this.headerBrace()) {
      this.goBack(inner.start);
      this.frames.pop();
    }
    this.report(start, end, 'This text has no end on its line: close it with `"`.');
    while (this.frames.length > first) {
      const frame = this.frames.pop()!;
      if (frame.kind === 'code') {
        this.shallower(frame.brackets.length + 1);
        for (const bracket of frame.brackets.list.toReversed()) if (bracket !== '{') this.push(bracket === '(' ? ')' : ']', 0);
        this.push('INTERP_CLOSE', 0);
      } else {
        this.push('TEXT_CLOSE', 0);
      }
    }
  }

  /** Deals with what is open at the end of the file; true where something is to be read again. */
  private endOfFile(): boolean {
    const index = this.frames.findIndex(frame => frame.kind === 'text' && !frame.lineBound);
    const open = this.frames[index];
    if (open === undefined) {
      if (this.frame.lineBound) this.closeLineBound();
      return false;
    }
    this.retries++;
    const { start } = open;
    this.frames.length = index;
    this.goBack(start);
    this.skipping = undefined;
    this.rawTriple(open.quote);
    return true;
  }

  private enter(kind: Frame['kind'], quote: Quote, lineBound: boolean, start = this.mark()): void {
    this.frames.push({ kind, quote, lineBound, brackets: new OpenBrackets(), start });
  }
}

const UNKNOWN = 'The character';
