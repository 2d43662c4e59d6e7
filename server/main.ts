import { startLanguageServer } from 'langium/lsp';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { addProtocolHandlers } from './protocol-handlers.ts';
import { createServerServices, warmUp } from './services.ts';
import { WorkspaceFiles } from './workspace-files.ts';

// Over IPC from VS Code, over stdio (`--stdio`) from any other editor.
const connection = createConnection(ProposedFeatures.all);
// A mistake of ours is told in the client's log; whoever is typing goes on.
process.on('unhandledRejection', (reason) => connection.console.error(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)));
const services = createServerServices({ connection, fileSystemProvider: () => new WorkspaceFiles() });
addProtocolHandlers(connection, services);
services.shared.lsp.LanguageServer.onInitialized(() => void warmUp(services));
startLanguageServer(services.shared);
