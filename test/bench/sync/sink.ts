import { numberOf, wrongField } from './catalogue.ts';

/** What arrived at the sink. `firstWrong` says what was wrong with the first bad record. */
export interface SinkCounts { records: number; duplicates: number; bad: number; missing: number; firstWrong?: string }

/** Checks each record that arrives, field by field; remembers which came, so that one that comes twice or never is seen. */
export interface Sink {
  take(records: readonly unknown[]): void;
  counts(): SinkCounts;
}

/** A sink that waits for `count` records. */
export function createSink(count: number): Sink {
  const seen = new Uint8Array(count);
  let records = 0;
  let duplicates = 0;
  let bad = 0;
  let firstWrong: string | undefined;
  return {
    take(arrived) {
      for (const mapped of arrived) {
        const number = numberOf(mapped, count);
        const wrong = number === undefined ? 'externalId' : wrongField(mapped as Record<string, unknown>, number);
        if (number === undefined || wrong !== undefined) {
          bad += 1;
          firstWrong ??= `${wrong ?? ''} of ${JSON.stringify(mapped)}`;
        } else if (seen[number] === 1) duplicates += 1;
        else {
          seen[number] = 1;
          records += 1;
        }
      }
    },
    counts: () => ({ records, duplicates, bad, missing: count - records, ...(firstWrong !== undefined && { firstWrong }) }),
  };
}
