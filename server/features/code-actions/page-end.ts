import { AstUtils } from 'langium';
import { ast } from '#language';
import type { Refactoring, RefactoringSource } from './selection.ts';

const ends: ReadonlySet<string> = new Set(['WhileClause', 'UntilClause', 'TotalClause']);

/** `paginate` that reads until a page is empty: what the answer says of the end saves the last request, and finds what is missing. */
export const pageEnd: RefactoringSource = function* ({ node }): Iterable<Refactoring> {
  const at = AstUtils.getContainerOfType(node, ast.isPaginate);
  const cst = at?.$cstNode;
  if (at === undefined || cst === undefined || at.kind === 'link' || at.clauses.some((clause) => ends.has(clause.$type))) return;
  const last = cst.end;
  if (at.kind !== 'next') yield { title: 'Check the number of records: `total`', kind: 'refactor.rewrite', edits: [{ start: last, end: last, text: ' total body.total' }] };
  yield { title: 'Go on while the answer says so: `while`', kind: 'refactor.rewrite', edits: [{ start: last, end: last, text: ' while body.hasMore' }] };
};
