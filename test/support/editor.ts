// What an editor shows at the cursor of a marked text, asked of the server's features without a connection.
import { EmptyFileSystem, type LangiumDocument, URI } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import {
  type CompletionItem, CompletionTriggerKind, type DocumentHighlight, type DocumentSymbol, type Hover, type Location, type LocationLink, type Position, type Range, SymbolKind, type TextEdit,
} from 'vscode-languageserver-protocol';
import { createServerServices, type ServerServices } from '../../server/services.ts';
import { markedUri, parseMarkedText } from './marked-text.ts';

/** Files of a workspace, and a cursor in one of them. */
export interface Editor {
  services: ServerServices;
  document: LangiumDocument;
  offset: number;
  /** In the order in which an editor shows them; only those that what is typed before the cursor lets through. */
  complete(trigger?: string): CompletionItem[];
  /** All that is offered, also what takes longer to find: schedules, files. */
  listed(): Promise<CompletionItem[]>;
  /** Their labels. */
  labels(trigger?: string): string[];
  /** The text of the file once a proposal is accepted; `|` where the cursor then is. */
  accept(label: string): string;
  hover(): Promise<string | undefined>;
  /** `path:line:column` from 1 of the names that the cursor leads to. */
  definitions(): Promise<string[]>;
  references(options?: { declaration?: boolean }): Promise<string[]>;
  /** The file with marks under what is highlighted: `w` where it is written, `r` where it is read. */
  highlights(): Promise<string>;
  /** The outline, an entry a line. */
  outline(): Promise<string>;
}

let shared: ServerServices | undefined;

/** Opens the files of a marked text, which replace those of the text before. */
export async function editorOf(marked: string, files: Record<string, string> = {}): Promise<Editor> {
  const parsed = parseMarkedText(marked);
  return openAt(new Map([...Object.entries(files), ...parsed.files]), parsed.cursor?.path ?? [...parsed.files.keys()][0]!, parsed.cursor?.offset ?? 0);
}

/** The same with the cursor by its offset. */
export async function openAt(files: ReadonlyMap<string, string>, path: string, offset: number): Promise<Editor> {
  const services = (shared ??= createServerServices(EmptyFileSystem));
  const { workspace } = services.shared;
  await workspace.DocumentBuilder.update([], workspace.LangiumDocuments.all.map((document) => document.uri).toArray());
  for (const [name, text] of files) workspace.LangiumDocuments.addDocument(workspace.LangiumDocumentFactory.fromString(text, markedUri(name)));
  await workspace.DocumentBuilder.build(workspace.LangiumDocuments.all.toArray(), { validation: false });
  return cursorIn(services, workspace.LangiumDocuments.getDocument(markedUri(path))!, offset);
}

