import type { FlowContext } from '../ports.ts';
import type { Halt } from './halt.ts';
import type { Sink } from './sink.ts';
import { createBatchStage } from './stages/batch-stage.ts';
import { createBranchStage } from './stages/branch-stage.ts';
import { createRowsStage, type RowsOperation } from './stages/rows-stage.ts';
import type { Stage } from './stages/stage.ts';
import type { Operation } from './steps/operation.ts';

export interface PipelineOptions {
  /** How many rows are at work outside at a time, in each stage. */
  limit: number;
  sink: Sink;
  context: FlowContext;
  halt: Halt;
  /** See `Output`. */
  room(): Promise<void> | undefined;
}

/** Builds the stages for the operations of a flow: what gathers, expands or branches ends a stage. Rows that get through are `completed`. */
export function buildPipeline(operations: readonly Operation[], options: PipelineOptions): Stage {
  const { sink } = options;
  const end: Stage = {
    push(rows) {
      for (const row of rows) sink.end(row, 'completed');
      return undefined;
    },
    drain: () => Promise.resolve(),
  };
  return buildWay(operations, end, true, options);
}

function buildWay(operations: readonly Operation[], end: Stage, last: boolean, options: PipelineOptions): Stage {
  const { limit, sink, context, halt, room } = options;
  const stages: Stage[] = [];
  let next = end;
  let isLast = last;
  for (const section of sectionsOf(operations).toReversed()) {
    const [first] = section;
    if (first?.mode === 'gather') next = createBatchStage(first, next, context, halt);
    else if (first?.mode === 'branch') next = createBranchStage(first, next, sink, (steps, after) => buildWay(steps, after, false, options));
    else next = createRowsStage({ operations: section as RowsOperation[], next, last: isLast, limit, halt, room });
    isLast = false;
    stages.unshift(next);
  }
  return {
    push: (rows) => next.push(rows),
    async drain() {
      for (const stage of stages) await stage.drain();
    },
  };
}

function sectionsOf(operations: readonly Operation[]): Operation[][] {
  const sections: Operation[][] = [];
  let open: Operation[] = [];
  const close = (): void => {
    if (open.length > 0) sections.push(open);
    open = [];
  };
  for (const operation of operations) {
    if (operation.mode === 'gather' || operation.mode === 'branch') {
      close();
      sections.push([operation]);
      continue;
    }
    open.push(operation);
    // An `each` over an array after a step that waited ends its stage too.
    const waited = open.some(({ mode }) => mode === 'row');
    if (operation.mode === 'expand' || (operation.mode === 'sync' && operation.multiplies !== undefined && waited)) close();
  }
  close();
  return sections;
}
