// One look at the bytes of a JSON document before it is read. It tells what `JSON.parse` would damage (ARCHITECTURE.md), how deep it nests, and
// where it can be cut. Of bytes that are no JSON it may tell anything: reading them fails then.

/** What a document is like. */
export interface JsonScan {
  /** Of each piece, from cut to cut: it has numbers or keys that JSON.parse does not keep as they are written. */
  fragile: boolean[];
  /** Levels of arrays and objects. */
  depth: number;
  /** Offsets of commas between elements of one array, a piece apart: of the first array outside of all others that is longer than a piece. */
  cuts: number[];
  /** How many objects that array lies in. */
  cutDepth: number;
}

const comma = 44;
const minus = 45;
const point = 46;
const zero = 48;
const nine = 57;
const colon = 58;
const quote = 34;
const exponent = 69;
const openBracket = 91;
const backslash = 92;
const closeBracket = 93;
const smallExponent = 101;
const openBrace = 123;
const closeBrace = 125;

/** Numbers of as many characters are exact in a double, and come out as they are spelled unless `isFragile` says otherwise. */
const exactLength = 15;
/** Keys of more digits are no index of an array. */
const longestIndex = 10;

/** Looks at UTF-8 bytes; `pieceBytes` is how far apart cuts are at least. */
export function scanJson(bytes: Uint8Array, pieceBytes: number): JsonScan {
  const { length } = bytes;
  const cuts: number[] = [];
  const pieces: boolean[] = [];
  let fragile = false;
  let depth = 0;
  let deepest = 0;
  // The depth of the outermost array that is open, -1 where none is or another one was cut.
  let array = -1;
  let cutDepth = -1;
  let pieceEnd = pieceBytes;

  for (let at = 0; at < length; at++) {
    const code = bytes[at] as number;
    if (code === quote) {
      const start = at + 1;
      let escaped = false;
      for (let inside = bytes[++at]; inside !== quote && at < length; inside = bytes[++at]) {
        if (inside === backslash) {
          escaped = true;
          at++;
        }
      }
      // V8 13.6 (Node 24) confuses keys with an escape: it takes `"\u00e9"` for a single backslash where an object of the same shape had one.
      if (!fragile && (bytes[at + 1] === colon || isBeforeColon(bytes, at + 1))) fragile = escaped || isIndex(bytes, start, at);
    } else if (code === comma) {
      if (at >= pieceEnd && array >= 0 && depth === array + 1) {
        cuts.push(at);
        pieces.push(fragile);
        fragile = false;
        cutDepth = array;
        pieceEnd = at + pieceBytes;
      }
    } else if (code === openBrace || code === openBracket) {
      if (code === openBracket && array < 0 && cutDepth < 0) {
        array = depth;
        pieceEnd = at + pieceBytes;
      }
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === closeBrace || code === closeBracket) {
      depth -= 1;
      if (depth === array) array = -1;
    } else if (code === minus || (code >= zero && code <= nine)) {
      const start = at;
      let whole = code !== minus;
      for (let next = bytes[at + 1] as number; isOfNumber(next); next = bytes[at + 1] as number) {
        if (next < zero || next > nine) whole = false;
        at += 1;
      }
      if (!fragile && (!whole || at - start >= exactLength)) fragile = isFragile(bytes, start, at + 1);
    }
  }
  pieces.push(fragile);
  return { fragile: pieces, depth: deepest, cuts, cutDepth };
}

function isOfNumber(code: number): boolean {
  return (code >= zero && code <= nine) || code === point || code === exponent || code === smallExponent || code === minus || code === 43;
}

/** White space may stand before the colon. */
function isBeforeColon(bytes: Uint8Array, start: number): boolean {
  let at = start;
  while ((bytes[at] as number) <= 32) at++;
  return bytes[at] === colon;
}

/** Keys that a plain object would put first. */
function isIndex(bytes: Uint8Array, start: number, end: number): boolean {
  if (end === start || end - start > longestIndex) return false;
  for (let at = start; at < end; at++) if ((bytes[at] as number) < zero || (bytes[at] as number) > nine) return false;
  return true;
}

/** Numbers that JavaScript cannot hold or spells in another way: 16 digits and more, `10.0`, `1e5`, `0.0000001`, `-0`. */
function isFragile(bytes: Uint8Array, first: number, end: number): boolean {
  const start = bytes[first] === minus ? first + 1 : first;
  if (end - start > exactLength) return true;
  let fraction = -1;
  for (let at = start; at < end; at++) {
    const code = bytes[at];
    if (code === exponent || code === smallExponent) return true;
    if (code === point) fraction = at + 1;
  }
  if (fraction < 0) return start > first && bytes[start] === zero;
  if (bytes[end - 1] === zero) return true;
  // JavaScript writes what is below a millionth with an exponent.
  if (fraction !== start + 2 || bytes[start] !== zero) return false;
  for (let at = fraction; at < fraction + 6; at++) if (bytes[at] !== zero || at >= end) return false;
  return true;
}
