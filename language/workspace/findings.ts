import type { LangiumDocument } from 'langium';
import type { Finding } from './model.ts';

/** The diagnostics of checked documents, as `check` prints them: by file and place. `pathOf` makes paths relative to the workspace. */
export function findings(documents: Iterable<LangiumDocument>, pathOf: (document: LangiumDocument) => string): Finding[] {
  const found: Finding[] = [];
  const byUri = new Map<string, LangiumDocument>();
  for (const document of documents) byUri.set(document.uri.toString(), document);
  for (const document of byUri.values()) {
    const file = pathOf(document);
    for (const { range, severity, code, message, data, relatedInformation } of document.diagnostics ?? []) {
      const related = (relatedInformation ?? []).flatMap((one) => {
        const other = byUri.get(one.location.uri);
        return other === undefined ? [] : [{ file: pathOf(other), ...placeOf(one.location.range), message: one.message }];
      });
      found.push({
        file, ...placeOf(range),
        severity: severity === 1 || severity === undefined ? 'error' : severity === 2 ? 'warning' : 'hint',
        code: String(code ?? (data as { code?: string } | undefined)?.code ?? 'syntax'), message: typeof message === 'string' ? message : message.value,
        ...(related.length > 0 && { related }),
      });
    }
  }
  return found.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column));
}

function placeOf({ start, end }: NonNullable<LangiumDocument['diagnostics']>[number]['range']): { line: number; column: number; endLine: number; endColumn: number } {
  return { line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}
