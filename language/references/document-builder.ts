import { type BuildOptions, type Cancellation, DefaultDocumentBuilder, DocumentState, type LangiumDocument } from 'langium';
import { PatchbayIndexManager } from './index-manager.ts';

/**
 * Parses what changed first, and then adds the documents to the build that only now turn out to be concerned: a connector that has just
 * got the name which a flow was looking for.
 */
export class PatchbayDocumentBuilder extends DefaultDocumentBuilder {
  protected override async buildDocuments(documents: LangiumDocument[], options: BuildOptions, cancelToken: Cancellation.CancellationToken): Promise<void> {
    const changed = documents.filter((document) => document.state < DocumentState.IndexedContent);
    await this.runCancelable(documents, DocumentState.Parsed, cancelToken, (document) => this.langiumDocumentFactory.update(document, cancelToken));
    const more = this.indexManager instanceof PatchbayIndexManager ? this.indexManager.newlyAffected(changed, this.langiumDocuments.all) : [];
    // What was changed is checked first: it is what the person looks at, and its dependents may be many.
    const building = new Set([...changed, ...documents]);
    for (const document of more) {
      if (document.state > DocumentState.ComputedScopes) this.resetToState(document, DocumentState.ComputedScopes);
      building.add(document);
    }
    await super.buildDocuments([...building], options, cancelToken);
  }
}
