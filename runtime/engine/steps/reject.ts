import { PatchbayError } from '../../errors.ts';
import { messageText } from '../../expression/index.ts';
import { evaluator, keepRows, type StepKind } from './operation.ts';

/** `reject` sets the record aside, `fail` ends the run. */
export const reject: StepKind<'reject' | 'fail'> = (step, compiler) => {
  const message = evaluator(compiler, step.message);
  const fails = step.kind === 'fail';
  return {
    mode: 'sync',
    apply: (rows) => keepRows(rows, step, compiler.sink, (row) => {
      throw new PatchbayError(fails ? 'flow-failed' : 'rejected', messageText(message(row)), { scope: fails ? 'run' : 'record' });
    }),
  };
};
