import { canonicalValue } from '../../expression/index.ts';
import { compileCondition, nothingToFollow } from './end.ts';
import type { CompilePager } from './pager.ts';
import { pageRepeated } from './repetition.ts';

/** `paginate cursor slot = e`: a value of the answer goes into the next request. Keyset paging is the same with `records.last()`. */
export const compileCursor: CompilePager<'cursor'> = (paginate, compile) => {
  const condition = compileCondition(paginate, compile);
  const read = compile(paginate.value);
  return () => {
    let previous: string | undefined;
    return {
      first: () => ({ filled: [] }),
      after(page) {
        const said = condition(page);
        if (said !== undefined && 'why' in said) return said;
        if (said === undefined && page.records.length === 0) return { why: 'empty page' };
        const value = read(page.frame);
        if (value === null || value === undefined || value === '' || value === false) {
          if (said !== undefined) throw nothingToFollow('cursor', paginate.at);
          return { why: 'no cursor' };
        }
        const text = canonicalValue(value);
        if (text === previous) throw pageRepeated('the cursor did not move', paginate.at);
        previous = text;
        return { next: { filled: [{ slot: paginate.slot, value }] } };
      },
    };
  };
};
