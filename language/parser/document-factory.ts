import { type AstNode, type Cancellation, DefaultLangiumDocumentFactory, DocumentState, type LangiumDocument, type ParseResult, type URI } from 'langium';
import { leaveUnread } from '../references/resting.ts';
import { splice } from './splice.ts';

/** Reads of a changed text, where that is enough, only the declaration that differs from the last text without syntax errors. */
export class PatchbayDocumentFactory extends DefaultLangiumDocumentFactory {
  /** The last tree without syntax errors of what is open in an editor, once its text has changed. */
  private readonly sound = new WeakMap<LangiumDocument, ParseResult>();

  /** A document whose text is read once somebody asks for its tree. */
  unread(text: string, uri: URI): LangiumDocument {
    const document = this.createLangiumDocument({ value: { $type: 'FlowFile' }, parserErrors: [], lexerErrors: [] }, uri, undefined, text);
    leaveUnread(document, () => this.parse(uri, text));
    return document;
  }

  override async update<T extends AstNode = AstNode>(document: LangiumDocument<T>, cancellationToken: Cancellation.CancellationToken): Promise<LangiumDocument<T>> {
    const textDocument = this.textDocuments?.get(document.uri.toString());
    if (textDocument === undefined) {
      this.sound.delete(document);
      return super.update(document, cancellationToken);
    }
    const { parseResult } = document;
    const text = textDocument.getText();
    if (parseResult.value.$cstNode?.root.fullText !== text) {
      const base = isSound(parseResult) ? parseResult : this.sound.get(document);
      const spliced = base && splice(base, text, this.serviceRegistry.getServices(document.uri).parser.LangiumParser) as ParseResult<T> | undefined;
      if (spliced !== undefined) {
        this.sound.delete(document);
        Object.defineProperty(document, 'textDocument', { value: textDocument });
        document.parseResult = spliced;
        Object.assign(spliced.value, { $document: document });
        document.state = DocumentState.Parsed;
        return document;
      }
      if (base !== undefined) this.sound.set(document, base);
    }
    const updated = await super.update(document, cancellationToken);
    if (isSound(updated.parseResult)) this.sound.delete(document);
    return updated;
  }
}

function isSound({ parserErrors, lexerErrors, value }: ParseResult): boolean {
  return parserErrors.length === 0 && lexerErrors.length === 0 && value.$cstNode !== undefined && 'items' in value;
}
