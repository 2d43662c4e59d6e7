import { define, type Entry } from './define.ts';

/** What the types of numbers share. */
const shared: Record<string, Entry> = {
  floor: { returns: 'integer', documentation: 'The largest integer that is not greater.', example: ['(-2.5).floor()', '-3'] },
  ceil: { returns: 'integer', documentation: 'The smallest integer that is not less.', example: ['2.1.ceil()', '3'] },
  format: { params: { pattern: 'string', 'locale?': 'string' }, returns: 'string', documentation: 'By a CLDR number pattern: `0` is a digit that is always there, `#` one where needed, `,` groups thousands, `%` takes it times a hundred. Halves are rounded away from zero. `locale` (`de`) chooses the signs, English unless given.', example: ["1234.5.format('#,##0.00')", "'1,234.50'"] },
  string: { returns: 'string', documentation: 'Its digits.', example: ['12.50.string()', "'12.50'"] },
  integer: { returns: 'integer', documentation: 'The whole part.', example: ['(-2.9).integer()', '-2'] },
  decimal: { returns: 'decimal', documentation: 'The same value as an exact decimal.', example: ['2.50.decimal()', '2.50'] },
  number: { returns: 'number', documentation: 'The nearest floating-point number.', example: ['2.50.number()', '2.5'] },
};

/** The same with examples of integers. */
const ofIntegers: Record<string, [string, string]> = {
  floor: ['7.floor()', '7'], ceil: ['7.ceil()', '7'], format: ["1234567.format('#,##0')", "'1,234,567'"], string: ['12345678901234567890.string()', "'12345678901234567890'"],
  integer: ['7.integer()', '7'], decimal: ['7.decimal() / 2', '3.5'], number: ['7.number()', '7'],
};

/** Methods of `integer`. */
export const integerBuiltins = define('integer', {
  round: { returns: 'integer', documentation: 'The integer itself.', example: ['7.round()', '7'] },
  abs: { returns: 'integer', documentation: 'Without its sign.', example: ['(-7).abs()', '7'] },
  ...Object.fromEntries(Object.entries(shared).map(([name, entry]) => [name, { ...entry, example: ofIntegers[name] ?? entry.example }])),
});

/** Methods of `decimal`. */
export const decimalBuiltins = define('decimal', {
  round: { params: { 'digits?': 'integer' }, returns: 'decimal', documentation: 'With so many digits after the point, none unless given. Halves go away from zero.', example: ['2.345.round(2)', '2.35'] },
  abs: { returns: 'decimal', documentation: 'Without its sign.', example: ['(-2.50).abs()', '2.50'] },
  ...shared,
});

const ofNumbers: Record<string, [string, string]> = {
  floor: ["'-2.5'.number().floor()", '-3'], ceil: ["'2.1'.number().ceil()", '3'], format: ["'0.256'.number().format('0.0%')", "'25.6%'"], string: ["'2.5'.number().string()", "'2.5'"],
  integer: ["'2.9'.number().integer()", '2'], decimal: ["'0.1'.number().decimal() + '0.2'.number().decimal()", '0.3'], number: ["'2.5'.number().number()", '2.5'],
};

/** Methods of `number`. */
export const numberBuiltins = define('number', {
  round: { params: { 'digits?': 'integer' }, returns: 'number', documentation: 'Rounded to so many digits after the point, none unless given. Halves go away from zero.', example: ["'2.345'.number().round(2)", '2.35'] },
  abs: { returns: 'number', documentation: 'Without its sign.', example: ["'-2.5'.number().abs()", '2.5'] },
  ...Object.fromEntries(Object.entries(shared).map(([name, entry]) => [name, { ...entry, example: ofNumbers[name] ?? entry.example }])),
});
