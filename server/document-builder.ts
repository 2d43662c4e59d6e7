import { Cancellation, DocumentState, isOperationCancelled, interruptAndCheck, type LangiumDocument, type MaybePromise, type URI } from 'langium';
import { PatchbayDocumentBuilder } from '#language';

/**
 * The builder of a language server that is typed at.
 * 1. From the moment a text changes, nobody is answered from the tree of its text before.
 * 2. Findings that were made are always told, also where the next key interrupts the build.
 * 3. Whoever waits for a state of the workspace is answered, also where a build has nothing to do.
 * 4. A mistake of ours in one file leaves the others alone.
 */
export class EditorDocumentBuilder extends PatchbayDocumentBuilder {
  /** Says that a document's text has changed and that a build follows: requests wait for that from here on. */
  expect(uri: URI): void {
    let document = this.langiumDocuments.getDocument(uri);
    if (document === undefined) {
      document = this.langiumDocumentFactory.fromModel({ $type: 'INVALID' }, uri);
      this.langiumDocuments.addDocument(document);
    }
    this.currentState = DocumentState.Changed;
    this.resetToState(document, DocumentState.Changed);
  }

  protected override async notifyDocumentPhase(document: LangiumDocument, state: DocumentState): Promise<void> {
    await super.notifyDocumentPhase(document, state, Cancellation.CancellationToken.None);
  }

  protected override async notifyBuildPhase(documents: LangiumDocument[], state: DocumentState, cancelToken: Cancellation.CancellationToken): Promise<void> {
    if (documents.length > 0) return super.notifyBuildPhase(documents, state, cancelToken);
    for (const listener of this.buildPhaseListeners.get(state).slice()) {
      await interruptAndCheck(cancelToken);
      await listener(documents, cancelToken);
    }
  }

  protected override async runCancelable(documents: LangiumDocument[], state: DocumentState, cancelToken: Cancellation.CancellationToken, callback: (document: LangiumDocument) => MaybePromise<unknown>): Promise<void> {
    await super.runCancelable(documents, state, cancelToken, async (document) => {
      try {
        await callback(document);
      } catch (error) {
        if (isOperationCancelled(error)) throw error;
        console.error(`${document.uri.path} could not be read to its end (state ${state}).`, error);
      }
    });
  }
}
