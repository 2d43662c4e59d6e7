import { define } from './define.ts';

const dateFormat = 'The format is a CLDR pattern, `epoch`, `epochMillis` or `/Date(ms)/`; without one the text is ISO 8601. `zone` is that of texts that carry none, UTC unless given.';

/** Methods of `string`. */
export const stringBuiltins = define('string', {
  length: { property: true, returns: 'integer', documentation: 'The number of characters (UTF-16 code units).', example: ["'abc'.length", '3'] },
  lower: { returns: 'string', documentation: 'In small letters.', example: ["'Ab-C'.lower()", "'ab-c'"] },
  upper: { returns: 'string', documentation: 'In capital letters.', example: ["'Ab-c'.upper()", "'AB-C'"] },
  trim: { returns: 'string', documentation: 'Without white space at both ends.', example: ["'  a b '.trim()", "'a b'"] },
  contains: { params: { text: 'string' }, returns: 'boolean', documentation: 'True where the text occurs in it.', example: ["'SHOP-1001'.contains('OP-1')", 'true'] },
  startsWith: { params: { text: 'string' }, returns: 'boolean', documentation: 'True where it begins with the text.', example: ["'SHOP-1001'.startsWith('SHOP-')", 'true'] },
  endsWith: { params: { text: 'string' }, returns: 'boolean', documentation: 'True where it ends with the text.', example: ["'order.csv'.endsWith('.csv')", 'true'] },
  replace: { params: { text: 'string', with: 'string' }, returns: 'string', documentation: 'With every occurrence of the text replaced. The text is not a pattern.', example: ["'a b c'.replace(' ', '_')", "'a_b_c'"] },
  matches: { params: { pattern: 'string' }, returns: 'boolean', documentation: 'True where the pattern (RE2 syntax) fits anywhere; `^…$` asks for the whole text.', example: ["'AB12'.matches('^[A-Z]+\\d+$')", 'true'] },
  groups: { params: { pattern: 'string' }, returns: '(string | null)[] | null', documentation: 'The groups of the first place where the pattern (RE2 syntax) fits, or the whole match where it has no groups. Null where it does not fit; a group that took no part is null.', example: ["'SO-1042'.groups('^(\\w+)-(\\d+)$')", "['SO', '1042']"] },
  split: { params: { separator: 'string' }, returns: 'string[]', documentation: 'The parts between the separators.', example: ["'a,b,,c'.split(',')", "['a', 'b', '', 'c']"] },
  slice: { params: { start: 'integer', 'end?': 'integer' }, returns: 'string', documentation: 'From `start` up to, without, `end`. Negative places count from the end.', example: ["'SHOP-1001'.slice(-4)", "'1001'"] },
  padStart: { params: { length: 'integer', 'fill?': 'string' }, returns: 'string', documentation: 'Filled up at the start to that length, with blanks unless `fill` is given.', example: ["'42'.padStart(6, '0')", "'000042'"] },
  padEnd: { params: { length: 'integer', 'fill?': 'string' }, returns: 'string', documentation: 'Filled up at the end to that length, with blanks unless `fill` is given.', example: ["'ab'.padEnd(4, '.')", "'ab..'"] },
  truncate: { params: { length: 'integer' }, returns: 'string', documentation: 'At most the first `length` characters; no character is cut in half.', example: ["'A long note'.truncate(6)", "'A long'"] },
  nonEmpty: { returns: 'string?', documentation: 'Null where the text is empty, for `?? …`.', example: ["''.nonEmpty() ?? 'none'", "'none'"] },
  integer: { returns: 'integer', documentation: 'Read as an integer of any size. Anything else fails the record.', example: ["' 0042 '.integer()", '42'] },
  decimal: { returns: 'decimal', documentation: 'Read as an exact decimal, which keeps its digits. Anything else fails the record.', example: ["'12.50'.decimal()", '12.50'] },
  number: { returns: 'number', documentation: 'Read as a floating-point number. Anything else fails the record.', example: ["'1e3'.number()", '1000'] },
  boolean: { returns: 'boolean', documentation: 'Reads `true` and `false`, in any case. Anything else fails the record.', example: ["'TRUE'.boolean()", 'true'] },
  date: { params: { 'format?': 'string', 'zone?': 'string' }, returns: 'date', documentation: `Read as a date. ${dateFormat}`, example: ["'31.12.2026'.date('dd.MM.yyyy').iso()", "'2026-12-31'"] },
  datetime: { params: { 'format?': 'string', 'zone?': 'string' }, returns: 'datetime', documentation: `Read as a datetime. ${dateFormat}`, example: ["'05.01.2026 10:00'.datetime('dd.MM.yyyy HH:mm', 'Europe/Berlin').iso()", "'2026-01-05T10:00:00+01:00'"] },
  parseJson: { returns: 'any', documentation: 'Read as JSON, with its digits and order. Anything else fails the record.', example: ["'{\"a\": [1, 2]}'.parseJson()", '{ a: [1, 2] }'] },
  bytes: { returns: 'bytes', documentation: 'Its bytes in UTF-8.', example: ["'é'.bytes().hex()", "'c3a9'"] },
  base64: { returns: 'string', documentation: 'Its bytes in UTF-8, as base64.', example: ["'Hi!'.base64()", "'SGkh'"] },
  fromBase64: { returns: 'string', documentation: 'The text whose UTF-8 this base64 is; the URL-safe alphabet is read too.', example: ["'SGkh'.fromBase64()", "'Hi!'"] },
  urlEncode: { returns: 'string', documentation: 'Percent-encoded, to be one value of a URL. Paths and queries of requests do this by themselves.', example: ["'a b&c'.urlEncode()", "'a%20b%26c'"] },
  urlDecode: { returns: 'string', documentation: 'With percent-encoding undone; `+` is a blank.', example: ["'a%20b+c'.urlDecode()", "'a b c'"] },
});
