import { CstUtils, type LangiumDocument } from 'langium';
import { codes, type DiagnosticCode } from './codes.ts';
import { didYouMean } from './suggestion.ts';

type Diagnostic = NonNullable<LangiumDocument['diagnostics']>[number];

const error = 1;
const warning = 2;
const hint = 4;
const unnecessary = 1;
const word = 'patchbay-ignore';
const comment = /\/\/[ \t]*patchbay-ignore\b[ \t]*(?<code>[\w-]*)[ \t]*(?<more>(?:,[ \t]*[\w-]+[ \t]*)*):?[ \t]*(?<reason>.*)$/gm;
/** So many lines below a comment the code is looked for that it may have been meant for. */
const near = 5;
const blankOrComment = /^[ \t]*(?:\/\/.*)?\r?\n?$/;

/** `line`: the one that is meant. `start` and `end`: the code, or the word where there is none. `from` and `to`: the whole comment. */
interface Ignore { code: string; line: number; behind: boolean; start: number; end: number; from: number; to: number; reason: boolean; several: boolean }

/** What is wrong with a comment. Without an extent it is the code. */
interface Problem { code: DiagnosticCode; message: string; whole?: boolean }

/**
 * `// patchbay-ignore code: reason` silences that warning or hint, never an error: behind code in its own line, else in the next one; several
 * such comments, one below the other, are about the line after them. What the comments themselves have wrong comes as warnings: a code that does
 * not exist, a reason that is missing. One that silences nothing comes as a hint, unless the file has errors: then other checks may be waiting for those.
 */
export function withoutIgnored(document: LangiumDocument, diagnostics: Diagnostic[], source: string | undefined): Diagnostic[] {
  const text = document.textDocument.getText();
  if (!text.includes(word)) return diagnostics;
  const ignores = readIgnores(document, text);
  const asked = new Set(ignores.map(({ code, line }) => `${line} ${code}`));
  const kept: Diagnostic[] = [];
  const silenced = new Set<string>();
  for (const one of diagnostics) {
    const key = keyOf(one);
    if (isError(one) || !asked.has(key)) kept.push(one);
    else silenced.add(key);
  }
  const complete = !kept.some(isError);
  const errors = keys(kept.filter(isError));
  const others = keys(kept);
  return [...kept, ...ignores.flatMap((ignore) => {
    const key = `${ignore.line} ${ignore.code}`;
    const problem = wrongCode(ignore, errors) ?? (complete && !silenced.has(key) ? silencesNothing(ignore, others, asked.has(key), document) : withoutReason(ignore));
    // A second one of that code has nothing left to silence.
    if (silenced.delete(key)) asked.delete(key);
    return problem === undefined ? [] : [report(ignore, problem, document, source)];
  })];
}

const isError = (one: Diagnostic): boolean => (one.severity ?? error) === error;
const keyOf = ({ range, code }: Diagnostic): string => `${range.start.line} ${String(code)}`;
const keys = (diagnostics: readonly Diagnostic[]): ReadonlySet<string> => new Set(diagnostics.map(keyOf));

function readIgnores(document: LangiumDocument, text: string): Ignore[] {
  const all = [...text.matchAll(comment)].flatMap((found): Ignore[] => {
    const from = found.index;
    if (!isComment(document, from)) return [];
    const { code = '', more, reason = '' } = found.groups ?? {};
    const start = from + found[0].indexOf(word) + (code === '' ? 0 : found[0].slice(found[0].indexOf(word) + word.length).indexOf(code) + word.length);
    const { line, character } = document.textDocument.positionAt(from);
    const behind = text.slice(from - character, from).trim() !== '';
    return [{
      code, behind, line: behind ? line : line + 1, start, end: start + (code === '' ? word.length : code.length), from, to: from + found[0].trimEnd().length,
      reason: reason.trim() !== '', several: more !== '',
    }];
  });
  // From the last one up: where the next line is such a comment too, both are about the same line.
  for (let index = all.length - 2; index >= 0; index--) {
    const [one, next] = [all[index]!, all[index + 1]!];
    if (!one.behind && !next.behind && document.textDocument.positionAt(next.from).line === one.line) one.line = next.line;
  }
  return all;
}

/** Whether a comment begins there, rather than what looks like one in a text or in a comment of several lines. */
function isComment(document: LangiumDocument, offset: number): boolean {
  const root = document.parseResult.value.$cstNode;
  const leaf = root && CstUtils.findLeafNodeAtOffset(root, offset);
  return leaf === undefined || leaf.hidden && leaf.offset === offset;
}

function wrongCode({ code, line, behind, several }: Ignore, errors: ReadonlySet<string>): Problem | undefined {
  if (code === '') return { code: 'bad-ignore', message: 'Say which warning is meant, and why: `// patchbay-ignore unused-use: needed by …`.' };
  if (!Object.hasOwn(codes, code)) {
    return { code: 'bad-ignore', message: `There is no warning \`${code}\`.${didYouMean(code, Object.keys(codes).filter((one) => codes[one as DiagnosticCode] !== 'error'))}` };
  }
  if (codes[code as DiagnosticCode] === 'error') return { code: 'bad-ignore', message: `\`${code}\` is an error, which cannot be silenced.` };
  if (errors.has(`${line} ${code}`)) {
    return { code: 'bad-ignore', message: `\`${code}\` is an error in ${place(behind)}, which cannot be silenced.` };
  }
  return several ? { code: 'bad-ignore', message: 'Each comment silences one warning. Write one for each, one below the other.' } : undefined;
}

function silencesNothing({ code, line, behind }: Ignore, others: ReadonlySet<string>, first: boolean, { textDocument }: LangiumDocument): Problem {
  const where = place(behind);
  if (!first) return { code: 'unused-ignore', message: `Another comment silences \`${code}\` in ${where}. Take one of them out.`, whole: true };
  // Most likely meant: the next line that is code.
  let next = behind ? line + 1 : line;
  while (next < line + near && blankOrComment.test(textDocument.getText({ start: { line: next, character: 0 }, end: { line: next + 1, character: 0 } }))) next++;
  const meant = others.has(`${next} ${code}`);
  const advice = meant ? `It is told in line ${next + 1}: put the comment right above that.` : 'Take it out.';
  return { code: 'unused-ignore', message: `Nothing in ${where} is told as \`${code}\`: this comment silences nothing. ${advice}`, whole: true };
}

const place = (behind: boolean): string => (behind ? 'this line' : 'the line below');

function withoutReason({ code, reason }: Ignore): Problem | undefined {
  return reason ? undefined : { code: 'bad-ignore', message: `Say why: \`// patchbay-ignore ${code}: …\`.` };
}

function report({ start, end, from, to }: Ignore, { code, message, whole = false }: Problem, { textDocument }: LangiumDocument, source: string | undefined): Diagnostic {
  const range = { start: textDocument.positionAt(whole ? from : start), end: textDocument.positionAt(whole ? to : end) };
  return {
    range, message, severity: whole ? hint : warning, code, ...(whole && { tags: [unnecessary], data: { code } }), ...(source !== undefined && { source }),
  };
}
