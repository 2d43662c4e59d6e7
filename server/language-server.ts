import { eagerLoad } from 'langium';
import { DefaultLanguageServer } from 'langium/lsp';
import type { InitializeParams, InitializeResult } from 'vscode-languageserver-protocol';

/**
 * Answers `initialize` before the parsers are made, which takes longer than everything else at the start: they are made when the first
 * file is read.
 */
export class PatchbayLanguageServer extends DefaultLanguageServer {
  /** Those that listen to the client's first words are made now; they make what they need. */
  protected override eagerLoadServices(): void {
    eagerLoad(this.services.lsp);
    for (const language of this.services.ServiceRegistry.all) if ('lsp' in language) eagerLoad(language.lsp as object);
  }

  protected override buildInitializeResult(params: InitializeParams): InitializeResult {
    const result = super.buildInitializeResult(params);
    // Langium has none of its own; server/protocol-handlers.ts answers.
    result.capabilities.selectionRangeProvider = true;
    return result;
  }
}
