// What an editor asks of a file as a whole, drawn as text: for the tests of folding, selection, tokens, hints and lenses.
import type { LangiumServices } from 'langium/lsp';
import type { FoldingRange, InlayHint, Range, SelectionRange, SemanticTokens } from 'vscode-languageserver-protocol';
import { selectionRanges } from '../../server/features/selection-range.ts';
import { tokenModifiers, tokenTypes } from '../../server/features/semantic-kinds.ts';
import type { Editor } from '../support/editor.ts';

export const languageOf = ({ services, document }: Editor): LangiumServices => services.shared.ServiceRegistry.getServices(document.uri) as LangiumServices;
export const identifierOf = ({ document }: Editor): { uri: string } => ({ uri: document.uri.toString() });
export const wholeRange = ({ document }: Editor): Range => ({ start: { line: 0, character: 0 }, end: document.textDocument.positionAt(document.textDocument.getText().length) });

/** `2-5`, with the kind where there is one; lines from 1. */
export async function foldings(editor: Editor): Promise<string[]> {
  const ranges = await languageOf(editor).lsp.FoldingRangeProvider!.getFoldingRanges(editor.document, { textDocument: identifierOf(editor) }) as FoldingRange[];
  return ranges.map(({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1}${kind === undefined ? '' : ` ${kind}`}`);
}

/** The texts that the selection grows to, one after the other. */
export function selections({ document, offset }: Editor): string[] {
  const [first] = selectionRanges(document, { textDocument: { uri: document.uri.toString() }, positions: [document.textDocument.positionAt(offset)] });
  const texts: string[] = [];
  for (let at: SelectionRange | undefined = first; at !== undefined; at = at.parent) texts.push(document.textDocument.getText(at.range));
  return texts;
}

/** `text type.modifier.modifier` of each token. */
export async function tokens(editor: Editor, range?: Range): Promise<string[]> {
  const provider = languageOf(editor).lsp.SemanticTokenProvider!;
  const textDocument = identifierOf(editor);
  const found = await (range === undefined ? provider.semanticHighlight(editor.document, { textDocument }) : provider.semanticHighlightRange(editor.document, { textDocument, range })) as SemanticTokens;
  return decoded(editor.document.textDocument.getText(), found.data);
}

/** The numbers of an answer as lines of text; throws where a token lies outside of the text. */
export function decoded(text: string, data: readonly number[]): string[] {
  const lines = text.split('\n');
  const types = Object.keys(tokenTypes);
  const modifiers = Object.entries(tokenModifiers);
  const found: string[] = [];
  for (let at = 0, line = 0, character = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0, bits = 0] = data.slice(at, at + 5);
    character = down === 0 ? character + right : right;
    line += down;
    const word = lines[line]?.slice(character, character + length) ?? '';
    if (word.length !== length || length === 0) throw new Error(`a token lies outside of the text: ${line}:${character}+${length}`);
    found.push([`${word} ${types[type]}`, ...modifiers.filter(([, bit]) => (bits & bit) !== 0).map(([name]) => name)].join('.'));
  }
  return found;
}

/** The file's lines that have hints, with the hints in `‹›` where they are shown. */
export async function hints(editor: Editor, range: Range = wholeRange(editor)): Promise<string[]> {
  const found = await languageOf(editor).lsp.InlayHintProvider!.getInlayHints(editor.document, { textDocument: identifierOf(editor), range }) as InlayHint[];
  return editor.document.textDocument.getText().split('\n').flatMap((line, index) => {
    const own = found.filter(({ position }) => position.line === index).toSorted((a, b) => b.position.character - a.position.character);
    if (own.length === 0) return [];
    return [own.reduce((text, { position, label, paddingRight }) => `${text.slice(0, position.character)}‹${shown(label)}${paddingRight ? ' ' : ''}›${text.slice(position.character)}`, line).trim()];
  });
}

const shown = (label: InlayHint['label']): string => (typeof label === 'string' ? label : label.map((part) => part.value).join(''));

/** Asks everything of this file at the cursor, and throws where a feature does, or where a place lies outside of the text. */
export async function everythingElse(editor: Editor): Promise<void> {
  const { lsp } = languageOf(editor);
  const { document, offset } = editor;
  const textDocument = identifierOf(editor);
  const position = document.textDocument.positionAt(offset);
  const range = wholeRange(editor);
  const lines = document.textDocument.getText().split('\n');
  const help = await lsp.SignatureHelp!.provideSignatureHelp(document, { textDocument, position });
  for (const { label, parameters } of help?.signatures ?? []) {
    for (const { label: place } of parameters ?? []) if (typeof place === 'string' || place[1] > label.length || place[0] > place[1]) throw new Error(`a parameter lies outside of ${label}: ${String(place)}`);
  }
  for (const { startLine, endLine } of await lsp.FoldingRangeProvider!.getFoldingRanges(document, { textDocument }) as FoldingRange[]) {
    if (startLine < 0 || endLine <= startLine || endLine >= lines.length) throw new Error(`a folding lies outside of the text: ${startLine}-${endLine}`);
  }
  let inner: string | undefined;
  for (const text of selections(editor)) {
    if (inner !== undefined && !text.includes(inner)) throw new Error(`a selection shrinks: ${inner} to ${text}`);
    inner = text;
  }
  const near: Range = { start: { line: Math.max(position.line - 5, 0), character: 0 }, end: { line: position.line + 5, character: 0 } };
  if (lsp.SemanticTokenProvider !== undefined) {
    await tokens(editor);
    await tokens(editor, near);
  }
  for (const hint of await lsp.InlayHintProvider!.getInlayHints(document, { textDocument, range }) as InlayHint[]) {
    if ((lines[hint.position.line]?.length ?? -1) < hint.position.character) throw new Error(`a hint lies outside of the text: ${JSON.stringify(hint.position)}`);
  }
  await lsp.CodeLensProvider!.provideCodeLens(document, { textDocument });
}
