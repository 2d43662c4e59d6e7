import { AstUtils } from 'langium';
import { expect, test } from 'vitest';
import type { InterpolatedText } from '../../../language/generated/ast.ts';
import { escapeProblems, textSegments, textValue } from '../../../language/parser/text-values.ts';
import { parse } from './support.ts';

test.each([
  [String.raw`'it\'s C:\docs, \u{1F600}'`, 'it\'s C:\\docs, \u{1F600}'],
  [String.raw`'a\nb\tc\\d'`, 'a\nb\tc\\d'],
  [String.raw`'\"\{\d'`, String.raw`\"\{\d`],
  [String.raw`"tab\tquote \" brace \{ } \u{1F600}"`, 'tab\tquote " brace { } \u{1F600}'],
  [String.raw`"\\n"`, String.raw`\n`],
  ['\'\'', ''],
  ['""', ''],
  ['\'open', 'open'],
  ['"', ''],
  [String.raw`'''a\n'b''c'''`, String.raw`a\n'b''c`],
  ['\'\'\'\n    two\n      lines\n    \'\'\'', 'two\n  lines'],
  ['\'\'\'\n\n    kept\n\n    \'\'\'', '\nkept\n'],
  ['\'\'\'one\n    two\n    three\'\'\'', 'one\ntwo\nthree'],
  ['\'\'\'\r\n  a\r\n  b\r\n\'\'\'', 'a\nb'],
  ['\'\'\'\n\ta\n\t\tb\n\'\'\'', 'a\n\tb'],
  ['\'\'\'\n  a\n\n  b\n\'\'\'', 'a\n\nb'],
  [String.raw`"""a \"q\" \{x} "b"""`, 'a "q" {x} "b'],
  [String.raw`$"""{ "a": "\n" }"""`, String.raw`{ "a": "\n" }`],
])('the value of %s', (image, value) => {
  expect(textValue(image)).toBe(value);
  const { errors, value: tree } = parse('flow', `flow f { let x = ${image} }`);
  if (image.length > 1 && !image.startsWith('\'open')) {
    expect(errors).toEqual([]);
    expect(AstUtils.streamAst(tree).find(node => node.$type === 'StringLiteral')).toMatchObject({ value });
  }
});

const segments = (image: string): unknown[] => {
  const { value } = parse('flow', `flow f { let x = ${image} }`);
  const text = AstUtils.streamAst(value).find(node => node.$type === 'InterpolatedText') as InterpolatedText;
  return textSegments(text).map(segment => segment.kind === 'text' ? segment.value : segment.expression === undefined ? [] : [segment.expression.$cstNode!.text]);
};

test.each([
  ['"a{b}c"', ['a', ['b'], 'c']],
  ['"{a}{b}"', [['a'], ['b']]],
  ['"{}"', [[]]],
  [String.raw`"\{a} \u{41}{b}\n"`, ['{a} A', ['b'], '\n']],
  ['"{"{a}".trim()}"', [['"{a}".trim()']]],
  ['"{ { a: { b: 1 } }.a.b }"', [['{ a: { b: 1 } }.a.b']]],
  ['"""\n    Dear {x},\n      "quoted"\n      {y}\n    """', ['Dear ', ['x'], ',\n  "quoted"\n  ', ['y']]],
  ['"""\n  {x}\n    a\n  """', [['x'], '\n  a']],
  ['"""{x}\n    a\n    b {y}"""', [['x'], '\na\nb ', ['y']]],
  ['$"""{ "first": {{1 + 1}}, "b": { "c": {{d}}} }"""', ['{ "first": ', ['1 + 1'], ', "b": { "c": ', ['d'], '} }']],
  ['$"""{{ { a: { b: 1 } } }}"""', [['{ a: { b: 1 } }']]],
])('the segments of %s', (image, expected) => {
  expect(segments(image)).toEqual(expected);
});

test('segments know where they stand', () => {
  const text = 'flow f { let x = "ab{c}d" }';
  const { value } = parse('flow', text);
  const node = AstUtils.streamAst(value).find(({ $type }) => $type === 'InterpolatedText') as InterpolatedText;
  expect(textSegments(node).map(({ start, end }) => text.slice(start, end))).toEqual(['ab', '{c}', 'd']);
});

test.each([
  [String.raw`a\qb`, '"', String.raw`\q`],
  [String.raw`\u{110000}`, '"', String.raw`\u{110000}`],
  [String.raw`a \u{zz} b`, '"""', String.raw`\u{zz}`],
  [String.raw`ends with \u{1F6`, '"', undefined],
  [String.raw`a\qb`, '\'', undefined],
  [String.raw`a\qb`, '\'\'\'', undefined],
  [String.raw`a\qb`, '$"""', undefined],
  [String.raw`\n\t\\\"\{\u{41}`, '"', undefined],
])('an escape that means nothing in %s, within %s, is found at its place', (piece, quote, found) => {
  expect(escapeProblems(piece, quote).map(({ start, end }) => piece.slice(start, end))).toEqual(found === undefined ? [] : [found]);
});
