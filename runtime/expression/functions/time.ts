import type { DateTime as Luxon } from 'luxon';
import { convertValue, zoned } from '../convert.ts';
import { formatDate } from '../date-pattern.ts';
import { failure, wrongType } from '../failure.ts';
import { moveDate } from '../numeric.ts';
import { DateTime, Duration, type LocalDate } from '../values.ts';
import { optionalText, textArgument } from './arguments.ts';
import type { Method, MethodTable } from './arguments.ts';
import type { Value } from '../contract.ts';

const units = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;
type Unit = (typeof units)[number];

function unitArgument(args: readonly Value[], allowed: readonly Unit[]): Unit {
  const name = textArgument(args, 0, 'unit');
  const unit = allowed.find((known) => known === name);
  if (unit === undefined) throw failure('invalid-value', `\`${name}\` is no unit; there are ${allowed.join(', ')}`);
  return unit;
}

function durationArgument(args: readonly Value[]): Duration {
  if (args[0] instanceof Duration) return args[0];
  throw wrongType('duration', args[0]);
}

function format(of: DateTime, args: readonly Value[]): string {
  const pattern = textArgument(args, 0, 'pattern');
  return pattern.startsWith('epoch') || pattern === '/Date(ms)/' ? String(convertValue(of, 'string', { pattern })) : formatDate(of, pattern, optionalText(args, 1, 'locale'));
}

/** A field of the calendar, in the value's own zone. */
function part(name: 'year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute'): Method<DateTime> {
  return (of) => of.luxon()[name];
}

function moved(of: DateTime, change: (luxon: Luxon) => Luxon): DateTime {
  return DateTime.fromLuxon(change(of.luxon()));
}

/** Methods of `datetime`. */
export const datetimeMethods: MethodTable<DateTime> = {
  format: (of, args) => format(of, args),
  iso: (of) => of.toString(),
  epochSeconds: (of) => Math.floor(of.millis / 1000),
  epochMillis: (of) => of.millis,
  plus: (of, args) => of.plus(durationArgument(args).ms),
  minus: (of, args) => of.plus(-durationArgument(args).ms),
  inZone: (of, args) => zoned(of, textArgument(args, 0, 'zone')),
  date: (of) => of.date(),
  startOf: (of, args) => moved(of, (luxon) => luxon.startOf(unitArgument(args, units))),
  endOf: (of, args) => moved(of, (luxon) => luxon.endOf(unitArgument(args, units))),
  year: part('year'),
  month: part('month'),
  day: part('day'),
  weekday: part('weekday'),
  hour: part('hour'),
  minute: part('minute'),
};

function dated(method: Method<DateTime>): Method<LocalDate> {
  return (of, args, frame) => method(of.start(), args, frame);
}

const dayUnits = units.slice(0, 5);

/** Methods of `date`; its moments are those of midnight in UTC. */
export const dateMethods: MethodTable<LocalDate> = {
  format: dated(format),
  iso: (of) => of.toString(),
  epochSeconds: (of) => of.start().millis / 1000,
  epochMillis: (of) => of.start().millis,
  plus: (of, args) => moveDate(of, durationArgument(args).ms),
  minus: (of, args) => moveDate(of, -durationArgument(args).ms),
  inZone: (of, args) => convertValue(of, 'datetime', { pattern: '', zone: textArgument(args, 0, 'zone') }),
  date: (of) => of,
  startOf: (of, args) => moved(of.start(), (luxon) => luxon.startOf(unitArgument(args, dayUnits))).date(),
  endOf: (of, args) => moved(of.start(), (luxon) => luxon.endOf(unitArgument(args, dayUnits))).date(),
  year: dated(part('year')),
  month: dated(part('month')),
  day: dated(part('day')),
  weekday: dated(part('weekday')),
};
