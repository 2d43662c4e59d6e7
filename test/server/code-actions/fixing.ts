// Quick fixes as an editor offers and applies them: the file is changed and checked again.
import { DocumentState, type LangiumDocument, URI } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import { type CodeAction, CodeActionTriggerKind, type Diagnostic, type TextDocumentEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createFormatter } from '#language';
import { lensCommands } from '#server/protocol';
import { createServerServices, type ServerServices } from '../../../server/services.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { files as workspace } from '../workspace.ts';

const memory = new MemoryFiles();
let kept: ServerServices | undefined;

async function opened(texts: ReadonlyMap<string, string>): Promise<ServerServices> {
  const services = (kept ??= await started());
  const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = services.shared.workspace;
  await DocumentBuilder.update([], LangiumDocuments.all.map((document) => document.uri).toArray());
  for (const [path, text] of texts) LangiumDocuments.addDocument(LangiumDocumentFactory.fromString(text, URI.file(`/workspace${path}`)));
  await DocumentBuilder.build(LangiumDocuments.all.toArray(), { validation: true });
  return services;
}

/** With a client that has our commands and knows versions. */
async function started(): Promise<ServerServices> {
  const services = createServerServices({ fileSystemProvider: () => memory });
  await services.shared.lsp.LanguageServer.initialize({
    processId: null, rootUri: null, workspaceFolders: null, capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
    initializationOptions: { trusted: true, commands: Object.values(lensCommands) },
  });
  return services;
}

const documentOf = (services: ServerServices, path: string): LangiumDocument => services.shared.workspace.LangiumDocuments.getDocument(URI.file(`/workspace${path}`))!;

export interface Fixing {
  actions: CodeAction[];
  titles: string[];
  /** The whole texts once an action is applied, by path. */
  applied(title: string): ReadonlyMap<string, string>;
}

/** The actions for a stretch of one file of a workspace, which holds the files of test/server/workspace.ts too. */
export async function actionsOf(texts: Record<string, string>, path: string, stretch: { start: number; end: number } | 'all', only?: string[]): Promise<Fixing> {
  const all = new Map(Object.entries({ ...workspace, ...texts }));
  const services = await opened(all);
  const document = documentOf(services, path);
  const language = services.shared.ServiceRegistry.getServices(document.uri) as LangiumServices;
  const text = document.textDocument.getText();
  const { start, end } = stretch === 'all' ? { start: 0, end: text.length } : stretch;
  const range = { start: document.textDocument.positionAt(start), end: document.textDocument.positionAt(end) };
  const actions = await language.lsp.CodeActionProvider!.getCodeActions(document, {
    textDocument: { uri: document.uri.toString() }, range, context: { diagnostics: [], triggerKind: CodeActionTriggerKind.Invoked, ...(only !== undefined && { only }) },
  }) as CodeAction[];
  return { actions, titles: actions.map(({ title }) => title), applied: (title) => applied(actions, title, all) };
}

function applied(actions: readonly CodeAction[], title: string, texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const action = actions.find((one) => one.title === title);
  if (action?.edit === undefined) throw new Error(`${title} is not offered, but\n  ${actions.map((one) => one.title).join('\n  ')}`);
  const changed = new Map(texts);
  for (const { textDocument: { uri }, edits } of action.edit.documentChanges as TextDocumentEdit[]) {
    const path = URI.parse(uri).path.replace('/workspace', '');
    const document = TextDocument.create(uri, '', 0, texts.get(path)!);
    changed.set(path, TextDocument.applyEdits(document, edits as { range: Diagnostic['range']; newText: string }[]));
  }
  return changed;
}

/** The input of `flowWith` is there for whoever wants it; that nothing uses it is only said where every name is known. */
const isFixture = ({ code, message }: Pick<Diagnostic, 'code' | 'message'>): boolean => code === 'unused-binding' && String(message).startsWith('`minimum`');

/** `severity code` of everything that is found in all files, with the line's text. Hints are left out. */
async function problemsOf(texts: ReadonlyMap<string, string>): Promise<string[]> {
  const services = await opened(texts);
  return services.shared.workspace.LangiumDocuments.all.toArray().flatMap((document) => {
    if (document.state < DocumentState.Validated) throw new Error('not checked');
    return (document.diagnostics ?? []).filter((one) => one.severity !== 4 && !isFixture(one)).map(({ code, message }) => `${String(code)}: ${String(message)}`);
  });
}

