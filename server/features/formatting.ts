import { type CompositeCstNode, CstUtils, interruptAndCheck, isCompositeCstNode, type LangiumDocument } from 'langium';
import type { Formatter, LangiumServices } from 'langium/lsp';
import type {
  CancellationToken, DocumentFormattingParams, DocumentOnTypeFormattingOptions, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, TextEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { formattingEdits } from '#language';
import { textEditOf } from './text-edit.ts';

/** What is formatted as it is typed: a block when its brace is closed, a line when it is left. */
export const formatOnType: DocumentOnTypeFormattingOptions = { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] };

/** Lines from 0, both included. */
interface Lines { first: number; last: number }

/** The one style of connectors and flows: an editor's own tab size is not asked. */
export class PatchbayFormatter implements Formatter {
  private readonly services: LangiumServices;

  constructor(services: LangiumServices) {
    this.services = services;
  }

  get formatOnTypeOptions(): DocumentOnTypeFormattingOptions { return formatOnType; }

  formatDocument(document: LangiumDocument, _params: DocumentFormattingParams, token?: CancellationToken): Promise<TextEdit[]> {
    return this.edits(document, { first: 0, last: Infinity }, token);
  }

  formatDocumentRange(document: LangiumDocument, { range: { start, end } }: DocumentRangeFormattingParams, token?: CancellationToken): Promise<TextEdit[]> {
    // A selection of whole lines ends before the first character of the next one.
    return this.edits(document, { first: start.line, last: end.character === 0 && end.line > start.line ? end.line - 1 : end.line }, token);
  }

  async formatDocumentOnType(document: LangiumDocument, { ch, position }: DocumentOnTypeFormattingParams, token?: CancellationToken): Promise<TextEdit[]> {
    const lines = ch === '}' ? closedLines(document, document.textDocument.offsetAt(position)) : enteredLines(document, position.line);
    return lines === undefined ? [] : this.edits(document, lines, token);
  }

  private async edits(document: LangiumDocument, lines: Lines, token: CancellationToken | undefined): Promise<TextEdit[]> {
    const { parseResult, textDocument: { uri, languageId, version } } = document;
    // While this waits the text may go on; positions are those of the text that was read.
    const read = TextDocument.create(uri, languageId, version, parseResult.value.$cstNode?.root.fullText ?? '');
    const checkpoint = async (): Promise<void> => { if (token !== undefined) await interruptAndCheck(token); };
    const edits = await formattingEdits(parseResult, this.services.parser.Lexer, checkpoint);
    return edits
      .map((edit) => textEditOf(edit, read))
      .filter(({ range }) => range.start.line >= lines.first && range.end.line <= lines.last);
  }
}

/** The lines of what a `}` before the offset closes; undefined where it is none, as in a text. */
function closedLines({ parseResult, textDocument }: LangiumDocument, offset: number): Lines | undefined {
  const root = parseResult.value.$cstNode;
  const closing = root === undefined ? undefined : CstUtils.findLeafNodeAtOffset(root, offset - 1);
  if (closing?.tokenType.name !== '}' || closing.container === undefined || !isCompositeCstNode(closing.container)) return undefined;
  const opening = openingOf(closing.container, closing.offset);
  return opening === undefined ? undefined : { first: textDocument.positionAt(opening).line, last: textDocument.positionAt(offset).line };
}

function openingOf({ content }: CompositeCstNode, before: number): number | undefined {
  return content.findLast((node) => node.offset < before && !isCompositeCstNode(node) && node.text === '{')?.offset;
}

/** The line that was left, and the new one where it has something on it: the blanks of an empty one are where the cursor stands. */
function enteredLines({ textDocument }: LangiumDocument, line: number): Lines {
  const text = textDocument.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  return { first: line - 1, last: text.trim() === '' ? line - 1 : line };
}
