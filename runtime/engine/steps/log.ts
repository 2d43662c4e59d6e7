import { messageText } from '../../expression/index.ts';
import { evaluator, keepRows, type StepKind } from './operation.ts';

/** `log`: a line in the run's log. A null in the message is shown, it rejects nothing. */
export const log: StepKind<'log'> = (step, compiler) => {
  const value = evaluator(compiler, step.value);
  return {
    mode: 'sync',
    apply: (rows) => keepRows(rows, step, compiler.sink, (row) => {
      const text = compiler.redact(messageText(value(row)));
      compiler.emit({ type: 'log', level: step.level, text, step: step.id, line: step.at[1], ...compiler.file(step.at) });
      return true;
    }),
  };
};
