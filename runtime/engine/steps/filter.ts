import { evaluator, keepRows, type StepKind } from './operation.ts';

/** `filter`: only records for which the condition is true go on. */
export const filter: StepKind<'filter'> = (step, compiler) => {
  const { sink } = compiler;
  const condition = evaluator(compiler, step.condition);
  return {
    mode: 'sync',
    apply: (rows) => keepRows(rows, step, sink, (row) => {
      if (condition(row) === true) return true;
      sink.end(row, 'filtered');
      return false;
    }),
  };
};