let formatter: ReturnType<typeof createFormatter> | undefined;

/** In the one style, where a text can be formatted: what a fix writes is held against it. */
async function formattedTexts(texts: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const format = (formatter ??= createFormatter());
  return Object.fromEntries(await Promise.all(Object.entries(texts).map(async ([path, text]) => {
    const result = /\.(?:flow|connector)$/.test(path) ? await format(path, text) : { text };
    return [path, 'text' in result ? result.text : text];
  })));
}

/**
 * Applies the fix of that title to the first problem of a code (which `says` something, where there are others), checks everything again, and gives the lines of the file that are new.
 * Throws where the problem is still there, where another came, or where the file is formatted otherwise than it was.
 */
export async function fixed(given: Record<string, string>, code: string, title: string, options: { path?: string; leaves?: string[]; says?: string } = {}): Promise<string[]> {
  const path = options.path ?? Object.keys(given)[0]!;
  const texts = await formattedTexts({ ...workspace, ...given });
  const before = new Map(Object.entries(texts));
  const services = await opened(before);
  const { textDocument, diagnostics } = documentOf(services, path);
  const problem = diagnostics?.find((one) => !isFixture(one) && one.code === code && String(one.message).includes(options.says ?? ''));
  if (problem === undefined) throw new Error(`there is no ${code}, but ${diagnostics?.map((one) => `${String(one.code)}: ${String(one.message)}`).join('\n  ')}`);
  const start = textDocument.offsetAt(problem.range.start);
  const old = await problemsOf(before);
  const fixing = await actionsOf(texts, path, { start, end: start });
  const after = fixing.applied(title);
  const action = fixing.actions.find((one) => one.title === title)!;
  if (action.diagnostics?.[0]?.code !== code) throw new Error(`${title} is not linked to ${code}`);
  const gone = `${code}: ${String(problem.message)}`;
  const now = await problemsOf(after);
  if (now.filter((one) => one === gone).length >= old.filter((one) => one === gone).length) throw new Error(`${gone} is still there:\n${after.get(path)}`);
  return newLines(before, after, path, { old, now, leaves: options.leaves ?? [] });
}

/** Applies the refactoring of that title to what stands between `‹` and `›`, as `fixed` does: nothing new is reported, and the style is kept. */
export async function refactored(given: Record<string, string>, title: string): Promise<string[]> {
  const [path, marked] = Object.entries(given)[0]!;
  const start = marked.indexOf('‹');
  const end = marked.indexOf('›') - 1;
  const texts = { ...workspace, ...given, [path]: marked.replace(/[‹›]/g, '') };
  if ((await formattedTexts({ [path]: texts[path]! }))[path] !== texts[path]) throw new Error(`the text of the test is not in the style:\n${(await formattedTexts({ [path]: texts[path]! }))[path]}`);
  const before = new Map(Object.entries(texts));
  const old = await problemsOf(before);
  const after = (await actionsOf(texts, path, { start, end })).applied(title);
  return newLines(before, after, path, { old, now: await problemsOf(after), leaves: [] });
}

interface Found { old: readonly string[]; now: string[]; leaves: readonly string[] }

/** The lines that are new in all files. Throws where something new is reported, or the style is not kept. */
async function newLines(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>, path: string, { old, now, leaves }: Found): Promise<string[]> {
  for (const one of old) { const at = now.indexOf(one); if (at >= 0) now.splice(at, 1); }
  const fresh = now.filter((one) => !leaves.some((left) => one.startsWith(left)));
  if (fresh.length > 0) throw new Error(`new:\n  ${fresh.join('\n  ')}\nin\n${after.get(path)}`);
  const lines: string[] = [];
  for (const [file, text] of after) {
    if (before.get(file) === text) continue;
    if (/\.(?:flow|connector)$/.test(file)) {
      const formatted = (await formattedTexts({ [file]: text }))[file];
      const wasFormatted = (await formattedTexts({ [file]: before.get(file)! }))[file] === before.get(file);
      if (wasFormatted && formatted !== text) throw new Error(`it is not formatted:\n${text}\nbut\n${formatted}`);
    }
    const counts = new Map<string, number>();
    for (const line of before.get(file)!.split('\n')) counts.set(line, (counts.get(line) ?? 0) + 1);
    for (const line of text.split('\n')) { const left = counts.get(line) ?? 0; if (left > 0) counts.set(line, left - 1); else lines.push(file === path ? line : `${file}: ${line}`); }
  }
  return lines;
}

