/** The value below which `share` (0 to 1) of the values lie, by the nearest rank; NaN where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

/** The middle value, of an even number the mean of the two in the middle; NaN where there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  if (sorted.length % 2 === 1) return sorted[Math.floor(half)] as number;
  return ((sorted[half - 1] ?? Number.NaN) + (sorted[half] ?? Number.NaN)) / 2;
}

/** How `ours` stands to `theirs` in one set of runs that were made in turn: the medians, and the median of the ratios of neighbours. */
export interface Comparison { ours: number; theirs: number; ratio: number; pairs: number[] }

/**
 * Compares figures of runs that alternated: the n-th of each had the same neighbours on the machine, so the ratio is taken pair by pair and the
 * median of those is less disturbed than the ratio of the medians.
 */
export function compare(ours: readonly number[], theirs: readonly number[]): Comparison {
  const pairs = ours.slice(0, theirs.length).map((value, index) => value / (theirs[index] as number));
  return { ours: median(ours), theirs: median(theirs), ratio: median(pairs), pairs };
}
