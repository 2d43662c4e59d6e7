import { DateTime } from 'luxon';

/** Whether a text is a date or a datetime of ISO 8601; a date may stand for a datetime (midnight, UTC). */
export function isoDate(text: string, type: 'date' | 'datetime'): boolean {
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return false;
  const hasTime = text.length > 10;
  if (type === 'date' && hasTime) return false;
  return DateTime.fromISO(text).isValid;
}
