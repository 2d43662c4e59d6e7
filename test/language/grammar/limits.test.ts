import { expect, test } from 'vitest';
import { MAX_CHAIN, MAX_RIGHT_NESTING } from '../../../language/parser/chain-limit.ts';
import { MAX_DEPTH, MAX_PIECES } from '../../../language/parser/scanner.ts';
import { languageServices, parse, shape } from './support.ts';

const inFlow = (value: string): string => `flow f {\n  let x = ${value}\n  skip\n}\n`;
const nested = (open: string, close: string) => (depth: number): string => inFlow(`${open.repeat(depth)}1${close.repeat(depth)}`);

const DEEP: readonly (readonly [string, (depth: number) => string])[] = [
  ['parentheses', nested('(', ')')],
  ['arrays', nested('[', ']')],
  ['objects', nested('{ a: ', ' }')],
  ['calls', nested('f(', ')')],
  ['matches', nested('match a { 1 -> ', ' }')],
  ['texts', depth => inFlow(`${'"{'.repeat(depth)}x${'}"'.repeat(depth)}`)],
  ['tripled texts', depth => inFlow(`${'"""{'.repeat(depth)}x${'}"""'.repeat(depth)}`)],
  ['negations', depth => inFlow(`${'!'.repeat(depth)}x`)],
  ['sums', depth => inFlow(`1${' + 1'.repeat(depth)}`)],
  ['accesses', depth => inFlow(`a${'.b'.repeat(depth)}`)],
  ['lambdas', depth => inFlow(`${'x => '.repeat(depth)}x`)],
  ['conditions', depth => inFlow(`${'a ? b : '.repeat(depth)}c`)],
  ['conditions within', depth => inFlow(`${'a ? '.repeat(depth)}c${' : b'.repeat(depth)}`)],
  ['conditions on lines of their own', depth => inFlow(`${'a ?\n b : '.repeat(depth * 3)}c`)],
  ['types', depth => `flow f {\n let x: ${'{ a: '.repeat(depth)}string${' }'.repeat(depth)} = 1\n}`],
  ['array types', depth => `flow f {\n let x: string${'[]'.repeat(depth)} = 1\n}`],
  ['blocks', depth => `flow f {\n ${'route { when a { '.repeat(depth)} skip ${'} }'.repeat(depth)}\n}`],
  ['open parentheses', depth => inFlow('('.repeat(depth))],
  ['open blocks', depth => `flow f {\n${'try {\n'.repeat(depth)}`],
  ['braces', depth => '{'.repeat(depth)],
];

test.each(DEEP)('%s nested a thousand and ten thousand deep give one diagnostic', (_, text) => {
  for (const depth of [1_000, 10_000]) {
    const start = process.threadCpuUsage();
    const { errors } = parse('flow', text(depth));
    expect(errors, `${depth} deep`).toHaveLength(1);
    expect(errors[0]).toMatch(/nested|too long/);
    languageServices('flow').parser.CompletionParser.parse(text(depth));
    expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(10_000);
  }
}, 60_000);

test('what is nested too deeply is left out, and all else is read', () => {
  const { value } = parse('flow', nested('(', ')')(1_000));
  expect(shape(value)).toMatchObject({ items: [{ steps: [{ $type: 'LetStep', name: 'x' }, { $type: 'SkipStep' }] }] });
});

test.each([
  ['brackets', nested('(', ')')(MAX_DEPTH - 1)],
  ['operators', inFlow(`1${' + 1'.repeat(MAX_CHAIN)}`)],
  ['conditions', inFlow(`${'a ? b : '.repeat(MAX_RIGHT_NESTING)}c`)],
  ['optional fields of an entity, without commas', `extend shop.Order {\n${'  a: string?\n'.repeat(2_000)}}\n`],
  ['entries of an object', inFlow(`{ ${'a: -x.y + 1,\n'.repeat(2_000)} }`)],
  ['steps', `flow f {\n${'  filter !order.paid && order.total - 1 > 0\n'.repeat(1_000)}}\n`],
  ['members of a union', `flow f {\n let x: 'a'${' | \'a\'\n'.repeat(5_000)} = 'a'\n}`],
])('many %s are no deep nesting', (_, text) => {
  expect(parse('flow', text).errors).toEqual([]);
});

