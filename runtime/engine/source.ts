import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Source } from '#plan';
import { canonicalValue, type Value } from '../expression/index.ts';
import type { Page } from '../connector/contract.ts';
import type { OrderKey } from './row.ts';

/** How many elements of a list in the flow make one segment. */
const listSegment = 250;

/** Pages, of which the next is asked for while the one before is worked on; never more than one ahead. */
export async function* readAhead(pages: AsyncGenerator<Page, void, void>): AsyncGenerator<Page, void, void> {
  let next = begin(pages);
  try {
    for (;;) {
      const { value, done } = await next;
      if (done === true || value === undefined) return;
      next = begin(pages);
      yield value;
    }
  } finally {
    // Whoever stops early still waits for the page that is under way, and is not told of its failure.
    await next.catch(() => undefined);
    await pages.return();
  }
}

/** The elements of a list that stands in the flow, as pages. Between two the event loop turns, so that a long list can be stopped. */
export async function* pagesOfList(items: readonly Value[]): AsyncGenerator<Page, void, void> {
  for (let start = 0, number = 1; start < items.length; start += listSegment, number++) {
    yield { records: items.slice(start, start + listSegment), number };
    await nextTurn();
  }
}

/** The value of the source's `@key`, which orders records. */
export function createKeyReader(source: Source): (record: Value) => OrderKey | undefined {
  const field = source.kind === 'endpoint' ? source.key : undefined;
  if (field === undefined) return () => undefined;
  return (record) => (typeof record === 'object' && record !== null ? orderKey((record as Record<string, Value>)[field]) : undefined);
}

/** Equal values of any class give equal keys. */
export function orderKey(value: Value): OrderKey | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' || typeof value === 'number' ? value : canonicalValue(value);
}

function begin(pages: AsyncGenerator<Page, void, void>): Promise<IteratorResult<Page, void>> {
  const next = pages.next();
  // It may fail while nobody looks yet; whoever awaits it is told.
  next.catch(() => undefined);
  return next;
}
