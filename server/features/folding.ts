import type { LangiumDocument } from 'langium';
import { DefaultFoldingRangeProvider, type FoldingRangeProvider, type LangiumServices } from 'langium/lsp';
import type { FoldingRange, FoldingRangeParams } from 'vscode-languageserver-protocol';

/** Everything that has lines of its own, as Langium finds it. Its provider reads the grammar, and so is made when it is first asked. */
export class PatchbayFoldingRangeProvider implements FoldingRangeProvider {
  private readonly services: LangiumServices;
  private provider: FoldingRangeProvider | undefined;

  constructor(services: LangiumServices) {
    this.services = services;
  }

  async getFoldingRanges(document: LangiumDocument, params: FoldingRangeParams): Promise<FoldingRange[]> {
    this.provider ??= new DefaultFoldingRangeProvider(this.services);
    return await this.provider.getFoldingRanges(document, params) ?? [];
  }
}
