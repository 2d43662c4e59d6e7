import type { AstNode, CstNode, LangiumCoreServices, LexerResult, ParseResult, ParserOptions } from 'langium';
import { isCompositeCstNode, LangiumCompletionParser, LangiumParser } from 'langium';
import { repairBraces } from './brace-repair.ts';
import { TOO_LONG } from './chain-limit.ts';
import { isolatedReadings, segmentAt } from './isolation.ts';
import { PatchbayLexer } from './lexer.ts';
import { lookAheadWhenMet } from './lookahead.ts';
import { adoptOrphans } from './orphans.ts';
import { explainHabit, NO_SEMICOLON } from './other-languages.ts';
import { missingIn, outline, type OutlineWords, outlineWords, type Segment } from './outline.ts';
import { recoverByBlocks, recoverQuickly } from './recovery.ts';
import { addRules } from './rules.ts';
import { TOO_DEEP, TOO_MANY } from './scanner.ts';
import type { LexingError, Token } from './tokens.ts';
import { isPassedOn, liftLast, linkTree, type MutableNode, onlyDefaults, type Reflection } from './tree-nodes.ts';

type ParserError = ParseResult['parserErrors'][number];

/** Makes and finishes the parser of a language. */
export function createPatchbayParser(services: LangiumCoreServices): PatchbayParser {
  const parser = new PatchbayParser(services);
  addRules(parser, services);
  recoverByBlocks(parser.chevrotain, services.Grammar);
  lookAheadWhenMet(parser.chevrotain);
  parser.finalize();
  lookOneTokenAheadInMessages(parser);
  return parser;
}

/** Langium's parser for completion, as quick with an error at the cursor as without one. */
export function createPatchbayCompletionParser(services: LangiumCoreServices): LangiumCompletionParser {
  const parser = new LangiumCompletionParser(services);
  addRules(parser, services);
  const { wrapper } = parser as unknown as { wrapper: unknown };
  recoverQuickly(wrapper);
  lookAheadWhenMet(wrapper);
  parser.finalize();
  lookOneTokenAheadInMessages(parser);
  const parse = parser.parse.bind(parser);
  parser.parse = input => {
    try {
      return parse(input);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { tokens: [], elementStack: [], tokenIndex: 0 };
    }
  };
  return parser;
}

/**
 * For the message of an error Chevrotain lists every path of three tokens that could go on, which takes seconds where a value may stand.
 * One token is all that is said. The look-ahead of parsing itself is not touched: it is made when the parser is finished.
 */
function lookOneTokenAheadInMessages(parser: LangiumParser | LangiumCompletionParser): void {
  (parser as unknown as { wrapper: { maxLookahead: number } }).wrapper.maxLookahead = 1;
}

/**
 * Rules within one another, at most. The scanner's limits for brackets and chains stay below it; what they cannot see is a condition over
 * many lines (`a ?` and `b :` on the next line look like optional fields).
 */
const MAX_RULES = 1_000;

