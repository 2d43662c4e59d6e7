import { failure } from './failure.ts';
import type { Decimal } from './values.ts';

interface NumberPattern { prefix: string; suffix: string; format: (locale: string) => Intl.NumberFormat }

const shape = /^((?:[^#0,.;'%]|'[^']*')*)([#0,]*[#0])(?:\.(0*)(#*))?(%?)((?:[^#0,.;']|'[^']*')*)$/;
const patterns = new Map<string, NumberPattern>();

/** A number by a CLDR number pattern (`#,##0.00`, `0.0%`), exact at any size; halves are rounded away from zero. `locale` names the signs (`de`: `1.234,50`). */
export function formatNumber(number: Decimal, pattern: string, locale = 'en'): string {
  let known = patterns.get(pattern);
  if (known === undefined) {
    if (patterns.size > 500) patterns.clear();
    patterns.set(pattern, known = parse(pattern));
  }
  try {
    // Intl reads a text exactly, where a number would be a double first.
    return known.prefix + known.format(locale).format(number.toString() as Intl.StringNumericLiteral) + known.suffix;
  } catch {
    throw failure('invalid-value', `there is no locale \`${locale}\``);
  }
}

function parse(pattern: string): NumberPattern {
  const match = shape.exec(pattern);
  const [, prefix = '', digits = '', required = '', optional = '', percent = '', suffix = ''] = match ?? [];
  if (match === null || required.length + optional.length > 100) {
    throw failure('invalid-pattern', `the number pattern \`${pattern}\` cannot be read`, { remedy: 'As in `#,##0.00`: `0` is a digit that is always there, `#` one where needed, `,` groups thousands.' });
  }
  const options: Intl.NumberFormatOptions = {
    minimumIntegerDigits: Math.min(21, Math.max(1, digits.replaceAll(/[^0]/g, '').length)),
    minimumFractionDigits: required.length,
    maximumFractionDigits: required.length + optional.length,
    useGrouping: digits.includes(',') ? 'always' : false,
    style: percent === '%' ? 'percent' : 'decimal',
  };
  const made = new Map<string, Intl.NumberFormat>();
  return {
    prefix: prefix.replaceAll("'", ''),
    suffix: suffix.replaceAll("'", ''),
    format(locale) {
      const known = made.get(locale);
      if (known !== undefined) return known;
      const format = new Intl.NumberFormat(locale, options);
      made.set(locale, format);
      return format;
    },
  };
}
