// The tree of a file as a flat list of what is printed: tokens and comments in order. What no blank may enter is one piece: a text with all
// that it interpolates.
import type { CompositeCstNode, CstNode, LeafCstNode } from 'langium';
import { roleOf, type Role } from './roles.ts';

/** A token, a text or a comment; offsets into the file, `end` exclusive. */
export interface Piece {
  start: number;
  end: number;
  /** How it stands among its neighbours; a comment has none. */
  role: Role | undefined;
  /** It begins a declaration, member, step, field, entry or case. */
  entry: boolean;
  image: string;
}

/** Everything that a tree holds, by offset. What the parser put in has no width and is left out. */
export function piecesOf(root: CstNode, text: string): Piece[] {
  const pieces: Piece[] = [];
  let entry = false;
  const add = (start: number, end: number, leaf: LeafCstNode): void => {
    if (end <= start) return;
    const image = text.slice(start, end);
    const { hidden } = leaf;
    // The blanks at a comment's end belong to what is between the pieces.
    const kept = hidden ? image.trimEnd() : image;
    pieces.push({ start, end: start + kept.length, image: kept, role: hidden ? undefined : roleOf(leaf.grammarSource), entry: entry && !hidden });
    if (!hidden) entry = false;
  };
  const visit = (node: CstNode): void => {
    if (!isComposite(node)) {
      const leaf = node as LeafCstNode;
      add(leaf.offset, leaf.end, leaf);
      return;
    }
    if (beginsEntry(node)) entry = true;
    const first = node.content[0];
    if (first !== undefined && !isComposite(first) && (first as LeafCstNode).tokenType.name === 'TEXT_OPEN') {
      add(first.offset, node.content.at(-1)!.end, first as LeafCstNode);
      return;
    }
    for (const child of node.content) visit(child);
  };
  visit(root);
  return pieces;
}

const isComposite = (node: CstNode): node is CompositeCstNode => 'content' in node;

const entryLists: ReadonlySet<string> = new Set(['items', 'members', 'steps', 'fields', 'entries', 'rows', 'cases', 'arms']);
const known = new WeakMap<object, boolean>();

/** A rule called for one of a list (`steps+=FlowStep`); a union's `members+=…` are no entries. */
function beginsEntry(node: CompositeCstNode): boolean {
  const source = node.grammarSource;
  if (source === undefined) return false;
  let begins = known.get(source);
  if (begins === undefined) {
    const assignment = source.$container as { $type: string; operator?: string; feature?: string } | undefined;
    begins = assignment?.$type === 'Assignment' && assignment.operator === '+=' && entryLists.has(assignment.feature ?? '') && roleOf(source).rule !== 'Type';
    known.set(source, begins);
  }
  return begins;
}

export const isOpening = ({ image, role }: Piece): boolean => role !== undefined && (image === '{' || image === '(' || image === '[');
export const isClosing = ({ image, role }: Piece): boolean => role !== undefined && (image === '}' || image === ')' || image === ']');

/** The first bracket that has no partner; undefined where all have one. */
export function unpaired(pieces: readonly Piece[]): Piece | undefined {
  const open: Piece[] = [];
  for (const piece of pieces) {
    if (isOpening(piece)) open.push(piece);
    else if (isClosing(piece) && open.pop() === undefined) return piece;
  }
  return open[0];
}
