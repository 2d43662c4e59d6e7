// Date patterns are CLDR's (UTS 35); Luxon's differ in a few fields. A pattern is taken apart once, field by field.

import { DateTime as Luxon } from 'luxon';
import { failure } from './failure.ts';
import { DateTime } from './values.ts';

/** CLDR field → Luxon token; `y`, `d`, `H` and the like are the same in both. */
const tokens: Record<string, string> = {
  y: 'y', yy: 'yy', yyyy: 'yyyy', u: 'y', uuuu: 'yyyy',
  Y: 'kkkk', YYYY: 'kkkk', Q: 'q', M: 'M', MM: 'MM', MMM: 'MMM', MMMM: 'MMMM', L: 'L', LL: 'LL', LLL: 'LLL', LLLL: 'LLLL',
  w: 'W', ww: 'WW', d: 'd', dd: 'dd', D: 'o', DDD: 'ooo',
  E: 'ccc', EE: 'ccc', EEE: 'ccc', EEEE: 'cccc', a: 'a', H: 'H', HH: 'HH', h: 'h', hh: 'hh', m: 'm', mm: 'mm', s: 's', ss: 'ss', SSS: 'SSS',
  Z: 'ZZZ', ZZ: 'ZZZ', ZZZ: 'ZZZ', ZZZZZ: 'ZZ', xxx: 'ZZ', xx: 'ZZZ', z: 'z', VV: 'z',
};
/** Fields that Luxon has no token for when reading: ISO offsets, where UTC is `Z`. */
const offsets = new Set(['X', 'XX', 'XXX']);

type Part = { literal: string } | { token: string; field: string };
const cache = new Map<string, Part[]>();

/** Throws `invalid-pattern` where a field is unknown. */
function parse(pattern: string): Part[] {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const parts: Part[] = [];
  for (const [text] of pattern.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+|'/g)) {
    if (text === "''") parts.push({ literal: "'" });
    else if (text.startsWith("'")) parts.push({ literal: text.slice(1, -1).replaceAll("''", "'") });
    else if (/^[A-Za-z]/.test(text)) parts.push(field(text, pattern));
    else parts.push({ literal: text });
  }
  if (cache.size > 500) cache.clear();
  cache.set(pattern, parts);
  return parts;
}

function field(text: string, pattern: string): Part {
  const token = Object.hasOwn(tokens, text) ? tokens[text] : undefined;
  if (token !== undefined) return { token, field: text };
  if (offsets.has(text)) return { token: 'ZZ', field: text };
  throw failure('invalid-pattern', `the date pattern \`${pattern}\` has \`${text}\`, which is not known`, { remedy: 'yyyy MM dd HH mm ss SSS EEE MMM XXX are the usual fields; text stands in single quotes.' });
}

/** The moment as a text, in its own zone. `locale` names the language of months and weekdays (`de`). */
export function formatDate(moment: DateTime, pattern: string, locale = 'en'): string {
  const luxon = moment.luxon().setLocale(locale);
  let text = '';
  for (const part of parse(pattern)) {
    if ('literal' in part) text += part.literal;
    else if (offsets.has(part.field)) text += isoOffset(luxon, part.field);
    else text += luxon.toFormat(part.token);
  }
  return text;
}

function isoOffset(luxon: Luxon, width: string): string {
  if (luxon.offset === 0) return 'Z';
  const text = luxon.toFormat(width === 'XXX' ? 'ZZ' : 'ZZZ');
  return width === 'X' && text.endsWith('00') ? text.slice(0, 3) : text;
}

/** Reads a text by its pattern; without a zone in the text it is in `zone`, or UTC. Undefined where the two do not fit. */
export function parseDate(text: string, pattern: string, zone: string | undefined): DateTime | undefined {
  const parts = parse(pattern);
  const format = parts.map((part) => ('literal' in part ? quoted(part.literal) : part.token)).join('');
  const hasIsoOffset = parts.some((part) => 'field' in part && offsets.has(part.field));
  const spelled = hasIsoOffset ? text.replace(/Z$/, '+00:00').replace(/([+-]\d\d)$/, '$1:00').replace(/([+-]\d\d)(\d\d)$/, '$1:$2') : text;
  const read = Luxon.fromFormat(spelled, format, { zone: zone ?? 'utc', setZone: parts.some((part) => 'token' in part && /^[Zz]/.test(part.token)), locale: 'en' });
  return read.isValid ? DateTime.fromLuxon(read) : undefined;
}

function quoted(literal: string): string {
  return literal.split("'").map((part) => (/[A-Za-z]/.test(part) ? `'${part}'` : part)).join("''");
}
