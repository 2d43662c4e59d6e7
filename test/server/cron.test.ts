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

  it('takes a day of the month or a weekday, as cron does', async () => {
    expect((await readCron('0 0 13 * 5', { from: new Date('2026-01-05T00:00:00Z'), count: 3 }))?.next).toEqual(['Fri 9 Jan 2026, 00:00 UTC', 'Tue 13 Jan 2026, 00:00 UTC', 'Fri 16 Jan 2026, 00:00 UTC']);
  });

  it.each(['', 'x', '* * * *', '* * * * * *', '60 * * * *', '@daily', '* * * * 9'])('is not %j', async (text) => {
    expect(await readCron(text)).toBeUndefined();
  });
});
