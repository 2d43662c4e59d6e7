import type { TextEdit } from 'vscode-languageserver-protocol';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** An edit by offsets as LSP has it; they are those of that text. */
export function textEditOf({ start, end, text }: { start: number; end: number; text: string }, document: Pick<TextDocument, 'positionAt'>): TextEdit {
  return { range: { start: document.positionAt(start), end: document.positionAt(end) }, newText: text };
}
