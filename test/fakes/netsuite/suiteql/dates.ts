import { SuiteqlError } from './parse.ts';

const element = /"([^"]*)"|YYYY|MM|DD|HH24|MI|SS|FF\d?|./g;
const widths: Record<string, number> = { YYYY: 4, MM: 2, DD: 2, HH24: 2, MI: 2, SS: 2 };

const elements = (format: string): string[] => [...format.matchAll(element)].map(([each]) => each);

/** TO_DATE and TO_TIMESTAMP: a text by a format of Oracle's, in UTC. Refuses what does not fit it. */
export const readByFormat = (text: string, format: string): Date => {
  const parts: Record<string, number> = { YYYY: 1970, MM: 1, DD: 1, HH24: 0, MI: 0, SS: 0, FF: 0 };
  let rest = text;
  for (const each of elements(format)) {
    const width = widths[each];
    const fraction = each.startsWith('FF');
    const literal = each.startsWith('"') ? each.slice(1, -1) : each;
    const taken = width === undefined && !fraction ? (rest.startsWith(literal) ? literal : undefined) : new RegExp(`^\\d{1,${width ?? 9}}`).exec(rest)?.[0];
    if (taken === undefined) throw new SuiteqlError(`the date "${text}" does not fit the format ${format}`);
    if (width !== undefined) parts[each] = Number(taken);
    if (fraction) parts['FF'] = Number(`0.${taken}`) * 1000;
    rest = rest.slice(taken.length);
  }
  if (rest !== '') throw new SuiteqlError(`the date "${text}" is longer than the format ${format}`);
  const { YYYY = 0, MM = 1, DD = 1, HH24, MI, SS, FF } = parts;
  if (MM < 1 || MM > 12 || DD < 1 || DD > 31) throw new SuiteqlError(`"${text}" is not a date`);
  return new Date(Date.UTC(YYYY, MM - 1, DD, HH24, MI, SS, FF));
};

const two = (value: number): string => String(value).padStart(2, '0');

/** TO_CHAR of a date. */
export const writeByFormat = (date: Date, format: string): string => {
  const values: Record<string, string> = {
    YYYY: String(date.getUTCFullYear()),
    MM: two(date.getUTCMonth() + 1),
    DD: two(date.getUTCDate()),
    HH24: two(date.getUTCHours()),
    MI: two(date.getUTCMinutes()),
    SS: two(date.getUTCSeconds()),
  };
  return elements(format).map((each) => values[each] ?? (each.startsWith('FF') ? String(date.getUTCMilliseconds()).padStart(3, '0') : each.replaceAll('"', ''))).join('');
};

/** A date the way the account's settings write it, `1/5/2026`: without TO_CHAR the time of day is lost (assumed). */
export const accountDate = (date: Date): string => `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`;

export const readAccountDate = (text: string): Date => {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (year === undefined) throw new SuiteqlError(`Parse of date/time "${text}" failed with date format "M/d/yy" in time zone Etc/UTC`);
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
};
