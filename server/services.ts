import { setTimeout } from 'node:timers/promises';
import { inject, type Module } from 'langium';
import { createDefaultModule, createDefaultSharedModule, type DefaultSharedModuleContext, type LangiumServices, type LangiumSharedServices } from 'langium/lsp';
import {
  connectorModule, flowModule, PatchbayConnectorGeneratedModule, PatchbayFlowGeneratedModule, PatchbayGeneratedSharedModule, patchbaySharedModule,
  PatchbayWorkspaceGeneratedModule, registerChecks, workspaceModule,
} from '#language';
import { ClientConfiguration } from './configuration.ts';
import { linkDiagnostics } from './diagnostics-page.ts';
import { EditorDocumentBuilder } from './document-builder.ts';
import { PatchbayDocumentUpdates } from './document-updates.ts';
import { PatchbayLanguageServer } from './language-server.ts';
import { featureModule, sharedFeatureModule, workspaceFeatureModule } from './features/module.ts';

export interface ServerServices {
  shared: LangiumSharedServices;
  connector: LangiumServices;
  flow: LangiumServices;
  workspace: LangiumServices;
}

/** How documents are kept while they are edited. */
const editingModule: Module<LangiumSharedServices, object> = {
  lsp: {
    LanguageServer: (services: LangiumSharedServices) => new PatchbayLanguageServer(services),
    DocumentUpdateHandler: (services: LangiumSharedServices) => new PatchbayDocumentUpdates(services),
  },
  workspace: {
    DocumentBuilder: (services: LangiumSharedServices) => new EditorDocumentBuilder(services),
    ConfigurationProvider: (services: LangiumSharedServices) => new ClientConfiguration(services),
  },
};

/** The three languages with everything that an editor asks of them. Can be built without a connection, and driven by tests. */
export function createServerServices(context: DefaultSharedModuleContext): ServerServices {
  const shared: LangiumSharedServices = inject(createDefaultSharedModule(context), PatchbayGeneratedSharedModule, patchbaySharedModule, editingModule, sharedFeatureModule);
  // The Problems view shows the whole workspace, not only what is open.
  shared.workspace.WorkspaceManager.initialBuildOptions = { validation: true };
  const connector: LangiumServices = inject(createDefaultModule({ shared }), PatchbayConnectorGeneratedModule, connectorModule, featureModule);
  const flow: LangiumServices = inject(createDefaultModule({ shared }), PatchbayFlowGeneratedModule, flowModule, featureModule);
  const workspace: LangiumServices = inject(createDefaultModule({ shared }), PatchbayWorkspaceGeneratedModule, workspaceModule, workspaceFeatureModule);
  for (const services of [connector, flow, workspace]) shared.ServiceRegistry.register(services);
  registerChecks({ shared, connector, flow, workspace });
  linkDiagnostics(shared);
  return { shared, connector, flow, workspace };
}

/** To let what waits be answered and written first; the diagnostics of the workspace among them. */
const pauseMs = 100;

/** Makes what the first completion needs, once the workspace is checked: otherwise that would wait for it, 50 ms for each language. */
export async function warmUp({ shared, connector, flow }: ServerServices): Promise<void> {
  await shared.workspace.WorkspaceManager.ready;
  for (const language of [flow, connector]) {
    await setTimeout(pauseMs);
    await shared.workspace.WorkspaceLock.read(() => { void language.parser.CompletionParser; });
  }
}
