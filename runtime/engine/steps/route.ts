import type { Row } from '../row.ts';
import { arePlain, areSync, evaluator, keepRows, rowOperation, runBlock, runSyncBlock, type Operation, type StepKind } from './operation.ts';

interface Case<O> { matches: ((row: Row) => boolean) | undefined; operations: O[] }

/**
 * `route`: the first case that fits, or every one; afterwards the record goes on. Where the blocks only compute it is a loop; where they
 * ask the outside each record goes its way as a whole; where they change how many records there are, each case is a way of its own.
 */
export const route: StepKind<'route'> = (step, compiler) => {
  const { sink } = compiler;
  const cases = step.cases.map(({ when, steps }) => {
    const condition = when === undefined ? undefined : evaluator(compiler, when);
    return { matches: condition === undefined ? undefined : (row: Row) => condition(row) === true, operations: compiler.compileSteps(steps) };
  });
  if (every(cases, areSync)) {
    return {
      mode: 'sync',
      apply: (rows) => keepRows(rows, step, sink, (row) => fitting(cases, row, step.all).every(({ operations }) => runSyncBlock(operations, row))),
    };
  }
  if (every(cases, arePlain)) {
    return rowOperation(step, sink, async (row) => {
      for (const { operations } of fitting(cases, row, step.all)) if (!(await runBlock(operations, row))) return false;
      return true;
    });
  }
  return { mode: 'branch', all: step.all, cases, place: step };
};

/** The cases that a row takes; one without a condition is `else`: only where no other fits. */
export function fitting<O>(cases: readonly Case<O>[], row: Row, all: boolean): Case<O>[] {
  const otherwise = cases.filter(({ matches }) => matches === undefined);
  if (!all) {
    const first = cases.find(({ matches }) => matches?.(row) ?? false);
    return first === undefined ? otherwise : [first];
  }
  const found = cases.filter(({ matches }) => matches?.(row) ?? false);
  return found.length === 0 ? otherwise : found;
}

function every<O extends Operation>(cases: Case<Operation>[], test: (operations: readonly Operation[]) => operations is O[]): cases is Case<O>[] {
  return cases.every(({ operations }) => test(operations));
}
