import type { LangiumDocument } from 'langium';
import type { Finding } from './model.ts';

/** The diagnostics of checked documents, as `check` prints them: by file and place. `pathOf` makes paths relative to the workspace. */
export function findings(documents: Iterable<LangiumDocument>, pathOf: (document: LangiumDocument) => string): Finding[] {
  const found: Finding[] = [];
  for (const document of documents) {
    const file = pathOf(document);
    for (const { range, severity, code, message, data } of document.diagnostics ?? []) {
      found.push({
        file, line: range.start.line + 1, column: range.start.character + 1, endLine: range.end.line + 1, endColumn: range.end.character + 1,
        severity: severity === 1 || severity === undefined ? 'error' : severity === 2 ? 'warning' : 'hint',
        code: String(code ?? (data as { code?: string } | undefined)?.code ?? 'syntax'), message: typeof message === 'string' ? message : message.value,
      });
    }
  }
  return found.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column));
}
