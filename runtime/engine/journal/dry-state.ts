import type { State } from './state.ts';

/**
 * State for a dry run: it knows what the real one knows and keeps what it would write for itself, gone with the run. `real` is undefined
 * where there is no state yet; a dry run makes none.
 */
export function createDryState(real: State | undefined, own: State): State {
  return {
    begin: (run, counts) => own.begin(run, counts),
    beat: () => undefined,
    async claim(pool, ids, owner, keepMs) {
      const seen = real === undefined ? ids.map(() => 'held' as const) : await real.look(pool, ids, owner);
      const free = ids.filter((_, index) => seen[index] === 'held');
      const held = await own.claim(pool, free, owner, keepMs);
      let next = 0;
      return seen.map((answer) => (answer === 'held' ? (held[next++] ?? 'held') : answer));
    },
    look: (pool, ids, owner) => (real ?? own).look(pool, ids, owner),
    mark: (key) => (real ?? own).mark(key),
    commit: (batch) => own.commit({ ...batch, marks: [] }),
    take: (limiter, cost, capacity, perMs) => (real ?? own).take(limiter, cost, capacity, perMs),
    close() {
      real?.close();
      own.close();
    },
  };
}
