// What happens to a sample file in one case of the campaign: a table of kinds, each with how often it is taken.
import { DEEP, depths, longLines } from './giants.ts';

/** Whole numbers below a count, by chance. */
export type Below = (count: number) => number;
/** A file that pieces are taken from. */
export interface Source { text: string; language: 'connector' | 'flow' | 'workspace' }

export interface Mutation {
  kind: string;
  /** How many of a hundred thousand cases are of this kind, about. */
  weight: number;
  apply(text: string, around: { below: Below; others: readonly Source[]; language: Source['language'] }): string;
}

/** A piece of code as a person sees it; written without the project's own lexer, so that it may be wrong. */
interface Piece { start: number; end: number }

const PIECES = /\w+|'[^'\n]*'|"[^"\n]*"|=>|\?[.?]|&&|\|\||[^\s\w]/g;
const piecesOf = (text: string): Piece[] => [...text.matchAll(PIECES)].map((found) => ({ start: found.index, end: found.index + found[0].length }));
const one = <Item>(items: readonly Item[], below: Below): Item | undefined => items[below(items.length)];
const put = (text: string, at: number, more: string, end = at): string => text.slice(0, at) + more + text.slice(end);

/** Changes at a few pieces; the text as it is where it has none. */
const atPieces = (change: (text: string, piece: Piece, pieces: readonly Piece[], below: Below) => string): Mutation['apply'] => (text, { below }) => {
  let changed = text;
  for (let turn = 1 + below(3); turn > 0; turn--) {
    const pieces = piecesOf(changed);
    const piece = one(pieces, below);
    if (piece !== undefined) changed = change(changed, piece, pieces, below);
  }
  return changed;
};

/** Puts characters in at a few places: anywhere, or right within a word or text. */
const scattered = (characters: (below: Below) => string): Mutation['apply'] => (text, { below }) => {
  let changed = text;
  for (let turn = 1 + below(4); turn > 0; turn--) {
    const piece = below(2) === 0 ? one(piecesOf(changed), below) : undefined;
    const at = piece === undefined ? below(changed.length + 1) : piece.start + below(piece.end - piece.start + 1);
    changed = put(changed, at, characters(below));
  }
  return changed;
};

const any = (...characters: string[]) => (below: Below): string => characters[below(characters.length)]!;
/** Everything that begins, ends or joins something; what the grammar reads last is most of it. */
const SIGNS = any('{', '}', '(', ')', '[', ']', ',', ':', '.', '?.', '=', '=>', '->', '?', '??', '@', '+', '-', '!', '&&', '|', '..', '...', "'", '"', '"{', '"""', '$"""', "'''", '{{', '}}', '/*', '*/', '//', '\\', '\\u{', ';', '#', '1', '1.', '1e9', '5m', 'match ', 'endpoint ', 'entity ', 'flow ', 'connector x {', 'map x: ', 'filter ', 'in ', 'null', 'extend ', 'use a = ', 'from ', 'reject ', 'import ');

function spliced(text: string, { below, others }: Parameters<Mutation['apply']>[1], replaces: boolean): string {
  const other = one(others, below)!.text;
  const pieces = piecesOf(other);
  const from = below(pieces.length);
  const to = Math.min(from + 1 + below(60), pieces.length) - 1;
  const [first, last] = [pieces[from], pieces[to]];
  if (first === undefined || last === undefined) return text;
  const own = piecesOf(text);
  const start = below(own.length + 1);
  const end = replaces ? Math.min(start + below(40), own.length) : start;
  const at = own[start]?.start ?? text.length;
  return put(text, at, `${other.slice(first.start, last.end)} `, Math.max(own[end]?.start ?? text.length, at));
}

function linesChanged(text: string, below: Below): string {
  const lines = text.split('\n');
  for (let turn = 1 + below(3); turn > 0 && lines.length > 0; turn--) {
    const at = below(lines.length);
    const line = lines[at]!;
    switch (below(4)) {
      case 0: lines.splice(at, 1); break;
      case 1: lines.splice(below(lines.length), 0, line); break;
      case 2: lines.splice(at, 2, `${line} ${lines[at + 1] ?? ''}`); break;
      default: { const cut = below(line.length + 1); lines.splice(at, 1, line.slice(0, cut), line.slice(cut)); }
    }
  }
  return lines.join('\n');
}

const randomBytes = (below: Below, count: number): string => Buffer.from(Array.from({ length: count }, () => below(256))).toString(below(2) === 0 ? 'utf8' : 'latin1');

const BIDI = any('\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069', '\u200e', '\u200f', '\u061c');
const ASTRAL = any('\u{1F600}', '\u{1F468}\u200d\u{1F469}\u200d\u{1F467}', '\u{20000}', '\u{10FFFF}', '\u{1D49C}', 'e\u0301\u0302\u0303');
const SURROGATES = any('\ud800', '\udbff', '\udc00', '\udfff', '\udc00\ud800', '\ud83d');
const lineEnds = (end: (below: Below) => string): Mutation['apply'] => (text, { below }) => text.replace(/\r?\n/g, () => end(below));

