import type { Expr, Format, Scalar } from '#plan';
import { bytesText, Bytes, DateTime, Decimal, Duration, LocalDate, integer } from './values.ts';
import { formatDate, parseDate } from './date-pattern.ts';
import { excerpt, failure, located, wrongType } from './failure.ts';
import { decimalOf, doubleOf, exact } from './numeric.ts';
import { pathText } from './path-text.ts';
import { textOf } from './text.ts';
import type { Build } from './compilation.ts';
import type { Evaluate, Value } from './contract.ts';

/** A conversion that lowering put in. Null and absent stay what they are. */
export function buildConvert(expr: Extract<Expr, { op: 'convert' }>, names: readonly string[], build: Build): Evaluate {
  const of = build(expr.of, names);
  const convert = converters[expr.to];
  const { format } = expr;
  return (frame) => {
    const value = of(frame);
    if (value === null || value === undefined) return value;
    try {
      return convert(value, format);
    } catch (error) {
      throw located(error, expr.at, () => pathText(expr.of));
    }
  };
}

/**
 * A value as another type: `'12.50'` as a decimal, `'2026-01-05'` as a date, a datetime as the text or number of its format. Throws `invalid-value`
 * (scope record) where it is not one. Null and absent stay what they are.
 */
export function convertValue(value: Value, to: Scalar, format?: Format): Value {
  return value === null || value === undefined ? value : converters[to](value, format);
}

const converters: Record<Scalar, (value: Value, format: Format | undefined) => Value> = {
  string: toText,
  integer: toInteger,
  decimal: (value) => (typeof value === 'string' ? Decimal.parse(value.trim()) : decimalOf(value)) ?? notA('decimal', value),
  number: toNumber,
  boolean: toBoolean,
  date: toDate,
  datetime: toDateTime,
  duration: (value) => (value instanceof Duration ? value : typeof value === 'string' ? Duration.parse(value) : undefined) ?? notA('duration', value),
  bytes: (value) => (value instanceof Uint8Array ? value : typeof value === 'string' ? Bytes.ofText(value) : notA('bytes', value)),
};

function notA(type: string, value: Value): never {
  if (typeof value !== 'string') throw wrongType(type, value);
  throw failure('invalid-value', `${excerpt(value)} is no ${type}`);
}

function toText(value: Value, format: Format | undefined): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return bytesText(value, 'utf8');
  if (format === undefined) return textOf(value);
  if (typeof value === 'boolean') return value ? format.pattern : format.whenFalse ?? 'false';
  const moment = momentOf(value);
  if (moment === undefined) return textOf(value);
  switch (format.pattern) {
    case 'epoch': return String(Math.floor(moment.millis / 1000));
    case 'epochMillis': return String(moment.millis);
    case '/Date(ms)/': return `/Date(${moment.millis})/`;
    default: return formatDate(format.zone === undefined || value instanceof LocalDate ? moment : zoned(moment, format.zone), format.pattern);
  }
}

function momentOf(value: Value): DateTime | undefined {
  if (value instanceof DateTime) return value;
  return value instanceof LocalDate ? value.start() : undefined;
}

/** The moment in a zone that a person wrote: throws `invalid-value` where there is none of that name. */
export function zoned(moment: DateTime, zone: string): DateTime {
  const moved = moment.inZone(zone);
  if (moved === undefined) throw failure('invalid-value', `there is no time zone ${excerpt(zone)}`, { remedy: 'Zones are named as in `Europe/London`, or `UTC`.' });
  return moved;
}

/** A datetime as the number of its format; undefined where the value or the format is another one. */
function epochOf(value: Value, format: Format | undefined): number | undefined {
  const moment = format === undefined ? undefined : momentOf(value);
  if (moment === undefined) return undefined;
  return format?.pattern === 'epoch' ? Math.floor(moment.millis / 1000) : moment.millis;
}

