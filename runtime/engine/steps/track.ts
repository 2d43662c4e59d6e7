import { messageText } from '../../expression/index.ts';
import { evaluator, keepRows, type StepKind } from './operation.ts';

/** `track`: makes a value searchable in the history of runs. */
export const track: StepKind<'track'> = (step, compiler) => {
  const value = evaluator(compiler, step.value);
  return {
    mode: 'sync',
    apply: (rows) => keepRows(rows, step, compiler.sink, (row) => {
      compiler.track(compiler.redact(messageText(value(row))));
      return true;
    }),
  };
};
