import { evaluator, keepRows, type StepKind } from './operation.ts';

/** `let` and `map`: a name for a value. */
export const bind: StepKind<'bind'> = (step, compiler) => {
  const value = evaluator(compiler, step.value);
  const { name } = step;
  return {
    mode: 'sync',
    apply: (rows) => keepRows(rows, step, compiler.sink, (row) => {
      row.values[name] = value(row);
      return true;
    }),
  };
};
