import { ast } from '#language';
import { isName } from '../written-names.ts';
import { memberAfter } from './idempotent.ts';
import { around, type Edit, type Fix, type FixSource, type Problem } from './problem.ts';
import { withoutElement } from './surplus.ts';

/** A page that could be full: the ways in which most APIs give the next one. Which it is, only the API's manual knows. */
export const pageNext: FixSource = function* (problem): Iterable<Fix> {
  const endpoint = around(problem, ast.isEndpoint);
  const asked = endpoint && sizeAt(problem, endpoint);
  const behind = endpoint?.members.findLast((member) => ast.isRequest(member) || ast.isQuery(member) || ast.isBody(member) || ast.isHeaders(member))?.$cstNode;
  if (asked === undefined || behind === undefined) return;
  const add = (member: string): Edit => memberAfter(behind, member, problem.text);
  if (asked.in === 'header') {
    yield { title: 'Go on at the next link: `paginate next`', edits: [add("paginate next body['@odata.nextLink']")], preferred: true };
    return;
  }
  yield { title: 'Follow the `Link` header: `paginate link`', edits: [add('paginate link')] };
  if (asked.in === 'body') return;
  yield { title: 'Go on with a cursor: `paginate cursor`', edits: [add('paginate cursor query.after = body.next')] };
  // `size` sends what stood there.
  if (asked.counted !== undefined) yield { title: 'Count the pages: `paginate page`', edits: [asked.counted.without, add(`paginate page query.page size query.${asked.counted.name} = ${asked.counted.size}`)] };
};

/** Where the size is asked for; with what takes it out of there, and how it is sent, where it can be sent by `size`. */
interface Asked { in: 'query' | 'body' | 'header'; counted?: { without: Edit; name: string; size: string } | undefined }

function sizeAt(problem: Problem, endpoint: ast.Endpoint): Asked | undefined {
  const { start, node } = problem;
  const query = endpoint.members.find(ast.isQuery)?.value;
  const entry = around(problem, ast.isPairEntry);
  if (entry?.$cstNode?.offset === start) {
    if (endpoint.members.some((member) => ast.isHeaders(member) && member.value === entry.$container)) return { in: 'header' };
    if (entry.$container !== query) return { in: 'body' };
    return { in: 'query', counted: inQuery(entry, query, entry.value?.$cstNode?.text ?? '100', problem.text) };
  }
  const path = endpoint.members.find(ast.isRequest)?.path;
  if (path?.$cstNode?.offset === start) return { in: 'query', counted: inUrl(path.$cstNode, problem) };
  const parameter = ast.isParameter(node) && node.$container === endpoint ? node : undefined;
  if (parameter === undefined) return undefined;
  const sent = query?.entries.find((one) => (ast.isShorthandEntry(one) ? one.key : ast.isPairEntry(one) && ast.isNameReference(one.value) ? one.value.name : undefined) === parameter.name);
  return { in: 'query', counted: sent === undefined || ast.isSpreadEntry(sent) ? undefined : inQuery(sent, query, parameter.name, problem.text) };
}

function inQuery(entry: ast.PairEntry | ast.ShorthandEntry, query: ast.ObjectLiteral | undefined, size: string, text: string): Asked['counted'] {
  if (query === undefined || !isName(entry.key)) return undefined;
  const member = query.$container;
  // An object that had nothing else goes with its word.
  const cst = query.entries.length === 1 && ast.isQuery(member) ? member.$cstNode : undefined;
  const without = cst === undefined ? withoutElement(query.entries, entry.$containerIndex ?? 0, text) : withoutMember(cst, text);
  return without && { without, name: entry.key, size };
}

/** A member with the blanks, or the line break, before it. */
function withoutMember({ offset, end }: { offset: number; end: number }, text: string): Edit {
  return { start: offset - /\s*$/.exec(text.slice(Math.max(0, offset - 200), offset))![0].length, end, text: '' };
}

/** `?limit=100&sort=a` without the size. */
function inUrl({ offset, end }: { offset: number; end: number }, { text, diagnostic }: Problem): Asked['counted'] {
  const { name, size } = (diagnostic.data ?? {}) as { name?: unknown; size?: unknown };
  if (typeof name !== 'string' || typeof size !== 'string' || !isName(name)) return undefined;
  const found = new RegExp(`([?&])${name.replaceAll('$', '\\$')}=${size.replace(/\D/g, '')}(&|(?=['"#]))`).exec(text.slice(offset, end));
  if (found === null) return undefined;
  const [whole, sign, next] = found;
  const from = offset + found.index;
  return { without: { start: from, end: from + whole.length, text: next === '&' ? sign! : '' }, name, size: size.replace(/\D/g, '') };
}
