import { AstUtils } from 'langium';
import { ast } from '#language';
import { memberAfter } from './idempotent.ts';
import { withEntries } from './object-entries.ts';
import type { Edit } from './problem.ts';
import type { Refactoring, RefactoringSource } from './selection.ts';
import { keyText } from '../written-names.ts';

/** `GET "/orders?status=any&limit={n}"` becomes `GET '/orders'` with `query { status: 'any', limit: n }`. */
export const urlParameters: RefactoringSource = function* ({ node, text }): Iterable<Refactoring> {
  const request = AstUtils.getContainerOfType(node, ast.isRequest);
  const path = request?.path;
  const endpoint = request?.$container;
  if (request?.$cstNode === undefined || path?.$cstNode === undefined || !ast.isEndpoint(endpoint) || !(ast.isStringLiteral(path) || ast.isInterpolatedText(path))) return;
  const { offset, end } = path.$cstNode;
  const raw = text.slice(offset, end);
  if (!/^(?:'[^'\\]*'|"[^\\]*")$/.test(raw)) return;
  const masked = mask(path, raw);
  const question = masked.indexOf('?');
  const entries = question < 0 ? undefined : entriesOf(raw.slice(question + 1, -1), masked.slice(question + 1, -1));
  if (entries === undefined || entries.length === 0) return;
  const query = endpoint.members.find(ast.isQuery)?.value;
  if (query?.entries.some((entry) => ast.isSpreadEntry(entry) || entries.some(({ key }) => key === entry.key))) return;
  const written = entries.map(({ key, value }) => (value === key ? key : `${keyText(key)}: ${value}`));
  const rest = raw.slice(1, question);
  const quote = masked.slice(1, question).includes(hole) || rest.includes("'") ? '"' : "'";
  const behind: Edit[] = query !== undefined ? withEntries(query, written, text) : [memberAfter(request.$cstNode, `query { ${written.join(', ')} }`, text)];
  yield { title: 'Turn the URL\'s parameters into `query`', kind: 'refactor.rewrite', edits: [{ start: offset, end, text: `${quote}${rest}${quote}` }, ...behind] };
};

const hole = '\u0001';

/** The text with what it interpolates blotted out, so that `?`, `&` and `=` in it are not taken for the URL's. */
function mask(path: ast.StringLiteral | ast.InterpolatedText, raw: string): string {
  if (ast.isStringLiteral(path)) return raw;
  const start = path.$cstNode!.offset;
  return path.parts.reduce((masked, part) => {
    const cst = part.$cstNode;
    return ast.isInterpolation(part) && cst !== undefined ? masked.slice(0, cst.offset - start) + hole.repeat(cst.length) + masked.slice(cst.end - start) : masked;
  }, raw);
}

/** Undefined where a name is put together, or an escape of the URL is none. */
function entriesOf(raw: string, masked: string): { key: string; value: string }[] | undefined {
  const entries: { key: string; value: string }[] = [];
  for (let at = 0; at <= masked.length;) {
    const next = masked.indexOf('&', at);
    const end = next < 0 ? masked.length : next;
    const part = masked.slice(at, end);
    const equals = part.indexOf('=');
    const key = equals < 0 ? part : part.slice(0, equals);
    const value = raw.slice(at + (equals < 0 ? part.length : equals + 1), end);
    const maskedValue = masked.slice(end - value.length, end);
    if (key.includes(hole) || entries.some((one) => one.key === key)) return undefined;
    try {
      if (part !== '') entries.push({ key: decodeURIComponent(key), value: valueText(value, maskedValue) });
    } catch {
      return undefined;
    }
    at = end + 1;
  }
  return entries;
}

function valueText(value: string, masked: string): string {
  if (masked.length > 0 && masked === hole.repeat(masked.length) && value.indexOf('}') === value.length - 1) return value.slice(1, -1).trim();
  if (masked.includes(hole)) return `"${value}"`;
  const decoded = decodeURIComponent(value.replaceAll('+', ' '));
  if (/^(?:0|[1-9]\d{0,14})$/.test(decoded) || decoded === 'true' || decoded === 'false') return decoded;
  return decoded.includes("'") ? `"${decoded.replace(/["{\\]/g, (sign) => `\\${sign}`)}"` : `'${decoded}'`;
}
