import { ast } from '#language';
import { memberAfter } from './idempotent.ts';
import { around, type Edit, type Fix, type FixSource } from './problem.ts';

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
  const counted = /^[A-Za-z_$][\w$]*$/.test(entry.key) ? withoutEntry(entry, query.value) : undefined;
  // `size` sends what the entry did.
  if (counted !== undefined) yield { title: 'Count the pages: `paginate page`', edits: [counted, add(`paginate page query.page size query.${entry.key} = ${entry.value?.$cstNode?.text ?? '100'}`)] };
};

function withoutEntry(entry: ast.PairEntry, object: ast.ObjectLiteral): Edit | undefined {
  const index = entry.$containerIndex ?? 0;
  const [own, before, after] = [entry, object.entries[index - 1], object.entries[index + 1]].map((node) => node?.$cstNode);
  if (own === undefined) return undefined;
  if (after !== undefined) return { start: own.offset, end: after.offset, text: '' };
  return before === undefined ? undefined : { start: before.end, end: own.end, text: '' };
}
