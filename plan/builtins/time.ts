import { define, type Entry } from './define.ts';

const at = "'2026-01-05T10:30:15Z'.datetime()";
const on = "'2026-01-05'.date()";
const patterns = 'By a CLDR pattern (`yyyy-MM-dd HH:mm:ss`, `d MMMM yyyy`, `XXX` for the offset; text in single quotes), `epoch`, `epochMillis` or `/Date(ms)/`. `locale` (`de`) is the language of months and weekdays, English unless given.';
const timeUnits = "'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second'";
const dayUnits = "'year' | 'quarter' | 'month' | 'week' | 'day'";

/** Parts of the calendar, which both have. */
function calendar(value: string): Record<string, Entry> {
  return {
    year: { returns: 'integer', documentation: 'The year.', example: [`${value}.year()`, '2026'] },
    month: { returns: 'integer', documentation: 'The month, from 1 to 12.', example: [`${value}.month()`, '1'] },
    day: { returns: 'integer', documentation: 'The day of the month.', example: [`${value}.day()`, '5'] },
    weekday: { returns: 'integer', documentation: 'The day of the week, from 1 (Monday) to 7.', example: [`${value}.weekday()`, '1'] },
  };
}

/** Methods of `datetime`. A datetime keeps the zone of the text it was read from. */
export const datetimeBuiltins = define('datetime', {
  format: { params: { pattern: 'string', 'locale?': 'string' }, returns: 'string', documentation: `As a text, in its own zone. ${patterns}`, example: [`${at}.format('d MMMM yyyy')`, "'5 January 2026'"] },
  iso: { returns: 'string', documentation: 'As ISO 8601, in its own zone, with milliseconds where there are some.', example: [`${at}.iso()`, "'2026-01-05T10:30:15Z'"] },
  epochSeconds: { returns: 'integer', documentation: 'Whole seconds since 1970.', example: [`${at}.epochSeconds()`, '1767609015'] },
  epochMillis: { returns: 'integer', documentation: 'Milliseconds since 1970.', example: [`${at}.epochMillis()`, '1767609015000'] },
  plus: { params: { duration: 'duration' }, returns: 'datetime', documentation: 'So much later. A day is 24 hours.', example: [`${at}.plus(2h).iso()`, "'2026-01-05T12:30:15Z'"] },
  minus: { params: { duration: 'duration' }, returns: 'datetime', documentation: 'So much earlier. A day is 24 hours.', example: [`${at}.minus(1d).iso()`, "'2026-01-04T10:30:15Z'"] },
  inZone: { params: { zone: 'string' }, returns: 'datetime', documentation: 'The same moment, seen in that time zone (`Europe/London`, `UTC`).', example: [`${at}.inZone('Asia/Tokyo').iso()`, "'2026-01-05T19:30:15+09:00'"] },
  date: { returns: 'date', documentation: 'The day, in its own zone.', example: [`${at}.inZone('Asia/Tokyo').date().iso()`, "'2026-01-05'"] },
  startOf: { params: { unit: timeUnits }, returns: 'datetime', documentation: 'The first moment of its year, quarter, month, week (from Monday), day, hour, minute or second.', example: [`${at}.startOf('month').iso()`, "'2026-01-01T00:00:00Z'"] },
  endOf: { params: { unit: timeUnits }, returns: 'datetime', documentation: 'The last millisecond of its year, quarter, month, week (to Sunday), day, hour, minute or second.', example: [`${at}.endOf('day').iso()`, "'2026-01-05T23:59:59.999Z'"] },
  ...calendar(at),
  hour: { returns: 'integer', documentation: 'The hour, from 0 to 23.', example: [`${at}.hour()`, '10'] },
  minute: { returns: 'integer', documentation: 'The minute, from 0 to 59.', example: [`${at}.minute()`, '30'] },
});

/** Methods of `date`. */
export const dateBuiltins = define('date', {
  format: { params: { pattern: 'string', 'locale?': 'string' }, returns: 'string', documentation: `As a text. ${patterns}`, example: [`${on}.format('dd.MM.yyyy')`, "'05.01.2026'"] },
  iso: { returns: 'string', documentation: 'As ISO 8601.', example: [`${on}.iso()`, "'2026-01-05'"] },
  epochSeconds: { returns: 'integer', documentation: 'Seconds from 1970 to its midnight in UTC.', example: [`${on}.epochSeconds()`, '1767571200'] },
  epochMillis: { returns: 'integer', documentation: 'Milliseconds from 1970 to its midnight in UTC.', example: [`${on}.epochMillis()`, '1767571200000'] },
  plus: { params: { duration: 'duration' }, returns: 'date', documentation: 'So many whole days later.', example: [`${on}.plus(30d).iso()`, "'2026-02-04'"] },
  minus: { params: { duration: 'duration' }, returns: 'date', documentation: 'So many whole days earlier.', example: [`${on}.minus(5d).iso()`, "'2025-12-31'"] },
  inZone: { params: { zone: 'string' }, returns: 'datetime', documentation: 'The moment at which the day begins in that time zone.', example: [`${on}.inZone('Asia/Tokyo').iso()`, "'2026-01-05T00:00:00+09:00'"] },
  date: { returns: 'date', documentation: 'The date itself.', example: [`${on}.date().iso()`, "'2026-01-05'"] },
  startOf: { params: { unit: dayUnits }, returns: 'date', documentation: 'The first day of its year, quarter, month or week (from Monday).', example: [`${on}.startOf('quarter').iso()`, "'2026-01-01'"] },
  endOf: { params: { unit: dayUnits }, returns: 'date', documentation: 'The last day of its year, quarter, month or week (to Sunday).', example: [`${on}.endOf('month').iso()`, "'2026-01-31'"] },
  ...calendar(on),
});
