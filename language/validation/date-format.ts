import { IANAZone } from 'luxon';
import type { Attribute } from '../generated/ast.ts';
import { attributeText } from '../types/declared.ts';
import type { Semantics } from '../types/semantics.ts';
import type { Report } from './check.ts';
import { didYouMean } from './suggestion.ts';

/** Fields of CLDR date patterns (UTS 35) that are read and written; a test holds them against the runtime's. */
export const dateFields: ReadonlySet<string> = new Set([
  'y', 'yy', 'yyyy', 'u', 'uuuu', 'Y', 'YYYY', 'Q', 'M', 'MM', 'MMM', 'MMMM', 'L', 'LL', 'LLL', 'LLLL', 'w', 'ww', 'd', 'dd', 'D', 'DDD', 'E', 'EE', 'EEE', 'EEEE', 'a', 'H', 'HH', 'h', 'hh',
  'm', 'mm', 's', 'ss', 'SSS', 'Z', 'ZZ', 'ZZZ', 'ZZZZZ', 'xxx', 'xx', 'z', 'VV', 'X', 'XX', 'XXX',
]);

/** Formats that are no CLDR patterns. */
export const namedFormats: ReadonlySet<string> = new Set(['epoch', 'epochMillis', '/Date(ms)/']);

/** The pattern of `@format` on a date or time, and its zone. */
export function checkDateFormat(node: Attribute, type: 'date' | 'datetime', report: Report, semantics: Semantics): void {
  const pattern = attributeText(node, 0);
  const spot = { node: node.args[0] ?? node };
  if (pattern === undefined) return;
  const zone = node.args.find((argument) => argument.name === 'zone');
  if (namedFormats.has(pattern)) {
    if (zone !== undefined) report('bad-value', { node: zone }, `'${pattern}' is a number of seconds or milliseconds since 1970, whatever the zone.`);
    return;
  }
  const problem = datePatternProblem(pattern, type);
  if (problem !== undefined) { report('bad-pattern', spot, problem); return; }
  const wrongZone = zone?.value?.$type === 'StringLiteral' ? zoneProblem(zone.value.value) : undefined;
  if (wrongZone !== undefined) report('bad-value', { node: zone! }, wrongZone);
  if (zone?.value?.$type !== 'NameReference') return;
  const symbol = semantics.symbolsAt(zone).find((one) => one.name === (zone.value as { name?: string }).name);
  if (symbol === undefined) report('unknown-name', { node: zone.value }, `There is no setting \`${zone.value.name}\`.${didYouMean(zone.value.name, semantics.symbolsAt(zone).filter((one) => one.kind === 'setting').map((one) => one.name))}`);
}

/** Why a text is no time zone, in words; nothing where it is one. */
export function zoneProblem(text: string): string | undefined {
  return IANAZone.isValidZone(text) ? undefined : `'${text}' is no time zone such as 'UTC' or 'Europe/London'.${didYouMean(text, Intl.supportedValuesOf('timeZone'))}`;
}

/** Why a text is no date pattern, in words; nothing where it is one. */
export function datePatternProblem(pattern: string, type: 'date' | 'datetime'): string | undefined {
  const fields = [...pattern.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*/g)].map((found) => found[0]).filter((text) => !text.startsWith("'"));
  const unknown = fields.find((field) => !dateFields.has(field));
  if (unknown !== undefined) {
    if (/^(epoch|unix|timestamp)/i.test(pattern)) return `There is no format '${pattern}'. Seconds since 1970 are 'epoch', milliseconds 'epochMillis'.`;
    const advice = /^[YD]+$/.test(unknown) ? ` The year is \`yyyy\`, the day \`dd\`.` : /^T$/.test(unknown) ? " A letter that stands for itself is put in single quotes: `@format(\"yyyy-MM-dd'T'HH:mm:ss\")`." : ' The usual fields are yyyy MM dd HH mm ss SSS EEE MMM XXX.';
    return `\`${unknown}\` is no field of a date pattern.${advice}`;
  }
  if (fields.length === 0) return 'This pattern has no field of a date.';
  if (fields.includes('YYYY') && fields.some((field) => field.startsWith('M'))) return '`YYYY` is the year of the week, which differs from the year around New Year. The year is `yyyy`.';
  if (type === 'date' && fields.some((field) => /^[HhmsS]/.test(field))) return 'A date has no hours, minutes or seconds. Take them out of the pattern, or make the field a `datetime`.';
  return undefined;
}
