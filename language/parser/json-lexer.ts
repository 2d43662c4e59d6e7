import type { LexerResult, TokenizeOptions } from 'langium';
import { tooLarge } from '../workspace/workspace-file.ts';
import { jsonProblems } from './json-syntax.ts';
import { ScannedLexer } from './scanned-lexer.ts';
import { MAX_DEPTH, TOO_DEEP } from './scanner.ts';
import type { LexingError, Token } from './tokens.ts';

const PIECE = /(\r\n|\r|\n)|([^\S\r\n]+)|(\/\*[\s\S]*?(?:\*\/|$(?![\s\S])))|(\/\/[^\r\n]*)|("(?:[^"\\\r\n]|\\[^\r\n])*"?)|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w$.])|([{}[\],:])|([^\s{}[\],:"/]+|\/)/y;

/** The lexer of patchbay.json: JSON with comments. Whatever stands there becomes a token, so that the tree survives. */
export class JsonLexer extends ScannedLexer {
  tokenize(text: string, options: TokenizeOptions = {}): LexerResult {
    // A pattern that matches one text of millions of characters runs out of stack.
    const large = tooLarge(text);
    if (large !== undefined) return { tokens: [], hidden: [], errors: [{ offset: 0, length: 1, line: 1, column: 1, message: large }], report: { diagnostics: [] } };
    const types = this.definition;
    const tokens: Token[] = [];
    const hidden: Token[] = [];
    const errors: LexingError[] = [];
    let line = 1;
    let lineStart = 0;
    let depth = 0;
    const report = (token: Token, message: string): void => {
      if (options.mode !== 'partial') errors.push({ offset: token.startOffset, length: Math.max(1, token.image.split(/[\r\n]/, 1)[0]!.length), line: token.startLine, column: token.startColumn, message });
    };
    PIECE.lastIndex = 0;
    for (let found = PIECE.exec(text); found !== null; found = PIECE.exec(text)) {
      const [image, newline, space, block, comment, string, number, sign, word] = found;
      const start = found.index;
      if (newline !== undefined) { line++; lineStart = start + image.length; continue; }
      if (space !== undefined) continue;
      const lines = block?.split(/\r\n|\r|\n/);
      const endLine = line + (lines?.length ?? 1) - 1;
      const endLineStart = lines === undefined || lines.length === 1 ? lineStart : start + image.length - lines.at(-1)!.length;
      const name = block !== undefined ? 'JSON_ML_COMMENT' : comment !== undefined ? 'JSON_SL_COMMENT' : string !== undefined ? 'JSON_STRING'
        : number !== undefined ? 'JSON_NUMBER' : sign ?? (types[word!] !== undefined && /^(?:true|false|null)$/.test(word!) ? word! : 'JSON_WORD');
      const type = types[name]!;
      const token: Token = {
        image, startOffset: start, endOffset: start + image.length - 1, startLine: line, endLine,
        startColumn: start - lineStart + 1, endColumn: start + image.length - endLineStart, tokenTypeIdx: type.tokenTypeIdx!, tokenType: type,
      };
      line = endLine;
      lineStart = endLineStart;
      if (block !== undefined || comment !== undefined) {
        if (block !== undefined && (!block.endsWith('*/') || block.length < 4)) report(token, 'This comment has no end: close it with `*/`.');
        hidden.push(token);
        continue;
      }
      if (sign === '}' || sign === ']') depth--;
      if (depth < MAX_DEPTH || sign === '}' && depth === MAX_DEPTH) {
        const previous = tokens.at(-1);
        if (sign === ':' && previous !== undefined && previous.tokenType === types.JSON_STRING) { previous.tokenType = types.JSON_KEY!; previous.tokenTypeIdx = types.JSON_KEY!.tokenTypeIdx!; }
        if (string !== undefined && (string.length < 2 || !string.endsWith('"'))) report(token, 'This text has no end on its line: close it with `"`.');
        if (word !== undefined && name === 'JSON_WORD') report(token, `\`${image}\` is not JSON. A text stands in double quotes.`);
        tokens.push(token);
      }
      if (sign === '{' || sign === '[') {
        depth++;
        if (depth === MAX_DEPTH + 1) report(token, TOO_DEEP);
      }
    }
    const problems = jsonProblems(tokens, types.JSON_KEY!);
    if (options.mode !== 'partial') errors.push(...problems);
    return { tokens, hidden, errors: errors.sort((a, b) => a.offset - b.offset), report: { diagnostics: [] } };
  }
}
