import { keepRows, type StepKind } from './operation.ts';

/** `skip`: the record ends here, counted as filtered. */
export const skip: StepKind<'skip'> = (step, { sink }) => ({
  mode: 'sync',
  apply: (rows) => keepRows(rows, step, sink, (row) => {
    sink.end(row, 'filtered');
    return false;
  }),
});
