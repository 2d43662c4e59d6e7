import type { LangiumCoreServices, Lexer, LexerResult, TokenizeOptions } from 'langium';
import type { TokenType } from './tokens.ts';

/** A lexer with a scanner of its own. Langium's default one makes Chevrotain's lexer as well, which takes a tenth of a start and is never asked. */
export abstract class ScannedLexer implements Lexer {
  readonly definition: Record<string, TokenType>;

  constructor({ parser, Grammar }: LangiumCoreServices) {
    const types = parser.TokenBuilder.buildTokens(Grammar, { caseInsensitive: false });
    this.definition = Object.fromEntries((types as TokenType[]).map((type) => [type.name, type]));
  }

  abstract tokenize(text: string, options?: TokenizeOptions): LexerResult;
}
