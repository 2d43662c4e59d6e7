import { describe, expect, it } from 'vitest';
import { openSamples } from '../every-name.ts';

describe('completion at every name of the sample files', () => {
  it('offers it, with the rest of the file in place', async () => {
    const { places, offered } = await openSamples(['test/golden/examples', 'samples/orders']);
    const missed: string[] = [];
    for (const place of places) if (await offered(place) !== true) missed.push(`${place.path}:${place.offset} ${place.property} ${place.name}`);
    expect(missed).toEqual([]);
  });

  // What is declared further down cannot be known then.
  it('offers 98 of 100 with nothing behind it', async () => {
    const { places, offered } = await openSamples(['test/golden/examples', 'samples/orders']);
    const some = places.filter((_, index) => index % 3 === 0);
    let count = 0;
    for (const place of some) if (await offered(place, { restOfFile: false }) === true) count++;
    expect(count / some.length).toBeGreaterThanOrEqual(0.98);
  });
}, 300_000);