/** Langium's parser with one error a line, and an answer for input that would exhaust the stack. Never throws for any text. */
export class PatchbayParser extends LangiumParser {
  private rules = 0;
  /** The limit was met, or the end of the stack. Langium's `finally` clauses then fail on half-built nodes, and what they throw would hide it. */
  private isExhausted = false;
  private readonly words: OutlineWords;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.words = outlineWords(services.Grammar);
    this.keepEmptyOperations();
    const { astReflection } = this as unknown as Internals;
    (this as unknown as Internals).astReflection = onlyDefaults(astReflection);
  }

  get chevrotain(): unknown { return this.wrapper; }

  override subrule(...args: Parameters<LangiumParser['subrule']>): void {
    if (this.rules >= MAX_RULES) this.isExhausted = true;
    if (this.isExhausted) throw new RangeError('too many rules within one another');
    this.rules++;
    const { nodeBuilder } = this as unknown as Internals;
    const around = nodeBuilder.current;
    try {
      super.subrule(...args);
      const [, , fragment, feature] = args;
      if (!fragment && !this.isRecording() && around === nodeBuilder.current && isPassedOn(feature)) liftLast(around);
    } catch (error) {
      if (error instanceof RangeError) this.isExhausted = true;
      throw error;
    } finally {
      this.rules--;
    }
  }

  override parse<T extends AstNode = AstNode>(input: string, options: ParserOptions = {}): ParseResult<T> {
    let result: ParseResult<T>;
    this.isExhausted = false;
    try {
      result = this.read<T>(input, options);
      if (result.parserErrors.length > 0) {
        result = this.bestReading(result, input, options);
        const root = result.value.$cstNode;
        if (root !== undefined && isCompositeCstNode(root)) adoptOrphans(root);
      }
    } catch (error) {
      if (!(error instanceof RangeError) && !this.isExhausted) throw error;
      this.isExhausted = false;
      return this.tooDeep(options);
    }
    result.parserErrors = result.parserErrors.filter(({ message }) => message !== '');
    for (const error of result.parserErrors) {
      standWhereItIsMissing(error);
      explainHabit(error, input);
    }
    keepOnePerLine(result);
    return result;
  }

  /** What Langium's `parse` does, with another way to link the tree. */
  private read<T extends AstNode>(input: string, options: ParserOptions): ParseResult<T> {
    const internals = this as unknown as Internals;
    internals.nodeBuilder.buildRootNode(input);
    const lexed = this.lexer.tokenize(input);
    internals.lexerResult = lexed;
    this.wrapper.input = lexed.tokens;
    const rule = options.rule === undefined ? this.mainRule : this.allRules.get(options.rule);
    if (rule === undefined) throw new Error(`There is no rule ${options.rule ?? 'to begin with'}.`);
    const value = internals.doParse(rule) as T;
    internals.nodeBuilder.addHiddenNodes(lexed.hidden);
    internals.lexerResult = undefined;
    linkTree(value);
    return { value, lexerErrors: lexed.errors, parserErrors: this.wrapper.errors };
  }

  /**
   * Reads a broken file in other ways: with its braces by indentation, and, while declarations are still missing, without parts of the one
   * that holds the first error. The reading that loses least is taken.
   */
  private bestReading<T extends AstNode>(plain: ParseResult<T>, input: string, options: ParserOptions): ParseResult<T> {
    const { lexer } = this;
    if (!(lexer instanceof PatchbayLexer)) return plain;
    const { tokens } = lexer.tokenize(input);
    const segments = outline(tokens, this.words);
    const judged = (result: ParseResult<T>, leftOut: number): Judged<T> => {
      const { value, parserErrors, lexerErrors } = result;
      return { result: { ...result, parserErrors, lexerErrors }, cost: MISSING_COST * missingIn(value, segments) + leftOut + cost(result) };
    };
    let best = judged(plain, 0);
    // Chevrotain's errors are those of its last run.
    const { parserErrors, lexerErrors } = best.result;
    const first = firstError(best.result);
    const attempt = (read: (tokens: Token[], errors: LexingError[]) => Token[], leftOut: number, known: ParserError[] = []): void => {
      lexer.reading = read;
      const found = judged(this.read<T>(input, options), leftOut);
      // Of two readings with as many errors the one that names the brace is the clearer.
      if (found.cost > best.cost || found.cost === best.cost && leftOut > 0) return;
      best = found;
      best.result.parserErrors = [...known, ...best.result.parserErrors];
    };
    try {
      const repaired = repairBraces(tokens, lexer.table, []);
      if (repaired !== undefined) attempt((all, errors) => repairBraces(all, lexer.table, errors) ?? all, 0);
      if (best.cost > MUCH && lexerErrors.length + parserErrors.length <= MANY) {
        const at = segmentAt(segments, first);
        const known = parserErrors.filter((error) => offsetOf(error) <= first).slice(0, 1);
        for (const reading of isolatedReadings(tokens, segments, at, first, this.words, lexer.table)) {
          attempt(() => repairBraces(reading.tokens, lexer.table, []) ?? reading.tokens, reading.leftOut, known);
          if (best.cost <= MUCH) break;
        }
      }
    } finally {
      lexer.reading = undefined;
    }
    keepTwoPerSegment(best.result, segments);
    return best.result;
  }

  /**
   * Of an operation whose operands are all made up by recovery Langium makes nothing, takes that for a rule that failed, and makes the rule around
   * it a second time: what follows then belongs to the wrong node, or to none. Such an operation is one with nothing on its sides.
   */
  private keepEmptyOperations(): void {
    const internals = this as unknown as Internals;
    const construct = internals.constructInfix.bind(this);
    internals.constructInfix = (operation, precedence) =>
      construct(operation, precedence) ?? { $type: operation.$type, ...(operation.$cstNode !== undefined && { $cstNode: operation.$cstNode }), operator: operation.operators?.[0] };
  }

  /** The lexer's limits are met long before; this is for a nesting that nobody thought of. */
  private tooDeep<T extends AstNode>(options: ParserOptions): ParseResult<T> {
    // An interrupted parse leaves its half-built nodes behind; they must not become a part of the next tree.
    (this as unknown as { stack: unknown[] }).stack.length = 0;
    const result = this.read<T>('', options);
    result.parserErrors = [];
    result.lexerErrors = [{ offset: 0, length: 1, line: 1, column: 1, message: 'Something in this file is nested too deeply to be read. Give parts of it names of their own.' }];
    return result;
  }
}