test.each([
  ['unclosed tripled texts', '"""{\n'.repeat(10_000)],
  ['unclosed texts', '"{\n'.repeat(10_000)],
  ['quotes', '\''.repeat(10_000)],
  ['unclosed comments', '/*\n'.repeat(10_000)],
  ['errors on every line', `flow f {\n${'let = 1\n'.repeat(5_000)}}\n`],
  ['words that mean nothing', 'foo bar\n'.repeat(10_000)],
  ['closing braces', '}\n'.repeat(10_000)],
  ['NUL', '\u0000'.repeat(10_000)],
])('ten thousand %s are read in reasonable time', (_, text) => {
  for (const language of ['connector', 'flow', 'workspace'] as const) {
    // What others do on the machine meanwhile is not counted.
    const start = process.threadCpuUsage();
    parse(language, text);
    expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(10_000);
  }
}, 300_000);

test('with hundreds of errors each that is told says something', () => {
  const { errors } = parse('flow', `flow f {\n${'  let = 1\n  route {\n'.repeat(1_000)}}\n`);
  expect(errors.length).toBeGreaterThan(100);
  expect(errors.filter((error) => !/^\d+:\d+ \S.*\.$/.test(error))).toEqual([]);
});

test('of a line with more words and signs than anybody writes the rest is left out, and the next line is read', () => {
  const { value, errors } = parse('flow', `flow f {\n  log ${'order '.repeat(MAX_PIECES)}\n  skip\n}\n`);
  expect(errors).toEqual([`2:${7 + 6 * (MAX_PIECES - 1)} This line has more than 6,000 words and signs; what follows on it is not read. Break it into lines.`]);
  expect(shape(value)).toMatchObject({ items: [{ name: 'f' }] });
});

// Each of them was a hang of 3 to 18 seconds, found by test/fuzz: what is written is looked at once for each thing that is put against it.
test.each([
  ['names', inFlow('order '.repeat(800_000))],
  ['opening brackets', inFlow('('.repeat(5_000_000))],
  ['words of the language', 'flow filter map '.repeat(300_000)],
  ['letters of one name where a word of the language is meant', `flow f {\n  ${'a'.repeat(5_000_000)}\n}\n`],
  ['texts where a member may stand', `connector x {\n  ${'\'a\' '.repeat(1_250_000)}\n}\n`],
  ['openings of tripled texts', inFlow(`${'"""{'.repeat(10_000)}x${'}"""'.repeat(10_000)}`)],
  ['parentheses around one another, in a file that is broken elsewhere', `flow f {\n  let = 1\n  log ${'('.repeat(10_000)}x${')'.repeat(10_000)}\n}}\n`],
])('millions of %s in a line are read in less than two seconds', (_, text) => {
  const start = process.threadCpuUsage();
  expect(parse('flow', text).errors).not.toEqual([]);
  expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(2_000);
}, 60_000);

test.each([
  ['a byte order mark', '\ufeffflow f { skip }\n'],
  ['CRLF', 'flow f {\r\n  skip // a comment\r\n}\r\n'],
  ['CR', 'flow f {\r  let x = "a{b}"\r}\r'],
  ['white space of other kinds', 'flow f {\u00a0skip\u2028}\u3000'],
  ['characters beyond the first plane in texts and comments', 'flow f { /* \u{1F600} */ let x = "\u{1F600}{a}\u{1F601}" let y = \'\u{1F602}\' }'],
  ['NUL in a text', 'flow f { let x = \'a\u0000b\' }'],
])('%s may stand in a file', (_, text) => {
  expect(parse('flow', text).errors).toEqual([]);
});

test('places are counted in UTF-16, behind characters beyond the first plane too', () => {
  expect(parse('flow', 'flow f { let x = \'\u{1F600}\' § }').errors).toEqual(['1:23 The character `§` has no meaning here; in a text it may stand.']);
  expect(parse('flow', '\u{1F600}').errors).toEqual(['1:1 The character `\u{1F600}` has no meaning here; in a text it may stand.']);
});

test('the limit is the same however little of the stack is left', () => {
  const deeper = (frames: number, run: () => void): void => { if (frames === 0) run(); else deeper(frames - 1, run); };
  for (const frames of [0, 1_000, 3_000, 5_000]) {
    deeper(frames, () => {
      expect(parse('flow', inFlow(`${'a ?\n b : '.repeat(100)}c`)).errors, `100 deep, ${frames} frames in`).toEqual([]);
      expect(parse('flow', inFlow(`${'a ?\n b : '.repeat(3_000)}c`)).errors, `3,000 deep, ${frames} frames in`).toEqual([expect.stringMatching(/nested/)]);
    });
  }
}, 60_000);
