// Files that nobody types: ten thousand levels of each construct that nests, and five megabytes in one line.
import type { Source } from './mutations.ts';

/** Levels of what nests; the last is what is promised. */
export const depths = [70, 300, 1_000, 10_000] as const;

type Nested = (depth: number, language: Source['language']) => string;

const around = (open: string, close: string): Nested => (depth) => `${open.repeat(depth)}x${close.repeat(depth)}`;
const open = (text: string): Nested => (depth) => text.repeat(depth);
/** As a step or declaration of its own, so that it stands where it is read as a value. */
const value = (nested: Nested): Nested => (depth, language) => (language === 'workspace' ? nested(depth, language) : `\n  let deep = ${nested(depth, language)}\n`);

/** Each construct that nests, as so many levels of it. */
export const DEEP: Readonly<Record<string, Nested>> = {
  'parentheses': value(around('(', ')')),
  'arrays': value(around('[', ']')),
  'objects': value(around('{ a: ', ' }')),
  'objects of JSON': around('{ "a": ', ' }'),
  'calls': value(around('f(', ')')),
  'indexes': value(around('a[', ']')),
  'texts with interpolations': value(around('"{', '}"')),
  'tripled texts with interpolations': value(around('"""{', '}"""')),
  'raw texts with interpolations': value(around('$"""{{', '}}"""')),
  'lambdas': value(open('x => ')),
  'calls with lambdas': value(around('a.map(x => ', ')')),
  'conditions': value(open('a ? b : ')),
  'conditions within': value((depth) => `${'a ? '.repeat(depth)}c${' : b'.repeat(depth)}`),
  'conditions over lines': value(open('a ?\n b : ')),
  'matches': value(around('match a { 1 -> ', ' }')),
  'negations': value(open('!')),
  'minuses': value(open('- ')),
  'accesses': value((depth) => `a${'.b'.repeat(depth)}`),
  'optional accesses': value((depth) => `a${'?.b'.repeat(depth)}`),
  'chains of calls': value((depth) => `a${'.trim()'.repeat(depth)}`),
  'chains of indexes': value((depth) => `a${'[0]'.repeat(depth)}`),
  'sums': value((depth) => `1${' + 1'.repeat(depth)}`),
  'alternatives': value((depth) => `a${' ?? a'.repeat(depth)}`),
  'conjunctions': value((depth) => `a${' && a'.repeat(depth)}`),
  'comparisons': value((depth) => `a${' == a'.repeat(depth)}`),
  'object types': (depth) => `\n  let deep: ${'{ a: '.repeat(depth)}string${' }'.repeat(depth)} = 1\n`,
  'entities of objects': (depth) => `\n  entity Deep { a: ${'{ a: '.repeat(depth)}string${' }'.repeat(depth)} }\n`,
  'array types': (depth) => `\n  let deep: string${'[]'.repeat(depth)} = 1\n`,
  'map types': (depth) => `\n  let deep: ${'map<'.repeat(depth)}string${'>'.repeat(depth)} = 1\n`,
  'unions': (depth) => `\n  let deep: 'a'${" | 'a'".repeat(depth)} = 'a'\n`,
  'routes': (depth) => `\n  ${'route { when a { '.repeat(depth)} skip ${'} }'.repeat(depth)}\n`,
  'tries': (depth) => `\n${'try {\n'.repeat(depth)}${'}\n'.repeat(depth)}`,
  'loops': (depth) => `\n${'each a as b {\n'.repeat(depth)}${'}\n'.repeat(depth)}`,
  'attributes': open('@a('),
  'open braces': open('{'),
  'open blocks over lines': open('flow f {\n'),
  'open connectors': open('connector x {\n'),
  'closing braces': open('}'),
  'comments within': open('/*'),
  'quotes': open("'"),
  'double quotes with braces': open('"{\n'),
};

/** In UTF-16 code units. */
const megabytes5 = 5_000_000;
const known = new Map<string, string>();

/** Of one text again and again; kept, as it is asked for often. */
const repeated = (text: string, before = '', after = '') => (): string => {
  const key = `${before}${text}${after}`;
  let line = known.get(key);
  if (line === undefined) known.set(key, line = before + text.repeat(Math.ceil(megabytes5 / text.length)) + after);
  return line;
};

/** What five megabytes in one line consist of. */
export const longLines: Readonly<Record<string, () => string>> = {
  'one name': repeated('a'),
  'names': repeated('order '),
  'names without an end': repeated('order.'),
  'keywords': repeated('flow filter map '),
  'a text': repeated('lorem ipsum ', "'", "'"),
  'a text without an end': repeated('lorem ipsum ', '"'),
  'texts': repeated("'a' "),
  'interpolations': repeated('{a} ', '"', '"'),
  'a comment': repeated('lorem ipsum ', '// ', '\n'),
  'a comment without an end': repeated('lorem ipsum ', '/* '),
  'a number': repeated('1'),
  'numbers': repeated('1, '),
  'an array': repeated('1, ', '[', '1]'),
  'an object': repeated('a: 1, ', '{', 'b: 1}'),
  'opening brackets': repeated('('),
  'closing brackets': repeated(')'),
  'brackets': repeated('[]'),
  'braces': repeated('{}'),
  'blanks': repeated(' '),
  'NUL': repeated('\u0000'),
  'astral characters': repeated('\u{1F600}'),
  'signs': repeated('+ '),
  'attributes': repeated('@a '),
};
