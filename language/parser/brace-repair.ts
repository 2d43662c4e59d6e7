// Where the braces of a file do not agree with its indentation, a second reading of its tokens in which they do. The parser takes it only
// when it makes fewer errors (parser.ts), so that a file in another style of indentation loses nothing.
import { type LexingError, noWidth, type Token, type TokenTable } from './tokens.ts';

interface Open { indentation: number; line: number }
/** A `}` inside a line that closed a brace of an earlier line, and the brace it closed. */
interface MidLineClose { output: number; open: Open }

/** The tokens with braces added (of no width) or left out by indentation, or undefined where indentation and braces agree. */
export function repairBraces(tokens: readonly Token[], table: TokenTable, errors: LexingError[]): Token[] | undefined {
  const closeType = table.signs.get('}')![0]!.type;
  const openName = table.signs.get('{')![0]!.type.name;
  const output: (Token | undefined)[] = [];
  const stack: Open[] = [];
  let midLine: MidLineClose[] = [];
  let changed = false;
  let line = 0;
  let indentation = 1;

  for (const token of tokens) {
    const isFirst = token.startLine !== line && token.image !== '';
    if (isFirst) indentation = token.startColumn!;
    line = token.endLine!;
    const closes = token.tokenType === closeType;
    if (isFirst) leaveDeeper(token, closes);
    if (token.tokenType.name === openName) stack.push({ indentation, line: token.startLine! });
    if (closes && !close(token, isFirst)) {
      leaveOut(token);
      output.push(undefined);
    } else {
      output.push(token);
    }
  }
  return changed ? output.filter(token => token !== undefined) : undefined;

  /** A line that is not deeper than the line of an open brace ends that brace, unless it begins with the `}` itself. */
  function leaveDeeper(token: Token, closes: boolean): void {
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const ends = closes ? token.startColumn! < top.indentation : token.startColumn! <= top.indentation && token.image !== ')' && token.image !== ']';
      if (!ends) return;
      stack.pop();
      const last = output.findLast(other => other !== undefined) ?? token;
      output.push(noWidth(last, 'after', closeType));
      changed = true;
      errors.push({ offset: last.endOffset!, length: 1, line: last.endLine!, column: last.endColumn!, message: `A \`}\` is missing after this: the \`{\` of line ${top.line} is not closed.` });
    }
  }

  function close(token: Token, isFirst: boolean): boolean {
    const top = stack.at(-1);
    if (top !== undefined && (top.line === token.startLine || isFirst && top.indentation === token.startColumn)) {
      stack.pop();
      // What was closed inside a line further in is settled.
      if (isFirst) midLine = midLine.filter(({ open }) => open.indentation < top.indentation);
      return true;
    }
    if (!isFirst) {
      if (top === undefined) return false;
      midLine.push({ output: output.length, open: top });
      stack.pop();
      return true;
    }
    // The brace of this line was closed by a `}` inside a line: that one is too many.
    const wrong = midLine.findLast(({ open }) => open.indentation === token.startColumn);
    if (wrong === undefined) return false;
    leaveOut(output[wrong.output]!);
    output[wrong.output] = undefined;
    midLine = [];
    return true;
  }

  function leaveOut(token: Token): void {
    changed = true;
    errors.push({ offset: token.startOffset, length: 1, line: token.startLine, column: token.startColumn, message: 'This `}` closes nothing. Is a `{` missing before it, or is it one too many?' });
  }
}
