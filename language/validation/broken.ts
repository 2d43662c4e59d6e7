import { type AstNode, AstUtils, type LangiumDocument, type ParseResult } from 'langium';
import { walk } from '../references/walk.ts';

// A syntax error is one report. What is missing because of it (an argument, a field, a member) is not reported a second time.

const known = new WeakMap<ParseResult, number[]>();
const knownRepeated = new WeakMap<ParseResult, ReadonlySet<string>>();

/** Whether the text of a node has a syntax error in it, so that what is missing there says nothing. */
export function isBroken(node: AstNode): boolean {
  const cst = node.$cstNode;
  if (cst === undefined) return true;
  const offsets = errorOffsets(AstUtils.getDocument(node));
  if (offsets.length === 0) return false;
  const index = firstFrom(offsets, cst.offset);
  return index < offsets.length && offsets[index]! <= cst.end;
}

/** Whether a document has any syntax error. */
export function hasSyntaxErrors(document: LangiumDocument): boolean {
  return errorOffsets(document).length > 0;
}

/**
 * Whether a name that nothing in the tree uses may be used in what a syntax error has left out of the tree, or out of the declaration that it
 * belongs to: the file has one, and the name stands in its text a second time.
 */
export function mayBeUsedInBroken(node: AstNode, name: string): boolean {
  const document = AstUtils.getDocument(node);
  if (!hasSyntaxErrors(document)) return false;
  let repeated = knownRepeated.get(document.parseResult);
  if (repeated === undefined) knownRepeated.set(document.parseResult, repeated = repeatedNames(document.textDocument.getText()));
  return repeated.has(name);
}

/** Whether a text within has braces with nothing between them yet: any name may be meant. */
export function hasEmptyBraces(root: AstNode): boolean {
  let found = false;
  walk(root, (node) => {
    found ||= node.$type === 'Interpolation' && (node as { value?: AstNode }).value === undefined;
    return !found;
  });
  return found;
}

function repeatedNames(text: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const [name] of text.matchAll(/[A-Za-z_$][\w$]*/g)) (seen.has(name) ? repeated : seen).add(name);
  return repeated;
}

function errorOffsets(document: LangiumDocument): number[] {
  const { parseResult } = document;
  let offsets = known.get(parseResult);
  if (offsets === undefined) {
    const parser = parseResult.parserErrors.map((error) => {
      const { startOffset } = error.token;
      if (Number.isFinite(startOffset) && startOffset >= 0) return startOffset;
      // At the end of the file, or at a token that was put in: where the text before it ends.
      const previous = (error as { previousToken?: { endOffset?: number } }).previousToken?.endOffset;
      return previous !== undefined && Number.isFinite(previous) ? previous : document.textDocument.getText().length;
    });
    offsets = [...parser, ...parseResult.lexerErrors.map((error) => error.offset)].sort((a, b) => a - b);
    known.set(parseResult, offsets);
  }
  return offsets;
}

/** The index of the first number that is not below `from`. */
function firstFrom(sorted: readonly number[], from: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
