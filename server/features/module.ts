import type { Module } from 'langium';
import type { Formatter, LangiumServices, LangiumSharedServices, PartialLangiumServices, SemanticTokenProvider } from 'langium/lsp';
import { PatchbayCallHierarchyProvider } from './call-hierarchy.ts';
import { PatchbayCodeActionProvider } from './code-actions/provider.ts';
import { PatchbayCodeLensProvider } from './code-lens.ts';
import { PatchbayCompletionProvider } from './completion/provider.ts';
import { WorkspaceFileCompletionProvider } from './completion/workspace-file.ts';
import { PatchbayDocumentLinkProvider } from './document-links.ts';
import { PatchbayDocumentSymbolProvider } from './document-symbols.ts';
import { PatchbayFileMoves } from './file-moves.ts';
import { PatchbayFoldingRangeProvider } from './folding.ts';
import { PatchbayFormatter } from './formatting.ts';
import { PatchbayHoverProvider } from './hover.ts';
import { PatchbayImplementationProvider } from './implementation.ts';
import { PatchbayInlayHintProvider } from './inlay-hints.ts';
import { PatchbayDefinitionProvider, PatchbayHighlightProvider, PatchbayReferencesProvider } from './navigation.ts';
import { PatchbayRenameProvider } from './rename/provider.ts';
import { PatchbaySemanticTokenProvider } from './semantic-tokens.ts';
import { PatchbaySignatureHelpProvider } from './signature-help.ts';
import { PatchbayTypeDefinitionProvider } from './type-definition.ts';
import { PatchbayWorkspaceSymbolProvider } from './workspace-symbols.ts';

/** What answers an editor's requests: one file a feature, listed here. */
export const featureModule: Module<LangiumServices, PartialLangiumServices> = {
  lsp: {
    CompletionProvider: (services) => new PatchbayCompletionProvider(services),
    DocumentSymbolProvider: () => new PatchbayDocumentSymbolProvider(),
    HoverProvider: (services) => new PatchbayHoverProvider(services),
    DefinitionProvider: (services) => new PatchbayDefinitionProvider(services),
    ReferencesProvider: (services) => new PatchbayReferencesProvider(services),
    DocumentHighlightProvider: (services) => new PatchbayHighlightProvider(services),
    SignatureHelp: (services) => new PatchbaySignatureHelpProvider(services),
    SemanticTokenProvider: (services) => new PatchbaySemanticTokenProvider(services),
    InlayHintProvider: (services) => new PatchbayInlayHintProvider(services),
    CodeActionProvider: (services) => new PatchbayCodeActionProvider(services),
    CodeLensProvider: (services) => new PatchbayCodeLensProvider(services),
    FoldingRangeProvider: (services) => new PatchbayFoldingRangeProvider(services),
    Formatter: (services) => new PatchbayFormatter(services),
    TypeProvider: (services) => new PatchbayTypeDefinitionProvider(services),
    ImplementationProvider: (services) => new PatchbayImplementationProvider(services),
    RenameProvider: (services) => new PatchbayRenameProvider(services),
    CallHierarchyProvider: (services) => new PatchbayCallHierarchyProvider(services),
    DocumentLinkProvider: (services) => new PatchbayDocumentLinkProvider(services),
  },
};

/** patchbay.json has names in other places, and so another completion; it is formatted by whatever formats JSON. */
export const workspaceFeatureModule: Module<LangiumServices, PartialLangiumServices> = {
  lsp: { ...featureModule.lsp, CompletionProvider: (services) => new WorkspaceFileCompletionProvider(services), Formatter: () => undefined as unknown as Formatter, SemanticTokenProvider: () => undefined as unknown as SemanticTokenProvider },
};

/** What concerns no file alone. */
export const sharedFeatureModule: Module<LangiumSharedServices, object> = {
  lsp: {
    WorkspaceSymbolProvider: (services: LangiumSharedServices) => new PatchbayWorkspaceSymbolProvider(services),
    FileOperationHandler: (services: LangiumSharedServices) => new PatchbayFileMoves(services),
  },
};
