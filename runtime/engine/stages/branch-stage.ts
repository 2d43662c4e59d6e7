import type { Row } from '../row.ts';
import { fitting } from '../steps/route.ts';
import type { Operation } from '../steps/operation.ts';
import type { Sink } from '../sink.ts';
import type { Stage } from './stage.ts';

/** A way through the steps of one case, which ends at `end`. */
export type BuildWay = (operations: readonly Operation[], end: Stage) => Stage;

/**
 * A `route` whose blocks change how many records there are. Each case is a way of its own, with its own pools; the members of a batch made
 * in a case go on as the records they are. Within a case records of one key stay in order; between cases nothing is promised.
 */
export function createBranchStage(branch: Extract<Operation, { mode: 'branch' }>, next: Stage, sink: Sink, build: BuildWay): Stage {
  const { cases, all, place } = branch;
  const wayOf = (index: number, end: Stage): Stage => {
    const operations = cases[index]?.operations ?? [];
    return build(operations, unbatched(operations.filter(({ mode }) => mode === 'gather').length, end));
  };
  // Of every case that fits a row takes one after the other, so the ways are built from the last.
  const after: Stage[] = [];
  const ways: Stage[] = [];
  for (let index = cases.length - 1; index >= 0; index--) {
    const following = all ? (after[index + 1] ?? next) : next;
    const way = wayOf(index, following);
    ways[index] = way;
    after[index] = { push: (rows) => divide(rows, (row) => [fits(row, index) ? way : following]), drain: () => way.drain() };
  }
  const fits = (row: Row, index: number): boolean => fitting(cases, row, true).includes(cases[index] as (typeof cases)[number]);

  const divide = (rows: readonly Row[], stagesOf: (row: Row) => Stage[]): Promise<void> | undefined => {
    const shares = new Map<Stage, Row[]>();
    for (const row of rows) {
      try {
        for (const stage of stagesOf(row)) {
          const share = shares.get(stage);
          if (share === undefined) shares.set(stage, [row]);
          else share.push(row);
        }
      } catch (error) {
        sink.thrown(row, place, error);
        if (sink.halted()) return undefined;
      }
    }
    const waits = [...shares].map(([stage, share]) => stage.push(share)).filter((wait) => wait !== undefined);
    return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined);
  };

  return {
    push(rows) {
      if (all) return (after[0] ?? next).push(rows);
      return divide(rows, (row) => {
        const taken = fitting(cases, row, false)[0];
        return [taken === undefined ? next : (ways[cases.indexOf(taken)] as Stage)];
      });
    },
    async drain() {
      for (const way of ways) await way.drain();
    },
  };
}

function unbatched(levels: number, end: Stage): Stage {
  const open = (row: Row, level: number): Row[] => (level === 0 || row.members === undefined ? [row] : row.members.flatMap((member) => open(member, level - 1)));
  return levels === 0 ? end : { push: (rows) => end.push(rows.flatMap((row) => open(row, levels))), drain: () => end.drain() };
}
