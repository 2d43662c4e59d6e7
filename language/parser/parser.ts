import type { AstNode, LangiumCoreServices, ParseResult, ParserOptions } from 'langium';
import { createParser, LangiumParser } from 'langium';
import { recoverByBlocks } from './recovery.ts';

type ParserError = ParseResult['parserErrors'][number];

/** Makes and finishes the parser of a language. */
export function createPatchbayParser(services: LangiumCoreServices): PatchbayParser {
  const parser = createParser(services.Grammar, new PatchbayParser(services), services.parser.Lexer.definition);
  recoverByBlocks(parser.chevrotain, services.Grammar);
  parser.finalize();
  return parser;
}

/** Langium's parser with one error a line, and an answer for input that would exhaust the stack. Never throws for any text. */
export class PatchbayParser extends LangiumParser {
  get chevrotain(): unknown { return this.wrapper; }

  override parse<T extends AstNode = AstNode>(input: string, options: ParserOptions = {}): ParseResult<T> {
    let result: ParseResult<T>;
    try {
      result = super.parse<T>(input, options);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return this.tooDeep(options);
    }
    result.parserErrors = onePerLine(result);
    return result;
  }

  /** The lexer's limits are met long before; this is for a nesting that nobody thought of. */
  private tooDeep<T extends AstNode>(options: ParserOptions): ParseResult<T> {
    // An interrupted parse leaves its half-built nodes behind; they must not become a part of the next tree.
    (this as unknown as { stack: unknown[] }).stack.length = 0;
    const result = super.parse<T>('', options);
    result.parserErrors = [];
    result.lexerErrors = [{ offset: 0, length: 1, line: 1, column: 1, message: 'Something in this file is nested too deeply to be read. Give parts of it names of their own.' }];
    return result;
  }
}

/** The first error of each line, none where the lexer has said what is wrong. */
function onePerLine(result: ParseResult): ParserError[] {
  const lines = new Set(result.lexerErrors.map(error => error.line));
  return result.parserErrors.filter(error => {
    const line = lineOf(error);
    if (lines.has(line)) return false;
    lines.add(line);
    return true;
  });
}

/** An error at the end of the file, or before a token of no width, stands behind the token before it. */
function lineOf(error: ParserError): number {
  const { token } = error;
  if (token.endOffset !== undefined && token.endOffset >= token.startOffset) return token.startLine ?? 1;
  const previous = (error as { previousToken?: typeof token }).previousToken;
  return previous?.endLine ?? token.startLine ?? 1;
}
