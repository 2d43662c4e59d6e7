import { compileCondition } from './end.ts';
import { follow } from './follow.ts';
import { nextLink } from './link-header.ts';
import type { CompilePager } from './pager.ts';

/** `paginate link`: the `Link` header of RFC 8288. */
export const compileLink: CompilePager<'link'> = (paginate, compile) => {
  const condition = compileCondition(paginate, compile);
  return () => ({
    first: () => ({ filled: [] }),
    after: (page) => follow(page, condition(page), () => nextLink(page.answer.headers['link']), paginate.at),
  });
};
