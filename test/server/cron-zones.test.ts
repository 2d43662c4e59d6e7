// The next times of a schedule against a clock that is read minute by minute in its zone, around every change of the clock.
import { describe, expect, it } from 'vitest';
import { readCron } from '../../server/features/cron.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

interface Wall { month: number; day: number; weekday: number; hour: number; minute: number }

/** Minutes that the clock of a zone is ahead of UTC. */
function offsetAt(format: Intl.DateTimeFormat, time: number): number {
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  return (Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute']) - time) / minute;
}

const clock = (zone: string): Intl.DateTimeFormat => new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (number: number): string => String(number).padStart(2, '0');

function label(time: number, offset: number): string {
  const wall = new Date(time + offset * minute);
  const ahead = Math.abs(offset);
  const zone = offset === 0 ? 'UTC' : `UTC${offset < 0 ? '-' : '+'}${Math.floor(ahead / 60)}${ahead % 60 === 0 ? '' : `:${two(ahead % 60)}`}`;
  return `${days[wall.getUTCDay()]} ${wall.getUTCDate()} ${months[wall.getUTCMonth()]} ${wall.getUTCFullYear()}, ${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())} ${zone}`;
}

/** Every minute of the stretch whose wall clock fits. */
function fitting(zone: string, from: number, count: number, fits: (wall: Wall) => boolean): string[] {
  const format = clock(zone);
  const found: string[] = [];
  for (let time = from + minute; found.length < count; time += minute) {
    // The clock is only ever changed at a quarter of an hour.
    const offset = offsetOf(format, time);
    const wall = new Date(time + offset * minute);
    if (fits({ month: wall.getUTCMonth() + 1, day: wall.getUTCDate(), weekday: wall.getUTCDay(), hour: wall.getUTCHours(), minute: wall.getUTCMinutes() })) found.push(label(time, offset));
  }
  return found;
}

let known: { format: Intl.DateTimeFormat; quarter: number; offset: number } | undefined;

function offsetOf(format: Intl.DateTimeFormat, time: number): number {
  const quarter = Math.floor(time / (15 * minute));
  if (known?.format !== format || known.quarter !== quarter) known = { format, quarter, offset: offsetAt(format, quarter * 15 * minute) };
  return known.offset;
}

/** The days of a year on which the clock of a zone is changed, from their midnight in UTC. */
function changes(zone: string, year: number): number[] {
  const format = clock(zone);
  const found: number[] = [];
  for (let time = Date.UTC(year, 0, 1); time < Date.UTC(year + 1, 0, 1); time += day) if (offsetAt(format, time) !== offsetAt(format, time + day)) found.push(time);
  return found;
}

const zones: [zone: string, changes: number][] = [
  ['Europe/London', 2], ['America/New_York', 2], ['America/St_Johns', 2], ['Australia/Lord_Howe', 2], ['Africa/Cairo', 2], ['America/Santiago', 2], ['Pacific/Auckland', 2],
  ['Asia/Kolkata', 0], ['Asia/Kathmandu', 0], ['UTC', 0],
];

describe('the next times of a schedule', () => {
  it.each(zones)('in %s are those of its clock', async (zone, count) => {
    const found = changes(zone, 2026);
    expect(found).toHaveLength(count);
    for (const at of [...found, Date.UTC(2026, 0, 14), Date.UTC(2026, 6, 15)]) {
      // Some hours before, so that the next five stand on both sides.
      for (const hours of [-26, -2, 0, 3]) {
        const from = at + hours * 60 * minute;
        const next = async (cron: string): Promise<string[] | undefined> => (await readCron(cron, { zone, from: new Date(from) }))?.next;
        // At hours that are neither left out nor there twice anywhere.
        expect(await next('45 9 * * *'), `daily after ${new Date(from).toISOString()}`).toEqual(fitting(zone, from, 5, (wall) => wall.hour === 9 && wall.minute === 45));
        expect(await next('5 6,18 * * 1-5')).toEqual(fitting(zone, from, 5, (wall) => [6, 18].includes(wall.hour) && wall.minute === 5 && wall.weekday >= 1 && wall.weekday <= 5));
        // Steps go on through the hour that is there twice, and leave out the one that is not there.
        expect(await next('*/20 * * * *'), `steps after ${new Date(from).toISOString()}`).toEqual(fitting(zone, from, 5, (wall) => wall.minute % 20 === 0));
        expect(await next('30 * * * *'), `hourly after ${new Date(from).toISOString()}`).toEqual(fitting(zone, from, 5, (wall) => wall.minute === 30));
      }
    }
  });
});
