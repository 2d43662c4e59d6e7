import type { LangiumCoreServices, LexerResult, TokenizeOptions } from 'langium';
import { limitChains } from './chain-limit.ts';
import { ScannedLexer } from './scanned-lexer.ts';
import { scan } from './scanner.ts';
import type { LexingError, Token, TokenTable } from './tokens.ts';
import { createTokenTable, leadingWords } from './tokens.ts';
import { assignWordRoles } from './word-roles.ts';

/** The lexer of connectors and flows: characters to tokens (scanner.ts), then words to keywords and names (word-roles.ts). */
export class PatchbayLexer extends ScannedLexer {
  /** Token types by what they stand for; also what completion and the syntax tests read. */
  readonly table: TokenTable;
  /** While it is set, the parser reads a broken file in another way: what it puts in place of the tokens of the text. */
  reading: ((tokens: Token[], errors: LexingError[]) => Token[]) | undefined;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.table = createTokenTable(this.definition, leadingWords(services.Grammar));
  }

  /** Mode `partial` is for the text before a cursor: an open text or a last dot is not an error there. */
  tokenize(text: string, options: TokenizeOptions = {}): LexerResult {
    const partial = options.mode === 'partial';
    const { tokens: scanned, hidden, errors } = scan(text, this.table, { partial });
    assignWordRoles(scanned, this.table, { partial, errors });
    const limited = limitChains(scanned, this.table, errors);
    const tokens = this.reading?.(limited, errors) ?? limited;
    locate(errors, text);
    return { tokens, hidden, errors: errors.sort((a, b) => a.offset - b.offset), report: { diagnostics: [] } };
  }
}

/** Fills in line and column, from 1, of errors that were noted by offset. */
function locate(errors: LexingError[], text: string): void {
  if (errors.every(error => error.line !== undefined)) return;
  const starts = [0];
  for (const found of text.matchAll(/\r\n|\r|\n/g)) starts.push(found.index + found[0].length);
  for (const error of errors) {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= error.offset) low = middle;
      else high = middle - 1;
    }
    error.line = low + 1;
    error.column = error.offset - starts[low]! + 1;
  }
}