/** What Langium keeps to itself. */
interface Internals {
  nodeBuilder: { current: MutableNode; buildRootNode(input: string): unknown; addHiddenNodes(tokens: Token[]): void };
  lexerResult: LexerResult | undefined;
  astReflection: Reflection;
  doParse(rule: unknown): AstNode;
  constructInfix(operation: Operation, precedence: unknown): object | undefined;
}

/** What an infix rule has read: `parts` with `operators` between them. */
interface Operation { $type: string; $cstNode?: CstNode; parts?: unknown[]; operators?: string[] }

/** What a reading costs: its errors, and the tokens that it skipped. */
const cost = (result: ParseResult): number =>
  result.lexerErrors.length + result.parserErrors.reduce((sum, error) => sum + 1 + (error.resyncedTokens?.length ?? 0), 0);

interface Judged<T extends AstNode> { result: ParseResult<T>; cost: number }

/** One declaration that is lost weighs as much as so many tokens. */
const MISSING_COST = 1_000;
/** A reading that costs no more is taken without looking for a better one: a line that is skipped, not a declaration. */
const MUCH = 40;
/** With more errors than that a file is no file of ours that somebody is typing in; to look for the best reading would take long. */
const MANY = 30;

/** The offset of the first error of a reading; infinite for one at the end of the file. */
function firstError({ parserErrors, lexerErrors }: ParseResult): number {
  return Math.min(...lexerErrors.map(({ offset }) => offset), ...parserErrors.map(offsetOf));
}

function offsetOf({ token }: ParserError): number {
  return token.startOffset >= 0 ? token.startOffset : Infinity;
}

/** What else is wrong in a declaration mostly follows from its first errors: two are shown, the lexer's and the parser's together. */
function keepTwoPerSegment(result: ParseResult, segments: readonly Segment[]): void {
  const places = [...result.lexerErrors.map((error) => ({ error: error as unknown, offset: error.offset })), ...result.parserErrors.map((error) => ({ error: error as unknown, offset: offsetOf(error) }))];
  places.sort((a, b) => a.offset - b.offset);
  const counts = new Map<number, number>();
  const kept = new Set<unknown>();
  for (const { error, offset } of places) {
    const at = segmentAt(segments, offset);
    const count = counts.get(at) ?? 0;
    counts.set(at, count + 1);
    if (count < 2) kept.add(error);
  }
  result.lexerErrors = result.lexerErrors.filter((error) => kept.has(error));
  result.parserErrors = result.parserErrors.filter((error) => kept.has(error));
}

/** The first error of each line, the lexer's before the parser's; a `;` at its end is the least of what is wrong with it. Nothing of the parser is said after a place where something was left out. */
function keepOnePerLine(result: ParseResult): void {
  const lines = new Set<number | undefined>();
  const misread = new Set(result.parserErrors.map(lineOf));
  result.lexerErrors = result.lexerErrors.filter(({ line, message }) => message !== NO_SEMICOLON || !misread.has(line!));
  result.lexerErrors = result.lexerErrors.filter(({ line }) => !lines.has(line) && lines.add(line));
  const leftOut = result.lexerErrors.find(({ message }) => message === TOO_DEEP || message === TOO_LONG || message === TOO_MANY)?.line ?? Infinity;
  result.parserErrors = result.parserErrors.filter(error => {
    const line = lineOf(error);
    if (line >= leftOut) return false;
    if (lines.has(line)) return false;
    lines.add(line);
    return true;
  });
}

/** What is missing at the end of a line is reported there, not at the next line's first word. */
function standWhereItIsMissing(error: ParserError): void {
  const previous = (error as { previousToken?: Token }).previousToken;
  if (previous === undefined || !hasWidth(previous)) return;
  if (hasWidth(error.token) && (error.token.startLine === previous.endLine || !error.message.startsWith('Expected '))) return;
  error.token = previous.startLine === previous.endLine ? previous
    : { ...previous, image: previous.image.slice(-1), startOffset: previous.endOffset!, startLine: previous.endLine!, startColumn: previous.endColumn! };
}

const hasWidth = (token: Token): boolean => token.startOffset >= 0 && token.endOffset !== undefined && token.endOffset >= token.startOffset;

/** An error at the end of the file, or before a token of no width, stands behind the token before it. */
function lineOf(error: ParserError): number {
  const { token } = error;
  if (hasWidth(token)) return token.startLine ?? 1;
  const previous = (error as { previousToken?: typeof token }).previousToken;
  return previous?.endLine ?? token.startLine ?? 1;
}
