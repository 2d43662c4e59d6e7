import { type BuildOptions, type Cancellation, DefaultDocumentBuilder, DocumentState, type LangiumDocument, type LangiumSharedCoreServices } from 'langium';
import { PatchbayIndexManager } from './index-manager.ts';
import { isUnread } from './resting.ts';
import { TreesAtRest } from './trees-at-rest.ts';

/**
 * Parses what changed first, and then adds the documents to the build that only now turn out to be concerned: a connector that has just
 * got the name which a flow was looking for. Of files of flows that are not open only so many trees are kept.
 */
export class PatchbayDocumentBuilder extends DefaultDocumentBuilder {
  /** What is kept of the trees of files that are not open; where memory is short, or a test has few files, less can be. */
  readonly trees: TreesAtRest;

  constructor(services: LangiumSharedCoreServices) {
    super(services);
    this.trees = new TreesAtRest(services);
  }

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
    this.trees.give();
  }

  /** What is read only now is known to nobody else yet, and need not wait for the end of the build to be given back. */
  protected override async validate(document: LangiumDocument, cancelToken: Cancellation.CancellationToken): Promise<void> {
    const isFirst = isUnread(document);
    if (this.indexManager instanceof PatchbayIndexManager && !this.indexManager.knows(document)) {
      void document.parseResult;
      await this.indexManager.updateContent(document);
    }
    await super.validate(document, cancelToken);
    if (this.indexManager instanceof PatchbayIndexManager) this.indexManager.setUnknown(document, unknownNames(document.diagnostics ?? []));
    this.trees.used(document);
    if (isFirst) this.trees.give();
  }
}

const codes: ReadonlySet<unknown> = new Set(['unknown-name', 'unknown-function', 'unknown-entity']);

/** The names of which it was said that nothing of that name is known. */
function unknownNames(diagnostics: readonly { code?: unknown; data?: unknown }[]): Set<string> {
  const names = new Set<string>();
  for (const { code, data } of diagnostics) {
    if (!codes.has(code)) continue;
    const { name } = (data ?? {}) as { name?: unknown };
    if (typeof name === 'string') names.add(name);
  }
  return names;
}
