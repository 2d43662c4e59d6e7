const hourMs = 3_600_000;

/** Writes moments the way Shopify does: `2026-08-05T13:14:15-04:00`, in the shop's time zone, whole seconds. */
export const shopTime = (timezone: string): ((at: number) => string) => {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' });
  const offsets = new Map<number, string>();
  const offsetAt = (at: number): string => {
    // Zones change their offset at most once an hour; asking Intl for each record would be slow.
    const hour = Math.floor(at / hourMs);
    let offset = offsets.get(hour);
    if (offset === undefined) {
      const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
      offset = name === 'GMT' ? '+00:00' : name.slice(3);
      offsets.set(hour, offset);
    }
    return offset;
  };
  return (at) => {
    const offset = offsetAt(at);
    const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
    const shift = (hours * 60 + minutes) * 60_000 * (offset.startsWith('-') ? -1 : 1);
    return new Date(at + shift).toISOString().slice(0, 19) + offset;
  };
};

const isoMoment = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** Milliseconds of an ISO 8601 text; without an offset it is UTC. Null when it is none. */
export const readMoment = (text: string): number | null => {
  // A `+` that a client did not encode arrives as a space; the vendor is as strict.
  if (!isoMoment.test(text)) return null;
  const hasOffset = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10));
  const at = Date.parse(text.length > 10 && !hasOffset ? `${text}Z` : text);
  return Number.isNaN(at) ? null : at;
};
