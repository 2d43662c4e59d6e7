import type { FlowContext } from '../../ports.ts';
import type { Halt } from '../halt.ts';
import type { Row } from '../row.ts';
import type { Operation } from '../steps/operation.ts';
import type { Stage } from './stage.ts';

/** Gathers rows over segments into batches; the rest goes on at the end of the source, or `within` a time of the batch's first row. */
export function createBatchStage(operation: Extract<Operation, { mode: 'gather' }>, next: Stage, context: FlowContext, halt: Halt): Stage {
  const { size, withinMs } = operation;
  let open: Row[] = [];
  let dueMs = 0;
  let waiting = false;

  const flush = (): Promise<void> | undefined => {
    if (open.length === 0) return undefined;
    const rows = open;
    open = [];
    return next.push([operation.gather(rows)]);
  };
  // One timer for the stage, not one for each batch: it sleeps until the oldest batch is due and looks again.
  const watch = async (): Promise<void> => {
    waiting = true;
    try {
      while (open.length > 0 && halt.reason() === undefined) {
        const now = await context.now(operation.id);
        if (now >= dueMs) await flush();
        else await context.sleep(operation.id, dueMs);
      }
    } catch (error) {
      halt.fail(error);
    } finally {
      waiting = false;
    }
  };
  const began = async (within: number): Promise<void> => {
    dueMs = (await context.now(operation.id)) + within;
    if (!waiting) void watch();
  };

  return {
    push(rows) {
      const full: Row[] = [];
      let taken = 0;
      while (taken < rows.length) {
        const room = size - open.length;
        const isNew = open.length === 0;
        open.push(...rows.slice(taken, taken + room));
        taken += room;
        if (open.length === size) {
          full.push(operation.gather(open));
          open = [];
        } else if (isNew && withinMs !== undefined) void began(withinMs);
      }
      return full.length === 0 ? undefined : next.push(full);
    },
    async drain() {
      if (halt.reason() === undefined) await flush();
    },
  };
}
