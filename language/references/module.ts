import { DefaultLinker, type LangiumCoreServices, type LangiumSharedCoreServices, type Module, MultiMap, type PartialLangiumCoreServices, type ScopeComputation } from 'langium';
import { PatchbayDocumentFactory } from '../parser/document-factory.ts';
import { PatchbayDocumentBuilder } from './document-builder.ts';
import { PatchbayIndexManager } from './index-manager.ts';
import { PatchbayReflection } from './reflection.ts';
import { PatchbayWorkspaceManager } from './workspace-manager.ts';

/** The index, the builder and the search for files that the three languages share. */
export const referencesSharedModule: Module<LangiumSharedCoreServices, object> = {
  AstReflection: () => new PatchbayReflection(),
  workspace: {
    IndexManager: (services: LangiumSharedCoreServices) => new PatchbayIndexManager(services),
    LangiumDocumentFactory: (services: LangiumSharedCoreServices) => new PatchbayDocumentFactory(services),
    DocumentBuilder: (services: LangiumSharedCoreServices) => new PatchbayDocumentBuilder(services),
    WorkspaceManager: (services: LangiumSharedCoreServices) => new PatchbayWorkspaceManager(services),
  },
};

/** The grammars have no cross references: names are resolved by `Semantics`, when asked for. So there is nothing to link or to export. */
export const referencesModule: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
  references: {
    Linker: (services: LangiumCoreServices) => new NoLinker(services),
    ScopeComputation: (): ScopeComputation => ({
      collectExportedSymbols: async () => [],
      collectLocalSymbols: async () => new MultiMap(),
    }),
  },
};

class NoLinker extends DefaultLinker {
  override async link(): Promise<void> {}
  override unlink(): void {}
}
