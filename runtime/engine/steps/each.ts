import type { Step } from '#plan';
import type { Value } from '../../expression/contract.ts';
import type { Row } from '../row.ts';
import { eachBlock } from './each-block.ts';
import { elements } from './elements.ts';
import { evaluator, keepRows, type Operation, type StepCompiler, type StepKind, type StepOf } from './operation.ts';
import { prepareRequest, request } from './request.ts';

/** `each`: one record for each element from here on, or, with a block, the yielded values as an array. */
export const each: StepKind<'each'> = (step, compiler) => (step.block === undefined ? eachLine(step, compiler) : eachBlock(step, step.block, compiler));

function eachLine(step: StepOf<'each'>, compiler: StepCompiler): Operation {
  const { sink } = compiler;
  const { source } = step;
  if (source.kind === 'value') {
    const value = evaluator(compiler, source.value);
    return {
      mode: 'sync',
      multiplies: true,
      apply(rows) {
        const result: Row[] = [];
        keepRows(rows, step, sink, (row) => {
          const expansion = createExpansion(row, step.as, compiler);
          for (const element of elements(value(row), step)) result.push(expansion.next(element));
          expansion.end();
          return false;
        });
        return sink.halted() ? [] : result;
      },
    };
  }
  const prepared = prepareRequest(source.call, compiler);
  const { client, endpoint } = prepared;
  return {
    mode: 'expand',
    async apply(row, emit) {
      if (sink.halted()) return;
      const expansion = createExpansion(row, step.as, compiler);
      try {
        const args = prepared.args(row);
        await request(prepared, () => compiler.context.step(step.id, async ({ signal }) => {
          for await (const page of client.pages(endpoint, args, { signal })) {
            if (page.records.length > 0) await emit(page.records.map((record) => expansion.next(record)));
            if (sink.halted()) return;
          }
        }, { effect: 'read' }));
        if (!sink.halted()) expansion.end();
      } catch (error) {
        expansion.failed(step, error);
      }
    },
  };
}

/**
 * Makes the rows of the elements of one row. The first carries on what the row stands for, every further one is a record more. While
 * elements may still come the row's claims stay open, so that a failure in the middle is not taken for a success.
 */
function createExpansion(row: Row, as: string, { sink, expanded }: StepCompiler): {
  next(element: Value): Row; end(): void; failed(step: Step, error: unknown): void;
} {
  let made = 0;
  for (const claim of row.claims ?? []) claim.open += 1;
  const rest = (): Row => ({ ...row, units: made === 0 ? row.units : 0, expanded: made === 0 ? row.expanded : 0, members: made === 0 ? row.members : undefined });
  const closeBase = (): void => {
    for (const claim of row.claims ?? []) claim.open -= 1;
  };
  return {
    next(element) {
      const first = made === 0;
      made += 1;
      if (!first) expanded(1);
      if (!first) for (const claim of row.claims ?? []) claim.open += 1;
      return {
        values: { ...row.values, [as]: element }, key: row.key, units: first ? row.units : 1, expanded: first ? row.expanded : 1, claims: row.claims, members: undefined,
      };
    },
    end() {
      // The row itself ends as `filtered`: without elements with all its units, else with none, which only closes its claims.
      if (made === 0) closeBase();
      sink.end(rest(), 'filtered');
    },
    failed(step, error) {
      if (made === 0) {
        closeBase();
        sink.thrown(row, step, error);
        return;
      }
      // The elements that came are on their way; that the others are missing is one more record, and that is rejected.
      expanded(1);
      sink.thrown({ ...row, units: 1, expanded: 1, members: undefined }, step, error);
    },
  };
}
