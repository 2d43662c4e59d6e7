/** What a cron expression of five fields says, and when it comes next. */
export interface CronReading {
  /** In plain English: `At 07:30, Monday through Friday`. */
  text: string;
  /** The next times in the zone, as `Wed 25 Nov 2026, 07:30 UTC+1`. */
  next: string[];
  zone: string;
}

/** Reads a cron expression; undefined where it is none, or the zone is none. `count` times after `from`; a schedule without a zone is meant in UTC. */
export async function readCron(cron: string, options: { zone?: string; from?: Date; count?: number } = {}): Promise<CronReading | undefined> {
  const { zone = 'UTC', from = new Date(), count = 5 } = options;
  if (cron.trim().split(/\s+/).length !== 5) return undefined;
  // Both are loaded when the first schedule is looked at: the server starts without them.
  const [{ Cron }, { default: cronstrue }] = await Promise.all([import('croner'), import('cronstrue')]);
  try {
    const text = cronstrue.toString(cron, { use24HourTimeFormat: true, throwExceptionOnParseError: true });
    const times = new Cron(cron, { timezone: zone, paused: true }).nextRuns(count, from);
    return { text, next: times.map((time) => shownTime(time, zone)), zone };
  } catch {
    return undefined;
  }
}

function shownTime(time: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'shortOffset',
  }).formatToParts(time);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  // September is `Sept` in British English.
  return `${part('weekday')} ${part('day')} ${part('month').slice(0, 3)} ${part('year')}, ${part('hour')}:${part('minute')} ${part('timeZoneName').replace('GMT', 'UTC').replace('+0', '')}`;
}
