// The proof of completion: at every name that refers to something, with only its letters taken out, and again with everything behind it taken out too.
import { describe, expect, it } from 'vitest';
import { everyName, type Offered, sampleFolders } from '../every-name.ts';

const figures = ({ names, share, medianRank }: Offered, what: string): void => console.log(`${what}: ${(100 * share).toFixed(2)} % of ${names} names are offered, the median at rank ${medianRank}`);

describe('completion at every name of the sample files', () => {
  it('offers it, with the rest of the file in place', async () => {
    const offered = await everyName(sampleFolders(), { restOfFile: true });
    figures(offered, 'the rest in place');
    expect(offered.missed).toEqual([]);
    expect(offered.medianRank).toBeLessThanOrEqual(5);
  });

  // What is declared further down cannot be known then.
  it('offers 97 of 100 with nothing behind it', async () => {
    const offered = await everyName(sampleFolders(), { restOfFile: false });
    figures(offered, 'nothing behind');
    expect(offered.share, offered.missed.join('\n')).toBeGreaterThanOrEqual(0.97);
    expect(offered.medianRank).toBeLessThanOrEqual(5);
  });
}, 600_000);
