import { PatchbayError } from '../../errors.ts';
import { messageText } from '../../expression/index.ts';
import { evaluator, keepRows, type StepKind } from './operation.ts';

/** `assert`: a record for which the condition is not true is set aside, with the message. */
export const assert: StepKind<'assert'> = (step, compiler) => {
  const condition = evaluator(compiler, step.condition);
  const message = evaluator(compiler, step.message);
  return {
    mode: 'sync',
    apply: (rows) => keepRows(rows, step, compiler.sink, (row) => {
      if (condition(row) === true) return true;
      throw new PatchbayError('assertion-failed', messageText(message(row)), { scope: 'record' });
    }),
  };
};
