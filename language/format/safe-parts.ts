// What of a broken file may be formatted: runs of declarations, members or steps that no error touches, and whose brackets agree.
import type { AstNode, ParseResult } from 'langium';
import { lineStart } from './edits.ts';
import type { Surroundings } from './layout.ts';
import { type Piece, unpaired } from './pieces.ts';

/** A part of a file that can be laid out by itself. */
export interface SafePart { pieces: readonly Piece[]; surroundings: Surroundings }

/** Where something is wrong; `end` exclusive. */
export interface Span { start: number; end: number }
/** Pieces from one index to another, which is not among them. */
interface Run { first: number; end: number }

/** Whether a file was read without an error, and without a bracket that the parser put in. */
export const isWhole = ({ lexerErrors, parserErrors }: ParseResult, pieces: readonly Piece[]): boolean =>
  lexerErrors.length === 0 && parserErrors.length === 0 && unpaired(pieces) === undefined;

/** The parts of a file with errors that are free of them, in order. */
export function safeParts(errors: readonly Span[], file: AstNode, pieces: readonly Piece[], text: string): SafePart[] {
  const parts: SafePart[] = [];
  addSiblings((file as { items?: readonly AstNode[] }).items ?? [], { depth: 0, parent: '' });
  return parts;

  function addSiblings(nodes: readonly AstNode[], surroundings: Surroundings): void {
    let run: Run | undefined;
    for (const node of nodes) {
      const own = runOf(node);
      // What follows a safe sibling and nothing but comments belongs to its run, so that columns stay as they are.
      if (own !== undefined && run !== undefined && areComments(run.end, own.first) && touch({ first: run.end - 1, end: own.first + 1 })) run = { first: run.first, end: own.end };
      else {
        flush();
        if (own === undefined) addSiblings(childrenOf(node), { depth: surroundings.depth + 1, parent: node.$type });
        else run = own;
      }
    }
    flush();

    function flush(): void {
      if (run !== undefined) parts.push({ pieces: pieces.slice(run.first, run.end), surroundings });
      run = undefined;
    }
  }

  /** The pieces of a node and the comments above it, if it is safe and begins a line. */
  function runOf(node: AstNode): Run | undefined {
    const cst = node.$cstNode;
    if (cst === undefined || errors.some(({ start, end }) => start <= cst.end && end >= cst.offset)) return undefined;
    let first = indexAt(cst.offset);
    const end = indexAt(cst.end);
    if (pieces[first]?.start !== cst.offset || pieces[end - 1]?.end !== cst.end || !beginsLine(first) || !touch({ first, end })) return undefined;
    if (unpaired(pieces.slice(first, end)) !== undefined) return undefined;
    while (first > 0 && pieces[first - 1]!.role === undefined && beginsLine(first - 1)) first--;
    return { first, end };
  }

  /** Whether nothing is between pieces but white space. */
  function touch({ first, end }: Run): boolean {
    for (let index = first + 1; index < end; index++) if (!isBlank(text, pieces[index - 1]!.end, pieces[index]!.start)) return false;
    return true;
  }

  function areComments(first: number, end: number): boolean {
    return pieces.slice(first, end).every(({ role }) => role === undefined);
  }

  function beginsLine(index: number): boolean {
    return isBlank(text, lineStart(text, pieces[index]!.start), pieces[index]!.start);
  }

  /** The first piece that does not begin before an offset. */
  function indexAt(offset: number): number {
    let low = 0;
    let high = pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pieces[middle]!.start < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Members of a connector and steps of a flow; what is in them is formatted with them or not at all. */
function childrenOf(node: AstNode): readonly AstNode[] {
  if (node.$type === 'Connector') return (node as AstNode & { members: AstNode[] }).members;
  return node.$type === 'Flow' ? (node as AstNode & { steps: AstNode[] }).steps : [];
}

/** Whether there is nothing but white space from one offset to another. */
export const isBlank = (text: string, start: number, end: number): boolean => text.slice(start, end).trim() === '';

/** The tokens at which a file is broken, those before them, and what was skipped. */
export function errorSpans({ lexerErrors, parserErrors }: ParseResult): Span[] {
  const spans: Span[] = lexerErrors.map(({ offset, length }) => ({ start: offset, end: offset + length }));
  for (const error of parserErrors) {
    const previous = (error as { previousToken?: typeof error.token }).previousToken;
    for (const token of [error.token, previous, ...(error.resyncedTokens ?? [])]) {
      if (token !== undefined && Number.isFinite(token.startOffset)) spans.push({ start: token.startOffset, end: (token.endOffset ?? token.startOffset) + 1 });
    }
  }
  return spans;
}
