// The three languages of a workspace in one container, from Langium's core alone: no LSP here. The server adds that to the same modules.
import type { DefaultSharedCoreModuleContext, LangiumCoreServices, LangiumSharedCoreServices, Module, PartialLangiumCoreServices } from 'langium';
import { createDefaultCoreModule, createDefaultSharedCoreModule, EmptyFileSystem, inject } from 'langium';
import { PatchbayConnectorGeneratedModule, PatchbayFlowGeneratedModule, PatchbayGeneratedSharedModule, PatchbayWorkspaceGeneratedModule } from './generated/module.ts';
import { jsonParserModule } from './parser/json-module.ts';
import { parserModule } from './parser/module.ts';
import { referencesModule, referencesSharedModule } from './references/module.ts';
import { registerChecks, validationModule } from './validation/index.ts';

type SharedModule = Module<LangiumSharedCoreServices, object>;
type LanguageModule = Module<LangiumCoreServices, PartialLangiumCoreServices>;

/** What the three languages share, on top of Langium's generated module. */
export const patchbaySharedModule: SharedModule = { ...referencesSharedModule };
export const connectorModule: LanguageModule = { ...parserOf('connector'), ...referencesModule, ...validationModule };
export const flowModule: LanguageModule = { ...parserOf('flow'), ...referencesModule, ...validationModule };
export const workspaceModule: LanguageModule = { ...parserOf('workspace'), ...referencesModule, ...validationModule };

export { PatchbayConnectorGeneratedModule, PatchbayFlowGeneratedModule, PatchbayGeneratedSharedModule, PatchbayWorkspaceGeneratedModule };

type LanguageName = 'connector' | 'flow' | 'workspace';

let parsers: Record<LanguageName, LangiumCoreServices> | undefined;

/**
 * The parsers of this process, in containers that never hold a document. They are alike in every workspace, keep nothing of what they read, and
 * making them takes longer than reading most workspaces: it is done once.
 */
function parserServices(language: LanguageName): LangiumCoreServices {
  if (parsers === undefined) {
    const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), PatchbayGeneratedSharedModule, patchbaySharedModule);
    const make = (generated: typeof PatchbayConnectorGeneratedModule, own: LanguageModule): LangiumCoreServices =>
      inject(createDefaultCoreModule({ shared }), generated, own);
    parsers = {
      connector: make(PatchbayConnectorGeneratedModule, parserModule),
      flow: make(PatchbayFlowGeneratedModule, parserModule),
      workspace: make(PatchbayWorkspaceGeneratedModule, jsonParserModule),
    };
  }
  return parsers[language];
}

function parserOf(language: LanguageName): LanguageModule {
  const shared = (): LangiumCoreServices['parser'] => parserServices(language).parser;
  return {
    parser: {
      TokenBuilder: () => shared().TokenBuilder,
      Lexer: () => shared().Lexer,
      ValueConverter: () => shared().ValueConverter,
      ParserErrorMessageProvider: () => shared().ParserErrorMessageProvider,
      LangiumParser: () => shared().LangiumParser,
      CompletionParser: () => shared().CompletionParser,
    },
  };
}

export interface PatchbayServices {
  shared: LangiumSharedCoreServices;
  connector: LangiumCoreServices;
  flow: LangiumCoreServices;
  workspace: LangiumCoreServices;
}

/** The languages without a language server, for the command line, the runner and tests. Without a provider nothing is read from disk. */
export function createPatchbayServices(context: Partial<DefaultSharedCoreModuleContext> = {}): PatchbayServices {
  const fileSystemProvider = context.fileSystemProvider ?? EmptyFileSystem.fileSystemProvider;
  const shared = inject(createDefaultSharedCoreModule({ fileSystemProvider }), PatchbayGeneratedSharedModule, patchbaySharedModule);
  const language = (generated: typeof PatchbayConnectorGeneratedModule, own: LanguageModule): LangiumCoreServices =>
    inject(createDefaultCoreModule({ shared }), generated, own);
  const connector = language(PatchbayConnectorGeneratedModule, connectorModule);
  const flow = language(PatchbayFlowGeneratedModule, flowModule);
  const workspace = language(PatchbayWorkspaceGeneratedModule, workspaceModule);
  for (const services of [connector, flow, workspace]) shared.ServiceRegistry.register(services);
  registerChecks({ shared, connector, flow, workspace });
  return { shared, connector, flow, workspace };
}
