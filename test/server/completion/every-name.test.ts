import { describe, expect, it } from 'vitest';
import { seeded } from '../../support/seeded.ts';
import { openSamples } from '../every-name.ts';

describe('completion at the names of the sample files', () => {
  it('offers each one, of a sample', async () => {
    const { places, offered } = await openSamples(['test/golden/examples', 'samples/orders']);
    expect(places.length).toBeGreaterThan(1500);
    const random = seeded(20261124);
    const missed: string[] = [];
    for (let count = 0; count < 25; count++) {
      const place = places[Math.floor(random() * places.length)]!;
      const found = await offered(place);
      if (typeof found !== 'number') missed.push(`${place.path}:${place.offset} ${place.property} ${place.name}, but ${found.slice(0, 10).join(' ')}`);
    }
    expect(missed).toEqual([]);
  });
});
