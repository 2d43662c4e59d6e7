import { PatchbayError } from '../../errors.ts';
import { compileCondition } from './end.ts';
import { follow } from './follow.ts';
import type { CompilePager } from './pager.ts';

/** `paginate next e`: a URL in the answer, absolute or relative. */
export const compileNext: CompilePager<'next'> = (paginate, compile) => {
  const condition = compileCondition(paginate, compile);
  const url = compile(paginate.url);
  return () => ({
    first: () => ({ filled: [] }),
    after: (page) => follow(page, condition(page), () => {
      const value = url(page.frame);
      if (value === null || value === undefined) return undefined;
      // Some APIs say `false` where there is none.
      if (value === false) return undefined;
      if (typeof value !== 'string') throw new PatchbayError('paging-broken', 'The link to the next page is no text.', { at: paginate.at });
      return value;
    }, paginate.at),
  });
};
