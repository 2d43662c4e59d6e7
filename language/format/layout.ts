// Where lines begin. The author's line breaks are kept: the language gives them a meaning, and he knows best what belongs on a line.
//
// 1. What stands in brackets is two deeper than the line of the opening bracket; brackets opened on one line count once. The closing one
//    stands as deep as that line. For the braces of a declaration, member or step that line is the one on which it begins.
// 2. A line that begins with a clause of its member or step (`while`, `as`) stands under what follows the member's first word.
// 3. Any other line that goes on is two deeper than the line that it goes on from.
// 4. A comment stands as deep as what follows it; before a closing bracket, as deep as what is inside.
import { spaceBetween } from './spacing.ts';
import { isClosing, isOpening, type Piece } from './pieces.ts';

/** What is printed before a piece: so many line ends, then so many blanks. */
export interface Gap { lines: 0 | 1 | 2; spaces: number }

/** An entry of braces that hold members, or of the file, that begins its line. */
export interface Member { first: number; parent: string; bracket: number }

export interface Layout { gaps: Gap[]; members: Member[] }

interface Bracket {
  id: number;
  /** The rule of its opening bracket; empty for the file. */
  rule: string;
  /** The indentation of its closing bracket. */
  base: number;
  inside: number;
  /** The piece after which, with any comma, an entry begins: not in braces, where the tree says it. */
  byComma: boolean;
  holdsMembers: boolean;
  entry: Entry;
}

/** The entry at hand of a bracket. */
interface Entry { first: number; indent: number; beginsLine: boolean; lastIndent: number }

/** Where pieces stand that are not a whole file: how deep, in steps of two blanks, and in the braces of which rule. */
export interface Surroundings { depth: number; parent: string }

/** The gap before each piece. */
export function layOut(pieces: readonly Piece[], text: string, { depth, parent }: Surroundings = { depth: 0, parent: '' }): Layout {
  const gaps: Gap[] = [];
  const members: Member[] = [];
  let brackets = 0;
  const outside = depth * 2;
  const stack: Bracket[] = [{ id: 0, rule: parent, base: outside, inside: outside, byComma: false, holdsMembers: true, entry: newEntry(outside) }];
  let lineIndent = outside;
  // Whether only comments stand before it on its line.
  let beginsLine = true;
  let before: number | undefined;

  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index]!;
    const previous = pieces[index - 1];
    const lines = index === 0 ? 0 : lineEnds(text, previous!, piece);
    if (lines > 0 || index === 0) {
      lineIndent = indentOf(index);
      beginsLine = true;
      gaps.push({ lines, spaces: lineIndent });
    } else {
      gaps.push({ lines, spaces: spaceBetween(previous!, piece).length });
    }
    if (piece.role === undefined) continue;
    advance(index, piece);
    before = index;
    beginsLine = false;
  }
  return { gaps, members };

  function indentOf(index: number): number {
    const top = stack.at(-1)!;
    let piece = pieces[index]!;
    if (piece.role === undefined) {
      let next = index + 1;
      while (pieces[next] !== undefined && pieces[next]!.role === undefined) next++;
      const following = pieces[next];
      if (following === undefined || isClosing(following)) return top.inside;
      piece = following;
    }
    if (isClosing(piece)) return top.base;
    if (startsEntry(piece, top)) return top.inside;
    if (piece.role!.block) return top.entry.indent;
    if (piece.role!.clause && top.holdsMembers) {
      if (pieces[before!]?.image === '}' && pieces[before!]!.role!.block) return top.entry.indent;
      return top.entry.indent + (top.entry.beginsLine ? pieces[top.entry.first]!.image.length + 1 : 2);
    }
    return top.entry.lastIndent + 2;
  }

  function startsEntry(piece: Piece, top: Bracket): boolean {
    if (piece.entry && !top.byComma || partsOfOneRule[piece.role!.rule]?.has(piece.image) === true) return true;
    const last = before === undefined ? undefined : pieces[before]!;
    if (last === undefined || isOpening(last)) return true;
    return top.byComma && last.image === ',';
  }

  function advance(index: number, piece: Piece): void {
    const top = stack.at(-1)!;
    if (isClosing(piece)) {
      if (stack.length > 1) stack.pop();
      return;
    }
    if (startsEntry(piece, top)) {
      top.entry = { first: index, indent: lineIndent, beginsLine, lastIndent: lineIndent };
      if (beginsLine && top.holdsMembers) members.push({ first: index, parent: top.rule, bracket: top.id });
    } else if (beginsLine && piece.role!.clause && top.holdsMembers) top.entry.lastIndent = lineIndent;
    if (!isOpening(piece)) return;
    const base = piece.role!.block ? top.entry.indent : lineIndent;
    stack.push({ id: ++brackets, rule: piece.role!.rule, base, inside: base + 2, byComma: piece.image !== '{', holdsMembers: piece.role!.block, entry: newEntry(base + 2) });
  }
}

/** Words that stand like members of their own where they begin a line: `job` after `submit`, and the lines of `upsert`. */
const partsOfOneRule: Readonly<Record<string, ReadonlySet<string>>> = { Submit: new Set(['job']), Upsert: new Set(['create', 'update', 'on']) };

const newEntry = (indent: number): Entry => ({ first: 0, indent, beginsLine: false, lastIndent: indent });

/** None, one, or two where a blank line is kept: at most one, and none at the beginning or end of what stands in brackets. */
function lineEnds(text: string, before: Piece, after: Piece): 0 | 1 | 2 {
  let count = 0;
  for (let at = before.end; at < after.start; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || code === 0x0d && text.charCodeAt(at + 1) !== 0x0a) count++;
  }
  if (count < 2) return count as 0 | 1;
  return isOpening(before) || isClosing(after) ? 1 : 2;
}
