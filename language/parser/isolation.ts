// A mistake in one declaration says nothing of the others. Where the parser loses some of them nevertheless, the file is read again
// without a part of the declaration that holds the mistake: as little as is needed.
import { itemWord, type OutlineWords, type Segment } from './outline.ts';
import { isWord, noWidth, type Token, type TokenTable } from './tokens.ts';

/** Tokens with a stretch left out, and how many those were. */
export interface IsolatedReading { tokens: Token[]; leftOut: number }

/** The segment that an error belongs to: what fails at the first token of one is missing in the one before, unless it is not known what begins there. */
export function segmentAt(segments: readonly Segment[], offset: number): number {
  let low = -1;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const segment = segments[middle]!;
    if (segment.offset < offset || (segment.kind === 'unknown' && segment.offset === offset)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Readings with less and less of a segment, given the offset of the error. */
export function* isolatedReadings(tokens: readonly Token[], segments: readonly Segment[], at: number, offset: number, words: OutlineWords, table: TokenTable): Generator<IsolatedReading> {
  const segment = segments[at];
  if (segment === undefined) return;
  const { from, to } = segment;
  let error = from;
  while (error < to && tokens[error]!.startOffset < offset) error++;
  error = Math.min(error, to - 1);
  const line = lineOf(tokens, error, segment);
  // What fails at the beginning of a line is missing at the end of the line before.
  const before = line.from === error && error > from ? lineOf(tokens, error - 1, segment) : undefined;

  if (segment.isHeader) yield header(tokens, segment, words, table);
  yield without(tokens, error, error + 1);
  yield without(tokens, error, line.to);
  if (before !== undefined && before.from > from) yield without(tokens, before.from, before.to);
  if (line.from > from) yield without(tokens, line.from, line.to);
  if (segment.isHeader) return;
  yield without(tokens, error, to);
  if (before !== undefined && before.from > from) yield without(tokens, before.from, to);
  if (line.from > from) yield without(tokens, line.from, to);
  const first = lineOf(tokens, from, segment);
  if (first.to < to) yield without(tokens, first.to, to);
  yield without(tokens, from, to);
  // The mistake may stand at the end of what is before: a brace, a comma.
  const previous = segments[at - 1];
  if (previous !== undefined && !previous.isHeader) yield without(tokens, previous.from, to);
}

/** The tokens of the line of a token, within its segment. */
function lineOf(tokens: readonly Token[], index: number, segment: Segment): { from: number; to: number } {
  const { startLine } = tokens[index]!;
  let from = index;
  while (from > segment.from && tokens[from - 1]!.endLine === startLine) from--;
  let to = index + 1;
  while (to < segment.to && tokens[to]!.startLine === startLine) to++;
  return { from, to };
}

function without(tokens: readonly Token[], from: number, to: number): IsolatedReading {
  return { tokens: [...tokens.slice(0, from), ...tokens.slice(to)], leftOut: to - from };
}

/** The line of an item, reduced to its word, its name and the `{`; each of them is put in where it is missing. */
function header(tokens: readonly Token[], { from, to }: Segment, words: OutlineWords, table: TokenTable): IsolatedReading {
  const line = tokens.slice(from, to);
  const first = line[0]!;
  const hasWord = words.items.has(first.image);
  const at = hasWord ? itemWord(tokens, from, words) - from : 0;
  const kind = hasWord ? line[at]!.image : words.usual;
  const word = hasWord && at === 0 ? first : noWidth(first, 'before', table.words.get(kind)!.strict);
  const rest = hasWord ? line.slice(at + 1) : line;
  const start = rest.findIndex(({ image }) => isWord(image));
  const name = start < 0 ? [noWidth(first, hasWord ? 'after' : 'before', table.terminal('ID'))] : rest.slice(start);
  const end = name.findIndex(({ image }) => image !== '' && !NAME_PART.test(image));
  if (end >= 0) name.length = end;
  while (name.at(-1)?.image === '-') name.pop();
  const brace = table.signs.get('{')![0]!.type;
  if (kind === 'test') name.unshift(...beforeSubject(rest, first, table, name));
  const open = rest.findLast(({ tokenType }) => tokenType === brace) ?? noWidth(line.at(-1)!, 'after', brace);
  return { tokens: [...tokens.slice(0, from), word, ...name, open, ...tokens.slice(to)], leftOut: Math.max(line.length - name.length - 2, 0) };
}

/** The title and the `for` of a test, which stand before its subject; the words that stand there were taken for it where a text is broken. */
function beforeSubject(rest: readonly Token[], first: Token, table: TokenTable, name: Token[]): Token[] {
  const title = rest[0]?.tokenType === table.terminal('STRING') ? rest[0] : noWidth(first, 'after', table.terminal('STRING'));
  const forWord = rest.find(({ image }) => image === 'for');
  const subject = forWord === undefined ? undefined : rest[rest.indexOf(forWord) + 1];
  name.length = 0;
  name.push(subject !== undefined && isWord(subject.image) ? subject : noWidth(forWord ?? title, 'after', table.terminal('ID')));
  return [title, forWord ?? noWidth(title, 'after', table.words.get('for')!.strict)];
}

const NAME_PART = /^(?:[A-Za-z_$][A-Za-z0-9_$]*|-|\d+)$/;
