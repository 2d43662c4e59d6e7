import { setFlagsFromString } from 'node:v8';
import { startLanguageServer } from 'langium/lsp';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { collectWhenIdle } from './idle-collection.ts';
import { addProtocolHandlers } from './protocol-handlers.ts';
import { createServerServices, warmUp } from './services.ts';
import { WorkspaceFiles } from './workspace-files.ts';

// Over IPC from VS Code, over stdio (`--stdio`) from any other editor.
const connection = createConnection(ProposedFeatures.all);
// A mistake of ours is told in the client's log; whoever is typing goes on.
process.on('unhandledRejection', (reason) => connection.console.error(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)));
const services = createServerServices({ connection, fileSystemProvider: () => new WorkspaceFiles() });
addProtocolHandlers(connection, services);
services.shared.lsp.LanguageServer.onInitialized(() => void warmUp(services).then(() => {
  growSlowly();
  collectWhenIdle(services.shared);
}));
startLanguageServer(services.shared);

/**
 * From here on the old generation grows slowly, which takes a third less memory for a tenth more work of an edit. V8 reads this at each
 * collection, so it holds however the server was started; from the start on it would collect again and again what is only just being loaded.
 */
function growSlowly(): void {
  setFlagsFromString('--heap-growing-percent=100');
}