/** The kinds that are cheap, and that one file may have several of. */
const small: readonly Mutation[] = [
  { kind: 'tokens deleted', weight: 14_000, apply: atPieces((text, { start, end }) => put(text, start, '', end)) },
  { kind: 'tokens duplicated', weight: 8_000, apply: atPieces((text, { start, end }, _pieces, below) => put(text, end, any('', ' ', '\n')(below) + text.slice(start, end))) },
  { kind: 'tokens swapped', weight: 8_000, apply: atPieces((text, { start, end }, pieces, below) => {
    const other = one(pieces, below)!;
    const [a, b] = other.start < start ? [other, { start, end }] : [{ start, end }, other];
    return a.start === b.start ? text : text.slice(0, a.start) + text.slice(b.start, b.end) + text.slice(a.end, b.start) + text.slice(a.start, a.end) + text.slice(b.end);
  }) },
  { kind: 'tokens replaced', weight: 6_000, apply: atPieces((text, { start, end }, pieces, below) => { const other = one(pieces, below)!; return put(text, start, text.slice(other.start, other.end), end); }) },
  { kind: 'signs and words put in', weight: 8_000, apply: scattered(SIGNS) },
  { kind: 'a part of another file put in', weight: 7_000, apply: (text, around) => spliced(text, around, false) },
  { kind: 'a part of another file in place of a part', weight: 6_000, apply: (text, around) => spliced(text, around, true) },
  { kind: 'characters deleted', weight: 6_000, apply: (text, { below }) => { const at = below(text.length + 1); return put(text, at, '', Math.min(text.length, at + 1 + below(80))); } },
  { kind: 'lines deleted, doubled, joined or broken', weight: 6_000, apply: (text, { below }) => linesChanged(text, below) },
  { kind: 'end cut off', weight: 5_000, apply: (text, { below }) => text.slice(0, below(text.length + 1)) },
  { kind: 'beginning cut off', weight: 2_000, apply: (text, { below }) => text.slice(below(text.length + 1)) },
  { kind: 'NUL and control characters', weight: 2_000, apply: scattered(any('\u0000', '\u0000\u0000', '\u0001', '\u001b[31m', '\u007f', '\u0008', '\u000b', '\u000c', '\u0085')) },
  { kind: 'byte order mark first', weight: 500, apply: (text) => `\ufeff${text}` },
  { kind: 'byte order mark within', weight: 1_000, apply: scattered(any('\ufeff')) },
  { kind: 'CRLF', weight: 1_500, apply: lineEnds(() => '\r\n') },
  { kind: 'CR alone', weight: 1_500, apply: lineEnds(() => '\r') },
  { kind: 'line ends of every kind', weight: 1_500, apply: lineEnds(any('\n', '\r', '\r\n', '\n\r', '\u2028', '\u2029')) },
  { kind: 'U+2028 and other spaces', weight: 1_500, apply: scattered(any('\u2028', '\u2029', '\u00a0', '\u3000', '\u200b', '\u2060')) },
  { kind: 'astral characters', weight: 2_000, apply: scattered(ASTRAL) },
  { kind: 'unpaired surrogates', weight: 1_500, apply: scattered(SURROGATES) },
  { kind: 'bidi controls', weight: 1_500, apply: scattered(BIDI) },
  { kind: 'random bytes put in', weight: 2_000, apply: (text, { below }) => put(text, below(text.length + 1), randomBytes(below, 1 + below(40))) },
];

/** Every kind of the campaign. */
export const mutations: readonly Mutation[] = [
  ...small,
  { kind: 'nothing but random bytes', weight: 500, apply: (_text, { below }) => randomBytes(below, below(3_000)) },
  { kind: 'two to five of the above', weight: 6_000, apply: (text, around) => {
    let changed = text;
    for (let turn = 2 + around.below(4); turn > 0; turn--) changed = one(small, around.below)!.apply(changed, around);
    return changed;
  } },
  ...Object.entries(DEEP).map(([name, nested]): Mutation => ({
    kind: `nested deeply: ${name}`, weight: 60, apply: (text, { below, language }) => within(text, nested(depths[below(depths.length)]!, language), below),
  })),
  ...Object.entries(longLines).map(([name, line]): Mutation => ({ kind: `5 MB in one line: ${name}`, weight: 12, apply: (text, { below }) => within(text, line(), below) })),
];

/** In place of a piece, before one, or alone. */
function within(text: string, more: string, below: Below): string {
  const piece = one(piecesOf(text), below);
  if (piece === undefined || below(4) === 0) return more;
  return put(text, piece.start, more, below(2) === 0 ? piece.end : piece.start);
}

const sum = mutations.reduce((total, { weight }) => total + weight, 0);

/** A kind by chance, as often as its weight says. */
export function anyMutation(random: () => number): Mutation {
  let left = random() * sum;
  return mutations.find(({ weight }) => (left -= weight) < 0) ?? mutations[0]!;
}
