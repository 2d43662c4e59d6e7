// The formatter of connectors and flows: from the tree of a file to edits of its white space. No other character is ever touched, no line is
// broken or joined, and formatting what is formatted changes nothing.
import type { Lexer, LexerResult, ParseResult } from 'langium';
import { align } from './alignment.ts';
import { editsOfFile, editsOfPart, hasStars, withEdits, type FormatEdit } from './edits.ts';
import { layOut } from './layout.ts';
import { piecesOf, type Piece } from './pieces.ts';
import { errorSpans, isBlank, isWhole, type SafePart, safeParts } from './safe-parts.ts';

/** Called between the stages of a long work; throws where it is to end. */
export type Checkpoint = () => Promise<void>;

/**
 * The edits that format a file, ascending. Where it has syntax errors, those of the declarations, members and steps that no error touches.
 * Edits that would change a token or a comment are a mistake of ours, and are not given: the answer is then `unsafe`.
 */
export async function editsOrUnsafe(parsed: ParseResult, lexer: Lexer, checkpoint: Checkpoint = async () => {}): Promise<FormatEdit[] | 'unsafe'> {
  const root = parsed.value.$cstNode?.root;
  if (root === undefined) return [];
  const text = root.fullText;
  const pieces = piecesOf(root, text);
  await checkpoint();
  const edits = isWhole(parsed, pieces) ? editsOfWhole(pieces, text) : editsOfParts(safeParts(errorSpans(parsed), parsed.value, pieces, text), text);
  if (edits === 'unsafe' || edits.length === 0) return edits;
  await checkpoint();
  return isSame(lexer.tokenize(text), lexer.tokenize(withEdits(text, edits))) ? edits : 'unsafe';
}

/** The same for an editor, which leaves alone what cannot be formatted. */
export async function formattingEdits(parsed: ParseResult, lexer: Lexer, checkpoint?: Checkpoint): Promise<FormatEdit[]> {
  const edits = await editsOrUnsafe(parsed, lexer, checkpoint);
  return edits === 'unsafe' ? [] : edits;
}

function editsOfWhole(pieces: readonly Piece[], text: string): FormatEdit[] | 'unsafe' {
  if (pieces.some((piece, index) => !isBlank(text, pieces[index - 1]?.end ?? 0, piece.start))) return 'unsafe';
  const layout = layOut(pieces, text);
  align(pieces, layout);
  return editsOfFile(pieces, layout.gaps, text);
}

function editsOfParts(parts: readonly SafePart[], text: string): FormatEdit[] {
  return parts.flatMap(({ pieces, surroundings }) => {
    const layout = layOut(pieces, text, surroundings);
    align(pieces, layout);
    return editsOfPart(pieces, layout.gaps, text);
  });
}

/** Whether two texts have the same tokens, read the same way, and the same comments. That a `[` touches what is before it counts in slots only, which stay as they are. */
function isSame(before: LexerResult, after: LexerResult): boolean {
  return before.tokens.length === after.tokens.length && before.hidden.length === after.hidden.length
    && before.tokens.every((token, index) => token.image === after.tokens[index]!.image && (token.image === '[' || token.tokenType === after.tokens[index]!.tokenType))
    && before.hidden.every((comment, index) => plain(comment.image) === plain(after.hidden[index]!.image));
}

/** A comment without what formatting may change of it. */
function plain(comment: string): string {
  return hasStars(comment) ? comment.replace(/(\r\n|\r|\n)[^\S\r\n]*/g, '$1') : comment.trimEnd();
}
