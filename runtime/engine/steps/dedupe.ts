import { canonicalValue } from '../../expression/index.ts';
import type { Row } from '../row.ts';
import { evaluator, keepRows, type StepKind } from './operation.ts';

/** `dedupe`: drops a record whose id got through before; one whose id is under way waits for what becomes of it. */
export const dedupe: StepKind<'dedupe'> = (step, compiler) => {
  const { sink } = compiler;
  const key = evaluator(compiler, step.key);
  const pool = compiler.pool(step);
  const keepMs = step.keep === undefined ? undefined : compiler.milliseconds(step.keep, 'keep');
  return {
    mode: 'claim',
    async apply(rows, again) {
      const ids: string[] = [];
      const asking = keepRows(rows, step, sink, (row) => {
        ids.push(canonicalValue(key(row)));
        return true;
      });
      if (asking.length === 0) return asking;
      const answers = await compiler.claim({ pool, keepMs, place: step, askAgain: again }, asking, ids);
      return asking.filter((row: Row, index) => {
        const answer = answers[index];
        if (answer === 'done' || answer === 'busy') sink.end(row, 'deduplicated');
        return answer === 'held';
      });
    },
  };
};
