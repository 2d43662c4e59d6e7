// How the parser goes on after an error, on top of Chevrotain's own re-synchronisation, which skips token by token: a `}` in a skipped `{…}` then
// ends the wrong block, and a block is left at any word that may follow it further out. Here a `{…}` is skipped whole, and a block is
// left only at its `}`, or where the indentation says that it has ended. Indentation is believed nowhere else.
import type { GrammarAST } from 'langium';
import type { Token, TokenType } from './tokens.ts';
import { leadingWords, signOf } from './tokens.ts';

/** The members of Chevrotain's parser that recovery needs; they are its documented extension points, or what those use. */
interface RecoveringParser {
  currIdx: number;
  tokVector: Token[];
  tokVectorLength: number;
  errors: unknown[];
  _errors: unknown[];
  LA(offset: number): Token;
  SKIP_TOKEN(): Token;
  tokenMatcher(token: Token, type: TokenType): boolean;
  flattenFollowSet(): TokenType[];
  addToResyncTokens(token: Token, tokens: Token[]): Token[];
  exportLexerState(): number;
  importLexerState(state: number): void;
  getCurrRuleFullName(): string;
  errorMessageProvider: { buildMismatchTokenMessage(options: { expected: TokenType; actual: Token; previous: Token; ruleName: string }): string };
  SAVE_ERROR(error: Error): Error;
  findReSyncTokenType(): TokenType;
  reSyncTo(type: TokenType): Token[];
  canTokenTypeBeInsertedInRecovery(type: TokenType): boolean;
  isInCurrentRuleReSyncSet(type: TokenType): boolean;
  getHumanReadableRuleStack(): string[];
  canRecoverWithSingleTokenDeletion(type: TokenType): boolean;
  raiseNoAltException(occurrence: number, message: string | undefined): void;
  getTokenToInsert(type: TokenType): Token;
  consumeToken(): void;
  consumeInternalRecovery(type: TokenType, index: number, error: Error): Token;
  consumeInternalError(type: TokenType, next: Token, options: unknown): void;
  tryInRepetitionRecovery(rule: (...args: unknown[]) => unknown, args: unknown[], lookahead: () => boolean, expected: TokenType): void;
}

/** Beyond this many errors in one file the parser stops looking for places to go on: each attempt adds to the stack, or looks through the grammar. */
const MAX_ERRORS = 300;

