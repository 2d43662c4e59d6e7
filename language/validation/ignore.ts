import type { LangiumDocument } from 'langium';
import { codes, type DiagnosticCode } from './codes.ts';
import { didYouMean } from './suggestion.ts';

type Diagnostic = NonNullable<LangiumDocument['diagnostics']>[number];

const error = 1;
const warning = 2;
const comment = /^[ \t]*\/\/[ \t]*patchbay-ignore\b[ \t]*(?<code>[\w-]*)[ \t]*(?<more>(?:,[ \t]*[\w-]+[ \t]*)*):?[ \t]*(?<reason>.*)$/gm;

interface Ignore { code: string; line: number; start: number; end: number; reason: boolean; several: boolean }

/**
 * `// patchbay-ignore code: reason` silences that warning or hint in the next line, never an error; several such comments, one below the other,
 * are about the line after them. What the comments themselves have wrong comes as warnings: a code that does not exist, a reason that is missing.
 */
export function withoutIgnored(document: LangiumDocument, diagnostics: Diagnostic[], source: string | undefined): Diagnostic[] {
  const text = document.textDocument.getText();
  if (!text.includes('patchbay-ignore')) return diagnostics;
  const ignores = readIgnores(document, text);
  const silenced = new Set(ignores.map(({ code, line }) => `${line} ${code}`));
  const kept = diagnostics.filter((one) => (one.severity ?? error) === error || !silenced.has(`${one.range.start.line} ${String(one.code)}`));
  return [...kept, ...ignores.flatMap((ignore) => problems(ignore, document, source))];
}

function readIgnores(document: LangiumDocument, text: string): Ignore[] {
  const all = [...text.matchAll(comment)].map((found) => {
    const code = found.groups?.['code'] ?? '';
    const start = code === '' ? found.index + found[0].indexOf('patchbay-ignore') : found.index + found[0].indexOf(code, found[0].indexOf('patchbay-ignore') + 'patchbay-ignore'.length);
    const line = document.textDocument.positionAt(found.index).line + 1;
    return { code, line, start, end: start + (code === '' ? 'patchbay-ignore'.length : code.length), reason: (found.groups?.['reason'] ?? '').trim() !== '', several: found.groups?.['more'] !== '' };
  });
  // From the last one up: where the next line is such a comment too, both are about the same line.
  for (let index = all.length - 2; index >= 0; index--) {
    const [one, next] = [all[index]!, all[index + 1]!];
    if (document.textDocument.positionAt(next.start).line === one.line) one.line = next.line;
  }
  return all;
}

function problems(ignore: Ignore, document: LangiumDocument, source: string | undefined): Diagnostic[] {
  const message = problem(ignore);
  if (message === undefined) return [];
  const range = { start: document.textDocument.positionAt(ignore.start), end: document.textDocument.positionAt(ignore.end) };
  return [{ range, message, severity: warning, code: 'bad-ignore' satisfies DiagnosticCode, ...(source !== undefined && { source }) }];
}

function problem({ code, reason, several }: Ignore): string | undefined {
  if (code === '') return 'Say which warning is meant, and why: `// patchbay-ignore unused-use: needed by …`.';
  if (!Object.hasOwn(codes, code)) return `There is no warning \`${code}\`.${didYouMean(code, Object.keys(codes).filter((one) => codes[one as DiagnosticCode] !== 'error'))}`;
  if (codes[code as DiagnosticCode] === 'error') return `\`${code}\` is an error, which cannot be silenced.`;
  if (several) return 'Each comment silences one warning. Write one for each, one below the other.';
  return reason ? undefined : `Say why: \`// patchbay-ignore ${code}: …\`.`;
}
