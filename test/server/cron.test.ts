import { describe, expect, it } from 'vitest';
import { readCron } from '../../server/features/cron.ts';

describe('a cron expression', () => {
  it('is read in the zone, also where the clock is changed', async () => {
    expect(await readCron('30 2 * * *', { zone: 'Europe/Berlin', from: new Date('2026-03-27T12:00:00Z'), count: 3 })).toEqual({
      text: 'At 02:30', zone: 'Europe/Berlin',
      // On the 29th there is no 02:30: the clock goes from 02:00 to 03:00.
      next: ['Sat 28 Mar 2026, 02:30 UTC+1', 'Sun 29 Mar 2026, 03:00 UTC+2', 'Mon 30 Mar 2026, 02:30 UTC+2'],
    });
    expect((await readCron('*/15 * * * *', { from: new Date('2026-01-05T10:07:00Z'), count: 2 }))?.next).toEqual(['Mon 5 Jan 2026, 10:15 UTC', 'Mon 5 Jan 2026, 10:30 UTC']);
  });

  it.each<[cron: string, zone: string, from: string, next: string[]]>([
    // The hour that is left out: a time of its own comes when the clock has been changed.
    ['30 1 * * *', 'Europe/London', '2026-03-28T12:00:00Z', ['Sun 29 Mar 2026, 02:00 UTC+1', 'Mon 30 Mar 2026, 01:30 UTC+1']],
    ['30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z', ['Sun 8 Mar 2026, 03:00 UTC-4', 'Mon 9 Mar 2026, 02:30 UTC-4']],
    ['0 0 * * *', 'America/Santiago', '2026-09-05T12:00:00Z', ['Sun 6 Sep 2026, 01:00 UTC-3', 'Mon 7 Sep 2026, 00:00 UTC-3']],
    ['15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T12:00:00Z', ['Sun 4 Oct 2026, 02:30 UTC+11', 'Mon 5 Oct 2026, 02:15 UTC+11']],
    // The hour that is there twice: it comes once, also where one looks in between.
    ['30 1 * * *', 'Europe/London', '2026-10-24T12:00:00Z', ['Sun 25 Oct 2026, 01:30 UTC+1', 'Mon 26 Oct 2026, 01:30 UTC']],
    ['30 1 * * *', 'Europe/London', '2026-10-25T00:45:00Z', ['Mon 26 Oct 2026, 01:30 UTC', 'Tue 27 Oct 2026, 01:30 UTC']],
    ['30 1 * * *', 'America/New_York', '2026-10-31T12:00:00Z', ['Sun 1 Nov 2026, 01:30 UTC-4', 'Mon 2 Nov 2026, 01:30 UTC-5']],
    ['30 7 * * 1-5', 'Asia/Kolkata', '2026-09-04T00:00:00Z', ['Fri 4 Sep 2026, 07:30 UTC+5:30', 'Mon 7 Sep 2026, 07:30 UTC+5:30']],
  ])('%s in %s after %s', async (cron, zone, from, next) => {
    expect((await readCron(cron, { zone, from: new Date(from), count: next.length }))?.next).toEqual(next);
  });

  it('takes a day of the month or a weekday, as cron does', async () => {
    expect((await readCron('0 0 13 * 5', { from: new Date('2026-01-05T00:00:00Z'), count: 3 }))?.next).toEqual(['Fri 9 Jan 2026, 00:00 UTC', 'Tue 13 Jan 2026, 00:00 UTC', 'Fri 16 Jan 2026, 00:00 UTC']);
  });

  it.each(['', 'x', '* * * *', '* * * * * *', '60 * * * *', '@daily', '* * * * 9'])('is not %j', async (text) => {
    expect(await readCron(text)).toBeUndefined();
  });
});
