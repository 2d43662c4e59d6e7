import type { ParseResult } from 'langium';
import { createPatchbayServices } from '../services.ts';
import { withEdits } from './edits.ts';
import { editsOrUnsafe } from './format.ts';
import { piecesOf, unpaired } from './pieces.ts';

/** Where a text cannot be formatted, and why; line and column from 1. */
export interface FormatProblem { line: number; column: number; message: string }
export type FormatResult = { text: string } | { problems: FormatProblem[] };

/** Whether a file of that name is one that the formatter knows: a connector or a flow. */
export const isFormatted = (path: string): boolean => path.endsWith('.connector') || path.endsWith('.flow');

/**
 * Formats whole files, one after another: `(path, text)` to the formatted text, or to the syntax errors for which nothing is changed. Throws
 * where formatting would change more than white space, which is a mistake of ours.
 */
export function createFormatter(): (path: string, text: string) => Promise<FormatResult> {
  const { connector, flow } = createPatchbayServices();
  return async (path, text) => {
    const { parser: { LangiumParser: parser, Lexer: lexer } } = path.endsWith('.connector') ? connector : flow;
    const parsed = parser.parse(text);
    const problems = problemsOf(parsed, text);
    if (problems.length > 0) return { problems };
    const edits = await editsOrUnsafe(parsed, lexer);
    if (edits === 'unsafe') throw new Error(`${path} would not be the same after formatting. It was left as it is.`);
    return { text: withEdits(text, edits) };
  };
}

function problemsOf(parsed: ParseResult, text: string): FormatProblem[] {
  const problems: FormatProblem[] = parsed.lexerErrors.map(({ offset, message }) => ({ ...placeOf(text, offset), message }));
  for (const { token, message, ...error } of parsed.parserErrors) {
    const previous = (error as { previousToken?: typeof token }).previousToken;
    const offset = [token.startOffset, previous?.endOffset].find((one) => one !== undefined && one >= 0) ?? text.length;
    problems.push({ ...placeOf(text, offset), message });
  }
  if (problems.length === 0 && parsed.value.$cstNode !== undefined) {
    const bracket = unpaired(piecesOf(parsed.value.$cstNode, text));
    if (bracket !== undefined) problems.push({ ...placeOf(text, bracket.start), message: `This \`${bracket.image}\`, or a bracket after it, has no partner.` });
  }
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}
