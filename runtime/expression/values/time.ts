import { DateTime as Luxon } from 'luxon';

const dayMs = 86_400_000;
const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d\d(?::?\d\d)?)?)?$/;

/** A moment, to the millisecond, seen in a time zone: an IANA name, or an offset in minutes. Equal and ordered by the moment alone. */
export class DateTime {
  readonly millis: number;
  readonly #zone: string | number;
  #luxon: Luxon | undefined;

  /** `zone`: an IANA name that is known, or minutes east of UTC. */
  constructor(millis: number, zone: string | number = 0) {
    this.millis = millis;
    this.#zone = zone;
  }

  static fromLuxon(value: Luxon): DateTime {
    const made = new DateTime(value.toMillis(), value.zone.isUniversal ? value.offset : value.zoneName ?? 0);
    made.#luxon = value;
    return made;
  }

  /** Reads ISO 8601; a text without a zone is in `zone`, or UTC. Undefined where it is no ISO date or time. */
  static parse(text: string, zone?: string): DateTime | undefined {
    const match = iso.exec(text);
    if (match !== null && (match[8] !== undefined || zone === undefined)) {
      const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', offset = 'Z'] = match;
      const days = epochDay(Number(year), Number(month), Number(day));
      if (days === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
      const minutes = offsetMinutes(offset);
      const clock = ((Number(hour) * 60 + Number(minute) - minutes) * 60 + Number(second)) * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
      return new DateTime(days * dayMs + clock, minutes);
    }
    // Week dates, ordinal dates, basic format, zones with daylight saving: rarer, and Luxon knows them.
    if (!/^\d{4}/.test(text)) return undefined;
    const parsed = Luxon.fromISO(text.replace(' ', 'T'), { zone: zone ?? 'utc', setZone: zone === undefined || /[zZ]$|[+-]\d\d(?::?\d\d)?$/.test(text.slice(10)) });
    return parsed.isValid ? DateTime.fromLuxon(parsed) : undefined;
  }

  /** The same moment for Luxon, which knows calendars and zones. */
  luxon(): Luxon {
    return this.#luxon ??= Luxon.fromMillis(this.millis, { zone: typeof this.#zone === 'string' ? this.#zone : zoneOfMinutes(this.#zone) });
  }

  /** The same moment in another zone (an IANA name, `UTC`, `UTC+2`); undefined where there is no such zone. */
  inZone(zone: string): DateTime | undefined {
    const moved = this.luxon().setZone(zone);
    return moved.isValid ? DateTime.fromLuxon(moved) : undefined;
  }

  /** The same zone, so many milliseconds later. */
  plus(ms: number): DateTime {
    return new DateTime(this.millis + ms, this.#zone);
  }

  /** The day in its zone. */
  date(): LocalDate {
    return new LocalDate(Math.floor((this.millis + this.#offset() * 60_000) / dayMs));
  }

  #offset(): number {
    return typeof this.#zone === 'number' ? this.#zone : this.luxon().offset;
  }

  /** ISO 8601; milliseconds only where there are some. */
  toString(): string {
    const offset = this.#offset();
    const local = new Date(this.millis + offset * 60_000).toISOString();
    const text = local.endsWith('.000Z') ? local.slice(0, -5) : local.slice(0, -1);
    return offset === 0 ? `${text}Z` : `${text}${offsetText(offset)}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A day of the calendar, without time or zone. */
export class LocalDate {
  /** Days since 1970-01-01. */
  readonly days: number;

  constructor(days: number) {
    this.days = days;
  }

  /** Reads `2026-01-05`, or the day of an ISO 8601 time; undefined where it is neither. */
  static parse(text: string): LocalDate | undefined {
    if (text.length === 10) {
      const match = iso.exec(text);
      const days = match === null ? undefined : epochDay(Number(match[1]), Number(match[2]), Number(match[3]));
      return days === undefined ? undefined : new LocalDate(days);
    }
    return DateTime.parse(text)?.date();
  }

  /** Its first moment in UTC. */
  start(): DateTime {
    return new DateTime(this.days * dayMs);
  }

  toString(): string {
    return new Date(this.days * dayMs).toISOString().slice(0, -14);
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A length of time in milliseconds; a day is 24 hours. */
export class Duration {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }

  /** Reads `500ms`, `30s`, `15m`, `2h`, `90d`, or ISO 8601 (`PT1H30M`) without years and months. */
  static parse(text: string): Duration | undefined {
    const match = /^(-?\d+)(ms|s|m|h|d)$/.exec(text);
    if (match !== null) return new Duration(Number(match[1]) * unitMs[match[2] as keyof typeof unitMs]);
    const parts = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
    if (parts === null || /[PT]$/.test(text)) return undefined;
    const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number];
    return new Duration(Math.round(((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000));
  }

  /** As the language writes it, in the largest unit that leaves no rest. */
  toString(): string {
    const unit = units.find((name) => this.ms % unitMs[name] === 0) ?? 'ms';
    return this.ms === 0 ? '0s' : `${this.ms / unitMs[unit]}${unit}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: dayMs };
const units = ['d', 'h', 'm', 's', 'ms'] as const;

function epochDay(year: number, month: number, day: number): number | undefined {
  const ms = new Date(0).setUTCFullYear(year, month - 1, day);
  const back = new Date(ms);
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? ms / dayMs : undefined;
}

function offsetMinutes(text: string): number {
  if (text.length === 1) return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(':', '') || 0);
  return text.startsWith('-') ? -minutes : minutes;
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
}

function zoneOfMinutes(minutes: number): string {
  return minutes === 0 ? 'utc' : `UTC${offsetText(minutes)}`;
}
