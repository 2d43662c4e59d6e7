import { DocumentState } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { CodeLensRefreshRequest } from 'vscode-languageserver-protocol';
import { semanticsOf, type WorkspaceView } from '#language';

const following = new WeakSet<LangiumSharedServices>();

/**
 * Has the client ask for code lenses again when another file changes what they say: an instance that is added, a flow that uses a
 * connector. Does nothing for a client that cannot be told so.
 */
export function refreshLenses(shared: LangiumSharedServices): void {
  const connection = shared.lsp.Connection;
  if (connection === undefined || following.has(shared)) return;
  following.add(shared);
  let refreshes = false;
  let told: string | undefined;
  shared.lsp.LanguageServer.onInitialize(({ capabilities }) => { refreshes = capabilities.workspace?.codeLens?.refreshSupport === true; });
  shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.Validated, () => {
    if (!refreshes) return;
    const now = semanticsOf(shared).index.views().map(facts).join('\n');
    if (told !== undefined && told !== now) connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
    told = now;
  });
}

/** What lenses count, without where it stands. */
function facts({ instances, flows }: WorkspaceView): string {
  const used = [...flows.values()].flat().flatMap(({ uses }) => uses.map((one) => one.connector));
  return `${[...instances.values()].map((one) => `${one.name}:${one.connector}`).join()} ${used.join()}`;
}
