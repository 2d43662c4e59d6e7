import { ast } from '#language';
import { isName } from '../written-names.ts';
import { memberAfter } from './idempotent.ts';
import { around, type Edit, type Fix, type FixSource } from './problem.ts';
import { withoutElement } from './surplus.ts';

/** A page that could be full: the ways in which most APIs give the next one. Which it is, only the API's manual knows. */
export const pageNext: FixSource = function* (problem): Iterable<Fix> {
  const endpoint = around(problem, ast.isEndpoint);
  const entry = around(problem, ast.isPairEntry);
  if (endpoint === undefined || entry?.$cstNode?.offset !== problem.start) return;
  const query = endpoint.members.find(ast.isQuery);
  const behind = endpoint.members.findLast((member) => ast.isRequest(member) || ast.isQuery(member) || ast.isBody(member))?.$cstNode;
  if (behind === undefined) return;
  const add = (member: string): Edit => memberAfter(behind, member, problem.text);
  yield { title: 'Follow the `Link` header: `paginate link`', edits: [add('paginate link')] };
  if (entry.$container !== query?.value) return;
  yield { title: 'Go on with a cursor: `paginate cursor`', edits: [add('paginate cursor query.after = body.next')] };
  const counted = isName(entry.key) ? withoutElement(query.value.entries, entry.$containerIndex ?? 0, problem.text) : undefined;
  // `size` sends what the entry did.
  if (counted !== undefined) yield { title: 'Count the pages: `paginate page`', edits: [counted, add(`paginate page query.page size query.${entry.key} = ${entry.value?.$cstNode?.text ?? '100'}`)] };
};