function toInteger(value: Value, format: Format | undefined): Value {
  const epoch = epochOf(value, format);
  if (epoch !== undefined) return epoch;
  if (typeof value === 'string') {
    const text = value.trim();
    return /^[-+]?\d{1,1000}$/.test(text) ? integer(BigInt(text.replace('+', ''))) : wholeDecimal(Decimal.parse(text)) ?? notA('integer', value);
  }
  const number = exact(value);
  if (typeof number === 'bigint') return integer(number);
  return wholeDecimal(number) ?? notA('integer', value);
}

function toNumber(value: Value, format: Format | undefined): number {
  const number = epochOf(value, format) ?? (typeof value === 'string' ? numberOf(value) : doubleOf(value)) ?? notA('number', value);
  if (!Number.isFinite(number)) throw failure('invalid-value', `${excerpt(value)} is too large for a number`, { remedy: 'Keep it as a decimal.' });
  return number;
}

function wholeDecimal(value: Decimal | undefined): Value {
  return value?.isWhole() === true ? integer(value.toBigInt()) : undefined;
}

function numberOf(text: string): number | undefined {
  const value = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

function toBoolean(value: Value, format: Format | undefined): boolean {
  if (typeof value === 'boolean') return value;
  if (format !== undefined) {
    const text = textOf(value);
    if (text === format.pattern) return true;
    if (text === format.whenFalse) return false;
    throw failure('invalid-value', `${excerpt(value)} is neither \`${format.pattern}\` nor \`${format.whenFalse ?? 'false'}\``);
  }
  if (typeof value === 'string' && /^(?:true|false)$/i.test(value.trim())) return value.trim().toLowerCase() === 'true';
  return notA('boolean', value);
}

function toDate(value: Value, format: Format | undefined): LocalDate {
  if (value instanceof LocalDate) return value;
  if (value instanceof DateTime) return (format?.zone === undefined ? value : zoned(value, format.zone)).date();
  if (typeof value === 'string' && format === undefined) return LocalDate.parse(value) ?? notA('date', value);
  return read(value, format, 'date').date();
}

function toDateTime(value: Value, format: Format | undefined): DateTime {
  if (value instanceof DateTime) return value;
  if (value instanceof LocalDate) return format?.zone === undefined ? value.start() : DateTime.parse(value.toString(), format.zone) ?? notA('datetime', value);
  if (typeof value === 'string' && format === undefined) return DateTime.parse(value) ?? notA('datetime', value);
  return read(value, format, 'datetime');
}

function read(value: Value, format: Format | undefined, type: string): DateTime {
  const moment = format === undefined ? undefined : readFormat(value, format);
  if (moment !== undefined) return moment;
  if (format === undefined || typeof value === 'object') throw wrongType(type, value);
  // The zone may be what is wrong.
  if (format.zone !== undefined) zoned(new DateTime(0), format.zone);
  throw failure('invalid-value', `${excerpt(value)} is no ${type}${format.pattern === '' ? '' : ` as \`${format.pattern}\``}`);
}

function readFormat(value: Value, format: Format): DateTime | undefined {
  const { pattern, zone } = format;
  if (pattern === '/Date(ms)/') {
    const match = /^\/Date\((-?\d+)([+-]\d{4})?\)\/$/.exec(String(value));
    return match === null ? undefined : new DateTime(Number(match[1]));
  }
  if (pattern === 'epoch' || pattern === 'epochMillis') {
    const number = typeof value === 'string' ? numberOf(value) : doubleOf(value);
    const millis = number === undefined ? Number.NaN : Math.round(number * (pattern === 'epoch' ? 1000 : 1));
    // ECMAScript's range of dates.
    if (!(Math.abs(millis) <= 8.64e15)) return undefined;
    return zone === undefined ? new DateTime(millis) : zoned(new DateTime(millis), zone);
  }
  // Only a zone was given: the text is ISO 8601.
  if (pattern === '') return typeof value === 'string' ? DateTime.parse(value, zone) : undefined;
  // A number stands for its digits: 20260105 as `yyyyMMdd`.
  const text = typeof value === 'string' ? value : exact(value) === undefined ? undefined : textOf(value);
  return text === undefined ? undefined : parseDate(text, pattern, zone);
}
