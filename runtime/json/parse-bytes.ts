import { parseCarefully } from './careful.ts';
import { deepest } from './depth.ts';
import { parseJson } from './parse.ts';
import { readPieces, type ReadPiece } from './pieces.ts';
import { scanJson } from './scan.ts';

/** A character may take two bytes in V8: the text of a piece then stays below 128 KB (pieces.ts). */
const pieceOf = 60_000;

/**
 * The same as `parseJson` for UTF-8 bytes, in a third of the time where they are many: see scan.ts and pieces.ts. The bytes are the same afterwards.
 * `pieceBytes` is how large pieces are at least.
 */
export function parseJsonBytes(bytes: Buffer, pieceBytes: number = pieceOf): unknown {
  const scan = scanJson(bytes, pieceBytes);
  const read: ReadPiece = (text, index) => (scan.fragile[index] === true ? parseCarefully(text) : (JSON.parse(text) as unknown));
  if (scan.depth <= deepest) {
    try {
      return scan.cuts.length === 0 ? read(bytes.toString('utf8'), 0) : readPieces(bytes, scan, read);
    } catch {
      // It is read once more below, which says what is wrong and where.
    }
  }
  return parseJson(bytes.toString('utf8'));
}
