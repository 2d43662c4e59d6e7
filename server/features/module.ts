import type { Module } from 'langium';
import type { LangiumServices, LangiumSharedServices, PartialLangiumServices, RenameProvider, WorkspaceSymbolProvider } from 'langium/lsp';
import { PatchbayCompletionProvider } from './completion/provider.ts';
import { WorkspaceFileCompletionProvider } from './completion/workspace-file.ts';
import { PatchbayDocumentSymbolProvider } from './document-symbols.ts';
import { PatchbayFoldingRangeProvider } from './folding.ts';
import { PatchbayHoverProvider } from './hover.ts';
import { PatchbayDefinitionProvider, PatchbayHighlightProvider, PatchbayReferencesProvider } from './navigation.ts';

/** What answers an editor's requests: one file a feature, listed here. */
export const featureModule: Module<LangiumServices, PartialLangiumServices> = {
  lsp: {
    CompletionProvider: (services) => new PatchbayCompletionProvider(services),
    DocumentSymbolProvider: () => new PatchbayDocumentSymbolProvider(),
    HoverProvider: (services) => new PatchbayHoverProvider(services),
    DefinitionProvider: (services) => new PatchbayDefinitionProvider(services),
    ReferencesProvider: (services) => new PatchbayReferencesProvider(services),
    DocumentHighlightProvider: (services) => new PatchbayHighlightProvider(services),
    FoldingRangeProvider: (services) => new PatchbayFoldingRangeProvider(services),
    // Langium's own renames what its cross references know, and there are none here: a rename that misses uses is worse than none.
    RenameProvider: () => undefined as unknown as RenameProvider,
  },
};

/** patchbay.json has names in other places, and so another completion. */
export const workspaceFeatureModule: Module<LangiumServices, PartialLangiumServices> = {
  lsp: { ...featureModule.lsp, CompletionProvider: (services) => new WorkspaceFileCompletionProvider(services) },
};

/** Langium's own looks through an index of exported nodes, which is empty here. */
export const sharedFeatureModule: Module<LangiumSharedServices, object> = {
  lsp: { WorkspaceSymbolProvider: () => undefined as unknown as WorkspaceSymbolProvider },
};