/** Changes the recovery of one parser, in place. */
export function recoverByBlocks(chevrotain: unknown, grammar: GrammarAST.Grammar): void {
  const parser = chevrotain as RecoveringParser;
  const leading = leadingWords(grammar);
  const unions = new Set(grammar.rules.filter(isUnion).map(rule => rule.name));
  // Where a union such as AuthMember last found that none of its members begins so. The word stays the beginning of one, so that to go on
  // there would be to stand still: it is skipped.
  let deadEnd: { rule: string; index: number } | undefined;
  const isDeadEnd = (): boolean => deadEnd?.index === parser.currIdx && deadEnd.rule === parser.getCurrRuleFullName();
  const original = {
    raiseNoAltException: parser.raiseNoAltException.bind(parser),
    tryInRepetitionRecovery: parser.tryInRepetitionRecovery.bind(parser),
    isInCurrentRuleReSyncSet: parser.isInCurrentRuleReSyncSet.bind(parser),
    canRecoverWithSingleTokenDeletion: parser.canRecoverWithSingleTokenDeletion.bind(parser),
    consumeInternalRecovery: parser.consumeInternalRecovery.bind(parser),
    consumeInternalError: parser.consumeInternalError.bind(parser),
  };

  parser.raiseNoAltException = (occurrence, message) => {
    const rule = parser.getCurrRuleFullName();
    deadEnd = unions.has(rule.replaceAll('\u200b', '')) ? { rule, index: parser.currIdx } : undefined;
    if (parser._errors.length > MAX_ERRORS) throw parser.SAVE_ERROR(unsaid('NoViableAltException', parser));
    original.raiseNoAltException(occurrence, message);
  };

  parser.findReSyncTokenType = () => {
    const matching = followMatcher(parser);
    let offset = isDeadEnd() ? 1 + blockLength(parser, 1) : 1;
    for (;;) {
      const token = parser.LA(offset);
      const match = matching(token);
      if (match !== undefined) return match;
      if (offset > 1 && startsLine(parser, offset) && leading.has(token.tokenType.name) && isInsideValue(parser)) return token.tokenType;
      if (offset === 1 && interruptsEntry(token)) return token.tokenType;
      offset += blockLength(parser, offset);
    }
  };

  parser.consumeInternalError = (type, next, options) => {
    if (parser._errors.length > MAX_ERRORS) throw parser.SAVE_ERROR(unsaid('MismatchedTokenException', parser));
    original.consumeInternalError(type, next, options);
  };

  // A field or entry that fails ends before the line of a member.
  parser.isInCurrentRuleReSyncSet = type =>
    original.isInCurrentRuleReSyncSet(type) || leading.has(type.name) && ENTRY_RULES.test(parser.getCurrRuleFullName()) && isInsideValue(parser);

  parser.reSyncTo = type => {
    const skipped: Token[] = [];
    let next = parser.LA(1);
    let first = isDeadEnd();
    while (first || !parser.tokenMatcher(next, type)) {
      if (isEnd(next)) break;
      first = false;
      for (let count = blockLength(parser, 1); count > 0; count--) {
        next = parser.SKIP_TOKEN();
        parser.addToResyncTokens(next, skipped);
      }
    }
    return skipped.slice(0, -1);
  };

  // A `{` put in before a `}` would take the end of another block.
  parser.canTokenTypeBeInsertedInRecovery = type => (type.name !== '}' || blockEndsHere()) && (type.name !== '{' || parser.LA(1).image !== '}');

  // The keyword of a member that begins a line is no stray token: what is missing is missing on the line before.
  parser.canRecoverWithSingleTokenDeletion = type => {
    const next = parser.LA(1);
    return !(leading.has(next.tokenType.name) && isFirstOnLine(parser, next)) && original.canRecoverWithSingleTokenDeletion(type);
  };

  // Chevrotain adds no token that would be the last of its rule, as `}` mostly is.
  parser.consumeInternalRecovery = (type, index, error) => {
    if (parser._errors.length > MAX_ERRORS) throw error;
    if (type.name === '}' && blockEndsHere()) return parser.getTokenToInsert(type);
    if (type.name === '{' && !isFirstOnLine(parser, parser.LA(1))) {
      const brace = lineFinalBrace(parser);
      if (brace > 0) {
        for (let count = brace; count > 0; count--) parser.consumeToken();
        return parser.LA(0);
      }
    }
    return original.consumeInternalRecovery(type, index, error);
  };

  function interruptsEntry(next: Token): boolean {
    return leading.has(next.tokenType.name) && isFirstOnLine(parser, next) && isInsideValue(parser);
  }

  function blockEndsHere(): boolean {
    const next = parser.LA(1);
    return endsByIndentation(parser, next, openBrace(parser)) || interruptsValue(next);
  }

  /** Inside an object or a type of one, a line that begins with the keyword of a member is that member: the `}` is still to be typed. */
  function interruptsValue(next: Token): boolean {
    const { name } = next.tokenType;
    return leading.has(name) && isFirstOnLine(parser, next) && VALUE_RULES.test(parser.getCurrRuleFullName());
  }

  parser.tryInRepetitionRecovery = (rule, args, lookahead, expected) => {
    if (parser._errors.length > MAX_ERRORS) return;
    if (expected.name !== '}') {
      original.tryInRepetitionRecovery(rule, args, lookahead, expected);
      return;
    }
    const brace = openBrace(parser);
    const first = parser.LA(1);
    const state = parser.exportLexerState();
    const skipped: Token[] = [];
    const report = (): void => {
      const previous = state >= 0 ? parser.tokVector[state]! : first;
      const message = parser.errorMessageProvider.buildMismatchTokenMessage({ expected, actual: first, previous, ruleName: parser.getCurrRuleFullName() });
      const error = Object.assign(new Error(message), { name: 'MismatchedTokenException', token: first, previousToken: previous, resyncedTokens: skipped.slice(0, -1), context: { ruleStack: [], ruleOccurrenceStack: [] } });
      parser.SAVE_ERROR(error);
    };
    let moved = false;
    for (;;) {
      const next = parser.LA(1);
      if (parser.tokenMatcher(next, expected)) { report(); return; }
      if (isEnd(next) || moved && endsByIndentation(parser, next, brace)) break;
      if (!moved && endsByIndentation(parser, next, brace) || interruptsValue(next)) break;
      if (moved && lookahead.call(parser) && isMemberStart(next)) {
        report();
        rule.apply(parser, args);
        return;
      }
      for (let count = blockLength(parser, 1); count > 0; count--) parser.addToResyncTokens(parser.SKIP_TOKEN(), skipped);
      moved = true;
    }
    if (!moved) return;
    // What is here belongs to the block no longer: it is left as if its brace stood here.
    report();
  };

  /** In a list of fields or entries anything may begin the next one; among members only a word that begins one, or the first of its line. */
  function isMemberStart(token: Token): boolean {
    return leading.has(token.image) || isFirstOnLine(parser, token) || previousToken(parser)?.image === ',';
  }
}

/** Chevrotain's own recovery, for a parser that need not say what is wrong; it compares each token of a long text with all that may follow, again and again. */
export function recoverQuickly(chevrotain: unknown): void {
  const parser = chevrotain as RecoveringParser;
  parser.findReSyncTokenType = () => {
    const matching = followMatcher(parser);
    for (let offset = 1; ; offset++) {
      const match = matching(parser.LA(offset));
      if (match !== undefined) return match;
    }
  };
}

/** Which of the types that may follow here a token is of. The answer for each type of token is the same wherever it stands. */
function followMatcher(parser: RecoveringParser): (token: Token) => TokenType | undefined {
  const candidates = parser.flattenFollowSet();
  const answers = new Map<TokenType, TokenType | undefined>();
  return token => {
    if (!answers.has(token.tokenType)) answers.set(token.tokenType, candidates.find(type => parser.tokenMatcher(token, type)));
    return answers.get(token.tokenType);
  };
}

