// Marked text: files of a workspace with what is expected under the code. STYLE.md, "Tests".
//
//     //- /orders.flow                        begins a file (the first may do without: it is then `/main.flow`)
//     filter ordr.total > 1
//     //     ^^^^ error unknown-name: text    a diagnostic at these columns of the line above; the code and the text may be left out
//     filter order.$0                         the cursor
//
// Lines of marks are taken out of the text before it is read.
import { type LangiumDocument, URI } from 'langium';
import { createPatchbayServices, type PatchbayServices } from '#language';

export interface Mark { path: string; line: number; start: number; end: number; severity: Severity; code: string | undefined; text: string }
export interface Cursor { path: string; line: number; character: number; offset: number }
export interface MarkedText { files: Map<string, string>; marks: Mark[]; cursor: Cursor | undefined }

type Severity = 'error' | 'warning' | 'info' | 'hint';
type Diagnostic = NonNullable<LangiumDocument['diagnostics']>[number];

const fileLine = /^[ \t]*\/\/- (\/\S+)[ \t]*$/;
const markLine = /^(?<before>[ \t]*\/\/[ \t]*)(?<carets>\^+)[ \t]+(?<severity>error|warning|info|hint)(?:[ \t]+(?<code>[a-z][\w-]*))?[ \t]*(?::[ \t]*(?<text>.*))?$/;

/** Takes a marked text apart. Lines and columns of marks and cursor are from 0. */
export function parseMarkedText(source: string): MarkedText {
  const files = new Map<string, string[]>();
  const marks: Mark[] = [];
  let cursor: Omit<Cursor, 'offset'> | undefined;
  let path = '/main.flow';
  for (const line of source.replace(/^\n/, '').split('\n')) {
    const begins = fileLine.exec(line);
    if (begins !== null) { path = begins[1]!; files.set(path, []); continue; }
    const lines = files.get(path) ?? [];
    files.set(path, lines);
    const mark = markLine.exec(line)?.groups;
    if (mark !== undefined) {
      const start = mark['before']!.length;
      marks.push({ path, line: lines.length - 1, start, end: start + mark['carets']!.length, severity: mark['severity'] as Severity, code: mark['code'], text: (mark['text'] ?? '').trim() });
      continue;
    }
    const at = line.indexOf('$0');
    if (at >= 0) cursor = { path, line: lines.length, character: at };
    lines.push(at >= 0 ? line.slice(0, at) + line.slice(at + 2) : line);
  }
  const texts = new Map([...files].map(([name, lines]) => [name, lines.join('\n')]));
  const before = cursor === undefined ? [] : files.get(cursor.path)!.slice(0, cursor.line);
  return { files: texts, marks, cursor: cursor && { ...cursor, offset: before.reduce((sum, line) => sum + line.length + 1, 0) + cursor.character } };
}

/** The URI of a file of a marked text. */
export function markedUri(path: string): URI {
  return URI.parse(`file:///workspace${path}`);
}

let services: PatchbayServices | undefined;

/** Builds the files in a workspace of their own, checks them, and takes them away again after `use`. */
export async function withWorkspace<Result>(files: ReadonlyMap<string, string>, use: (documents: Map<string, LangiumDocument>, services: PatchbayServices) => Result | Promise<Result>): Promise<Result> {
  services ??= createPatchbayServices();
  const { shared } = services;
  const documents = new Map([...files].map(([path, text]) => [path, shared.workspace.LangiumDocumentFactory.fromString(text, markedUri(path))]));
  for (const document of documents.values()) shared.workspace.LangiumDocuments.addDocument(document);
  try {
    await shared.workspace.DocumentBuilder.build([...documents.values()], { validation: true });
    return await use(documents, services);
  } finally {
    await shared.workspace.DocumentBuilder.update([], [...documents.values()].map((document) => document.uri));
  }
}

/** What differs between marks and diagnostics; both lists are empty where a text is as it says. */
export interface Differences { missing: string[]; unexpected: string[] }

/** Checks a marked text. Errors and warnings must be marked, each once; hints only with `hints`. `files` are added, unmarked. */
export async function differences(source: string, options: { hints?: boolean; files?: Record<string, string> } = {}): Promise<Differences> {
  const { files, marks } = parseMarkedText(source);
  const all = new Map([...files, ...Object.entries(options.files ?? {}).filter(([path]) => !files.has(path))]);
  return withWorkspace(all, (documents) => {
    const open = [...marks];
    const unexpected: string[] = [];
    for (const [path, document] of documents) {
      for (const diagnostic of document.diagnostics ?? []) {
        if (severityOf(diagnostic) === 'hint' && options.hints !== true && !open.some((mark) => mark.severity === 'hint')) continue;
        const index = open.findIndex((mark) => mark.path === path && isMeant(mark, diagnostic, document));
        if (index >= 0) open.splice(index, 1);
        else unexpected.push(described(path, diagnostic, document));
      }
    }
    return { missing: open.map((mark) => `${mark.path}:${mark.line + 1}:${mark.start + 1}-${mark.end + 1} ${mark.severity} ${mark.code ?? ''}: ${mark.text}`), unexpected };
  });
}

function isMeant(mark: Mark, diagnostic: Diagnostic, document: LangiumDocument): boolean {
  const { start, end } = diagnostic.range;
  if (mark.severity !== severityOf(diagnostic) || mark.line !== start.line || mark.start !== start.character) return false;
  // What goes over several lines is marked to the end of its first.
  const ends = end.line === start.line ? end.character : lineOf(document, start.line).length;
  if (mark.end !== ends && !(start.character === end.character && end.line === start.line && mark.end === start.character + 1)) return false;
  return (mark.code === undefined || mark.code === diagnostic.code) && messageOf(diagnostic).includes(mark.text);
}

function lineOf(document: LangiumDocument, line: number): string {
  return document.textDocument.getText().split(/\r?\n/)[line] ?? '';
}

function messageOf(diagnostic: Diagnostic): string {
  return typeof diagnostic.message === 'string' ? diagnostic.message : diagnostic.message.value;
}

function severityOf(diagnostic: Diagnostic): Severity {
  return (['error', 'warning', 'info', 'hint'] as const)[(diagnostic.severity ?? 1) - 1]!;
}

function described(path: string, diagnostic: Diagnostic, document: LangiumDocument): string {
  const { start, end } = diagnostic.range;
  const until = end.line === start.line ? end.character + 1 : `${end.line + 1}:${end.character + 1}`;
  return `${path}:${start.line + 1}:${start.character + 1}-${until} ${severityOf(diagnostic)} ${String(diagnostic.code)}: ${messageOf(diagnostic)} | ${lineOf(document, start.line).trim()}`;
}
