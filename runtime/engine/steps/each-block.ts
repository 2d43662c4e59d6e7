import { PatchbayError } from '../../errors.ts';
import type { Value } from '../../expression/contract.ts';
import { blockRow, type Row } from '../row.ts';
import { createBlockSink } from '../sink.ts';
import { elements } from './elements.ts';
import { arePlain, areSync, evaluator, keepRows, rowOperation, runBlock, runSyncBlock, type Operation, type StepCompiler, type StepOf } from './operation.ts';
import { prepareRequest, request } from './request.ts';

/**
 * `each … { … yield … } as ys`: the block for each element, the yielded values in the order of the elements. An element that is filtered in
 * the block yields nothing; one that is rejected there rejects the record.
 */
export function eachBlock(step: StepOf<'each'>, block: NonNullable<StepOf<'each'>['block']>, compiler: StepCompiler): Operation {
  const { sink, context } = compiler;
  const { as, source } = step;
  const operations = compiler.compileSteps(block.steps, createBlockSink(sink));
  const yielded = evaluator(compiler, block.yield);
  const elementRow = (row: Row, element: Value): Row => blockRow({ ...row.values, [as]: element }, row.key);
  if (!arePlain(operations)) {
    throw new PatchbayError('unsupported-step', '`batch`, `dedupe` and `each` without a block cannot stand inside the block of an `each`.', {
      step: step.id, at: step.at, remedy: 'Use the form of `each` without a block, and put them after it.',
    });
  }
  if (source.kind === 'value' && areSync(operations)) {
    const value = evaluator(compiler, source.value);
    return {
      mode: 'sync',
      apply: (rows) => keepRows(rows, step, sink, (row) => {
        const results: Value[] = [];
        for (const element of elements(value(row), step)) {
          const inner = elementRow(row, element);
          if (runSyncBlock(operations, inner)) results.push(yielded(inner));
        }
        row.values[block.as] = results;
        return true;
      }),
    };
  }

  const limit = block.concurrency === undefined ? 1 : compiler.count(block.concurrency, 'concurrency');
  const absent = Symbol('absent');
  const work = async (row: Row, items: readonly Value[]): Promise<Value[]> => {
    const results = await context.all(items.map((element) => async () => {
      const inner = elementRow(row, element);
      return (await runBlock(operations, inner)) ? yielded(inner) : absent;
    }), { limit });
    return results.filter((value) => value !== absent);
  };
  if (source.kind === 'value') {
    const value = evaluator(compiler, source.value);
    return rowOperation(step, sink, async (row) => {
      row.values[block.as] = await work(row, elements(value(row), step));
      return !sink.halted();
    });
  }
  const prepared = prepareRequest(source.call, compiler);
  return rowOperation(step, sink, async (row) => {
    const args = prepared.args(row);
    const results: Value[] = [];
    await request(prepared, () => context.step(step.id, async ({ signal }) => {
      for await (const page of prepared.client.pages(prepared.endpoint, args, { signal })) results.push(...(await work(row, page.records)));
    }, { effect: 'read' }));
    row.values[block.as] = results;
    return !sink.halted();
  });
}
