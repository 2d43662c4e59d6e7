import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DocumentState, type LangiumSharedCoreServices } from 'langium';

/** How long nothing was changed or checked, in milliseconds, before somebody is taken to be reading. */
export const idleMs = 3_000;

/** How much must have come together since the last time, in bytes, to be worth a pause of a third of a second in a workspace of 1,000 files, and of less in others. */
export const worthwhileBytes = 32 * 2 ** 20;

export interface Heap {
  usedBytes(): number;
  /** Collects everything that is not in use and gives the pages back. */
  collect(): void;
}

/**
 * Gives back what edits and checks have left behind once nobody types. V8 itself waits until as much again has come together as is in use, and then
 * keeps the pages: a workspace of 1,000 files would hold more than twice of what it needs for as long as it is open.
 */
export function collectWhenIdle({ workspace: { DocumentBuilder } }: LangiumSharedCoreServices, heap: Heap | undefined = v8Heap()): void {
  if (heap === undefined) return;
  let left = 0;
  const timer = setTimeout(() => {
    if (heap.usedBytes() - left < worthwhileBytes) return;
    heap.collect();
    left = heap.usedBytes();
  }, idleMs).unref();
  const busy = (): void => { timer.refresh(); };
  DocumentBuilder.onUpdate(busy);
  DocumentBuilder.onBuildPhase(DocumentState.Validated, busy);
}

/** V8's own collection: a context that is made while a flag is set can call it. */
function v8Heap(): Heap | undefined {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof collect !== 'function') return undefined;
  return { usedBytes: () => process.memoryUsage().heapUsed, collect: () => void collect({ type: 'major', execution: 'sync', flavor: 'last-resort' }) };
}