/**
 * What could stand in a place takes long to find out, and where an error was made in the parser as well: one more of hundreds has neither message nor stack,
 * and is not shown (parser.ts).
 */
function unsaid(name: string, parser: RecoveringParser): Error {
  return { name, message: '', token: parser.LA(1), previousToken: parser.LA(0), resyncedTokens: [] } as unknown as Error;
}

/** A rule that is nothing but a choice among others. */
function isUnion(rule: GrammarAST.AbstractRule): boolean {
  if (rule.$type !== 'ParserRule') return false;
  const { definition } = rule as GrammarAST.ParserRule;
  return definition.$type === 'Alternatives' && (definition as GrammarAST.Alternatives).elements.every(({ $type }) => $type === 'RuleCall');
}

const VALUE_RULES = /^(?:ObjectType|ObjectLiteral|MatchExpression)\b/;

/** What is repeated in them. */
const ENTRY_RULES = /^(?:Field|ObjectEntry|MatchCase)\b/;
const isInsideValue = (parser: RecoveringParser): boolean => parser.getHumanReadableRuleStack().some(rule => VALUE_RULES.test(rule));

function startsLine(parser: RecoveringParser, offset: number): boolean {
  const before = parser.tokVector[parser.currIdx + offset - 1];
  return before !== undefined && before.endLine !== parser.LA(offset).startLine;
}

/** How many tokens away, on the line of what comes next, the `{` is that ends the line; 0 where there is none. */
function lineFinalBrace(parser: RecoveringParser): number {
  const last = bracesOf(parser).lineEnds.get(parser.LA(1).startLine);
  const token = last === undefined || last + 1 >= parser.tokVectorLength ? undefined : parser.tokVector[last];
  return token !== undefined && last! > parser.currIdx && signOf(token) === '{' ? last! - parser.currIdx : 0;
}

const isEnd = (token: Token): boolean => token.tokenType.name === 'EOF';

const previousToken = (parser: RecoveringParser): Token | undefined => parser.tokVector[parser.currIdx];

function isFirstOnLine(parser: RecoveringParser, token: Token): boolean {
  const previous = previousToken(parser);
  return previous === undefined || previous.endLine !== token.startLine;
}

/** How many tokens to skip at an offset: a `{…}` with what is in it, or 1. */
function blockLength(parser: RecoveringParser, offset: number): number {
  const start = parser.currIdx + offset;
  const end = bracesOf(parser).closing.get(start);
  return end === undefined ? 1 : end - start + 1;
}

/** The `{` that is open at the current position. */
function openBrace(parser: RecoveringParser): Token | undefined {
  return parser.tokVector[bracesOf(parser).open[parser.currIdx] ?? -1];
}

interface Braces {
  /** The index of the `}` by the index of its `{`. */
  closing: ReadonlyMap<number, number>;
  /** The index of the `{` that is open after each token, or -1. */
  open: readonly number[];
  /** The index of the last token that begins on a line. */
  lineEnds: ReadonlyMap<number | undefined, number>;
}

const bracesByTokens = new WeakMap<Token[], Braces>();

/** Found once for all the tokens that are read: a file of unclosed braces has as many places to look from as tokens. */
function bracesOf({ tokVector }: RecoveringParser): Braces {
  let braces = bracesByTokens.get(tokVector);
  if (braces === undefined) bracesByTokens.set(tokVector, braces = findBraces(tokVector));
  return braces;
}

function findBraces(tokens: readonly Token[]): Braces {
  const closing = new Map<number, number>();
  const stack: number[] = [];
  const open = tokens.map((token, index) => {
    const sign = signOf(token);
    if (sign === '{') stack.push(index);
    const opened = sign === '}' ? stack.pop() : undefined;
    if (opened !== undefined) closing.set(opened, index);
    return stack.at(-1) ?? -1;
  });
  return { closing, open, lineEnds: new Map(tokens.map(({ startLine }, index) => [startLine, index])) };
}

/** Whether a token begins a line that is not deeper than the line of the open brace. */
function endsByIndentation(parser: RecoveringParser, token: Token, brace: Token | undefined): boolean {
  if (isEnd(token) || brace === undefined) return true;
  if (token.startLine === brace.startLine) return false;
  const index = parser.tokVector.indexOf(token, Math.max(parser.currIdx, 0));
  const before = parser.tokVector[index - 1];
  if (before !== undefined && before.endLine === token.startLine) return false;
  return token.startColumn! <= indentationOf(parser, brace);
}

/** The column, from 1, where the line of a token begins. */
function indentationOf(parser: RecoveringParser, token: Token): number {
  let column = token.startColumn!;
  for (let index = parser.tokVector.indexOf(token) - 1; index >= 0; index--) {
    const before = parser.tokVector[index]!;
    if (before.endLine !== token.startLine) break;
    column = before.startLine === token.startLine ? before.startColumn! : 1;
  }
  return column;
}
