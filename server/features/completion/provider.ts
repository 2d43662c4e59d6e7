import type { Cancellation, LangiumDocument } from 'langium';
import { type CompletionAcceptor, type CompletionContext, type CompletionProviderOptions, DefaultCompletionProvider, type LangiumServices, type NextFeature } from 'langium/lsp';
import { type CompletionItem, type CompletionList, type CompletionParams, InsertTextFormat } from 'vscode-languageserver-protocol';
import { type Semantics, semanticsOf } from '#language';
import { attributeNames } from './attributes.ts';
import type { Proposal } from './items.ts';
import { argumentNames, baseEntities, fieldPaths, members, objectKeys, slotParts } from './members.ts';
import { type Place, placeOf } from './place.ts';
import { qualifiedNames, typeMembers } from './qualified.ts';
import { literals, valueNames } from './values.ts';
import { workspaceKeys, workspaceValues } from './workspace-file.ts';

/** Every source of proposals that are no keywords, one function each. */
const sources: readonly ((place: Place) => Proposal[])[] = [
  literals, argumentNames, objectKeys, valueNames, members, fieldPaths, slotParts, baseEntities, qualifiedNames, typeMembers, attributeNames, workspaceKeys, workspaceValues,
];

/** Keywords by the grammar, everything else by names and types. */
export class PatchbayCompletionProvider extends DefaultCompletionProvider {
  override readonly completionOptions: CompletionProviderOptions = { triggerCharacters: ['.', "'", '"', '@', '{'] };
  private readonly semantics: () => Semantics;
  private served = new WeakSet<CompletionContext>();

  constructor(services: LangiumServices) {
    super(services);
    this.semantics = () => semanticsOf(services.shared);
  }

  override async getCompletion(document: LangiumDocument, params: CompletionParams, cancelToken?: Cancellation.CancellationToken): Promise<CompletionList | undefined> {
    if (cancelToken?.isCancellationRequested) return undefined;
    this.served = new WeakSet();
    return super.getCompletion(document, params, cancelToken);
  }

  protected override completionFor(context: CompletionContext, next: NextFeature, acceptor: CompletionAcceptor): void {
    // A context has many features; the sources look at all of them at once.
    if (!this.served.has(context)) {
      this.served.add(context);
      const place = placeOf(context, this.semantics());
      for (const source of sources) for (const proposal of source(place)) acceptor(context, this.item(proposal, place));
    }
    void super.completionFor(context, next, acceptor);
  }

  /** Langium's own edit ends at the cursor; a text in quotes is replaced whole. */
  private item({ insert, ...proposal }: Proposal, place: Place): CompletionItem {
    const { textDocument } = place.document;
    const newText = insert ?? proposal.label;
    const quoted = /^['"]/.test(textDocument.getText().slice(place.tokenOffset, place.tokenOffset + 1));
    const end = quoted || place.tokenEndOffset < place.offset ? place.tokenEndOffset : place.offset;
    return {
      ...proposal,
      insertTextFormat: InsertTextFormat.PlainText,
      textEdit: { newText, range: { start: textDocument.positionAt(place.tokenOffset), end: textDocument.positionAt(Math.max(end, place.tokenOffset)) } },
    };
  }
}
