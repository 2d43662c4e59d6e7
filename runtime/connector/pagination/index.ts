import type { Lambda, Paginate } from '#plan';
import { compile } from '../../expression/index.ts';
import { compileCounted } from './counted.ts';
import { compileCursor } from './cursor.ts';
import { compileLink } from './link.ts';
import { compileNext } from './next.ts';
import type { CompilePager, MakePager } from './pager.ts';

export type { MakePager, PageRequest, Pager } from './pager.ts';
export { guardRepetition } from './repetition.ts';
export { compileTotal } from './total.ts';

/** Every kind of paging that there is. */
const kinds: { [Kind in Paginate['kind']]: CompilePager<Kind> } = {
  link: compileLink,
  next: compileNext,
  cursor: compileCursor,
  page: compileCounted,
  offset: compileCounted,
};

/** Compiles `paginate`; without one there is a single page. */
export function compilePaginate(paginate: Paginate | undefined, functions: Readonly<Record<string, Lambda>>): MakePager {
  if (paginate === undefined) return () => ({ first: () => ({ filled: [] }), after: () => ({ why: 'one page' }) });
  // The table pairs each kind with its own compiler, which TypeScript cannot follow through an index.
  return (kinds[paginate.kind] as CompilePager<Paginate['kind']>)(paginate as never, (expr) => compile(expr, functions));
}
