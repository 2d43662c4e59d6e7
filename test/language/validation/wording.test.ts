import { describe, expect, it } from 'vitest';
import { dateFields } from '../../../language/validation/date-format.ts';
import { didYouMean, nearest } from '../../../language/validation/suggestion.ts';
import { formatDate } from '../../../runtime/expression/date-pattern.ts';
import { DateTime as Luxon } from 'luxon';
import { DateTime } from '../../../runtime/expression/values.ts';

describe('suggestions', () => {
  it('name what differs in few letters, in case, or begins so', () => {
    expect(nearest('ordr', ['order', 'orders', 'odor'])).toBe('order');
    expect(nearest('nwo', ['now', 'today'])).toBe('now');
    expect(nearest('ID', ['id', 'it'])).toBe('id');
    expect(nearest('dateti', ['date', 'datetime'])).toBe('datetime');
    expect(nearest('colour', ['sku', 'price'])).toBeUndefined();
    expect(nearest('order', ['order'])).toBeUndefined();
  });

  it('list what there is where that is little', () => {
    expect(didYouMean('x', ['alpha', 'beta'])).toBe(' Known: `alpha`, `beta`.');
    expect(didYouMean('x', ['a1', 'b1', 'c1', 'd1', 'e1', 'f1', 'g1'])).toBe('');
    expect(didYouMean('x', [])).toBe('');
  });
});

describe('date patterns', () => {
  it('have the fields that the runtime reads and writes', () => {
    const moment = DateTime.fromLuxon(Luxon.fromISO('2026-03-05T14:30:05.123Z', { zone: 'utc' }));
    for (const field of dateFields) expect(() => formatDate(moment, field)).not.toThrow();
    for (const field of ['DD', 'T', 'SSSS', 'YY', 'O']) {
      expect(dateFields.has(field)).toBe(false);
      expect(() => formatDate(moment, field)).toThrow();
    }
  });
});
