// A long array of an answer is read in pieces of some tens of elements. That takes less time and much less memory: V8 keeps a text of more
// than 128 KB in memory of its own, which the system has to give and to clear for each answer. Each piece is JSON by itself, with the
// brackets around it closed; the value is the one that reading at once gives, order of members included.
import { keysOf, withMember } from '../expression/values.ts';
import type { JsonScan } from './scan.ts';

const comma = 44;
const openBracket = 91;
const closeBracket = 93;

/** Ends the array of the first piece, so that it is known again; and names the array in the last. No data has such a text. */
const mark = '\u0000cut';
const marked = JSON.stringify(mark);

type JsonObject = Record<string, unknown>;

/** Reads the text of a piece; the index says which piece. */
export type ReadPiece = (text: string, index: number) => unknown;

/**
 * Reads a document that has cuts, each piece with `read`. `bytes` change meanwhile, and are the same again afterwards. Throws where the document
 * is no JSON, and where a member that leads to the array comes twice: it must be read at once then.
 */
export function readPieces(bytes: Buffer, { cuts, cutDepth }: JsonScan, read: ReadPiece): unknown {
  const whole = read(`${bytes.toString('utf8', 0, cuts[0])},${marked}]${'}'.repeat(cutDepth)}`, 0);
  const elements = inside(whole, cutDepth, (object) => keysOf(object).at(-1));
  if (elements.pop() !== mark) throw new TypeError('another array than the one that was cut');
  for (const [index, cut] of cuts.entries()) {
    const next = cuts[index + 1];
    // The commas at both ends become the brackets of the piece.
    bytes[cut] = openBracket;
    if (next !== undefined) bytes[next] = closeBracket;
    try {
      if (next !== undefined) append(elements, read(bytes.toString('utf8', cut, next + 1), index + 1) as unknown[]);
      else {
        const last = read(`{${marked}:`.repeat(cutDepth) + bytes.toString('utf8', cut), index + 1);
        append(elements, inside(last, cutDepth, () => mark));
        return joined(whole, last, cutDepth);
      }
    } finally {
      bytes[cut] = comma;
      if (next !== undefined) bytes[next] = comma;
    }
  }
  return whole;
}

/** The array that lies `depth` objects deep. */
function inside(value: unknown, depth: number, name: (object: JsonObject) => string | undefined): unknown[] {
  let inner = value;
  for (let level = 0; level < depth; level++) inner = (inner as JsonObject)[name(inner as JsonObject) ?? ''];
  if (!Array.isArray(inner)) throw new TypeError('no array where one was cut');
  return inner as unknown[];
}

function append(elements: unknown[], more: readonly unknown[]): void {
  for (const element of more) elements.push(element);
}

/** `whole` with the members that follow the array, at each level. */
function joined(whole: unknown, last: unknown, depth: number): unknown {
  if (depth === 0) return whole;
  let object = whole as JsonObject;
  const more = last as JsonObject;
  const name = keysOf(object).at(-1) ?? '';
  const inner = object[name];
  const joinedInner = joined(inner, more[mark], depth - 1);
  if (joinedInner !== inner) object = withMember(object, name, joinedInner);
  for (const key of keysOf(more)) if (key !== mark) object = withMember(object, key, more[key]);
  return object;
}