/** A cursor in a document that is open. */
export function cursorIn(services: ServerServices, document: LangiumDocument, offset: number): Editor {
  const { textDocument } = document;
  const language = services.shared.ServiceRegistry.getServices(document.uri) as LangiumServices;
  const text = textDocument.getText();
  const place = { textDocument: { uri: document.uri.toString() }, position: textDocument.positionAt(offset) };
  const complete = (trigger?: string): CompletionItem[] => {
    const context = trigger === undefined ? { triggerKind: CompletionTriggerKind.Invoked } : { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter: trigger };
    const list = language.lsp.CompletionProvider!.getCompletion(document, { ...place, context });
    const items = (list as { items: CompletionItem[] } | undefined)?.items ?? [];
    const typed = (item: CompletionItem): string => text.slice(textDocument.offsetAt(rangeOf(item).start), offset);
    const begins = (item: CompletionItem): number => Number(!(item.filterText ?? item.label).toLowerCase().startsWith(typed(item).toLowerCase()));
    return items.filter((item) => fits(typed(item), item.filterText ?? item.label)).toSorted((a, b) => begins(a) - begins(b) || ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
  };
  const shown = (uri: string, range: Range): string => `${URI.parse(uri).path.replace('/workspace/', '/')}:${range.start.line + 1}:${range.start.character + 1}`;
  return {
    services, document, offset, complete,
    async listed() {
      const list = await language.lsp.CompletionProvider!.getCompletion(document, { ...place, context: { triggerKind: CompletionTriggerKind.Invoked } });
      return (list as { items: CompletionItem[] } | undefined)?.items ?? [];
    },
    labels: (trigger) => complete(trigger).map((item) => item.label),
    accept(label) {
      const item = complete().find((one) => one.label === label);
      if (item === undefined) throw new Error(`${label} is not offered, but ${complete().map((one) => one.label).join(' ')}`);
      const edit = item.textEdit as TextEdit;
      const edits = [{ range: rangeOf(item), newText: `${edit.newText}|` }, ...(item.additionalTextEdits ?? [])].toSorted((a, b) => textDocument.offsetAt(b.range.start) - textDocument.offsetAt(a.range.start));
      return edits.reduce((before, { range, newText }) => before.slice(0, textDocument.offsetAt(range.start)) + newText + before.slice(textDocument.offsetAt(range.end)), text);
    },
    async hover() {
      const hover = await language.lsp.HoverProvider!.getHoverContent(document, place) as Hover | undefined;
      return (hover?.contents as { value: string } | undefined)?.value;
    },
    async definitions() {
      const links = await language.lsp.DefinitionProvider!.getDefinition(document, place) as LocationLink[] | undefined;
      return (links ?? []).map((link) => shown(link.targetUri, link.targetSelectionRange));
    },
    async references({ declaration = true } = {}) {
      const found = await language.lsp.ReferencesProvider!.findReferences(document, { ...place, context: { includeDeclaration: declaration } }) as Location[];
      return found.map(({ uri, range }) => shown(uri, range));
    },
    async highlights() {
      return marked(text, await language.lsp.DocumentHighlightProvider!.getDocumentHighlight(document, place) as DocumentHighlight[]);
    },
    async outline() {
      return drawn(await language.lsp.DocumentSymbolProvider!.getSymbols(document, place) as DocumentSymbol[], 0).join('\n');
    },
  };
}

function rangeOf(item: CompletionItem): { start: Position; end: Position } {
  const edit = item.textEdit!;
  return 'range' in edit ? edit.range : edit.insert;
}

/** As VS Code matches what is typed: its letters in this order, the first at the beginning of a word. What begins with it stands first. */
function fits(typed: string, text: string): boolean {
  const letters = [...typed.toLowerCase()];
  let at = 0;
  for (const letter of letters) {
    at = text.toLowerCase().indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return typed === '' || /[A-Za-z]/.test(typed.charAt(0)) === false || text.toLowerCase().split(/(?<![a-z])(?=[a-z])|(?<=[a-z])(?=[A-Z])/).some((word) => word.startsWith(letters[0]!));
}

function marked(text: string, highlights: readonly DocumentHighlight[]): string {
  return text.split('\n').flatMap((line, index) => {
    const marks = highlights.filter(({ range }) => range.start.line === index);
    if (marks.length === 0) return [line];
    const under = [...' '.repeat(line.length)];
    for (const { range, kind } of marks) under.fill(kind === 3 ? 'w' : 'r', range.start.character, range.end.character);
    return [line, under.join('').trimEnd()];
  }).join('\n');
}

const kindNames = Object.fromEntries(Object.entries(SymbolKind).map(([name, kind]) => [kind, name.toLowerCase()]));

function drawn(symbols: readonly DocumentSymbol[], depth: number): string[] {
  return symbols.flatMap(({ name, detail, kind, range, children }) => [
    `${'  '.repeat(depth)}${name}${detail === undefined ? '' : ` (${detail})`} ${kindNames[kind]} ${range.start.line + 1}-${range.end.line + 1}`, ...drawn(children ?? [], depth + 1),
  ]);
}
