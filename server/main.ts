import { startLanguageServer } from 'langium/lsp';
import { NodeFileSystem } from 'langium/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { addProtocolHandlers } from './protocol-handlers.ts';
import { createServerServices } from './services.ts';

// Over IPC from VS Code, over stdio (`--stdio`) from any other editor.
const connection = createConnection(ProposedFeatures.all);
const services = createServerServices({ connection, ...NodeFileSystem });
addProtocolHandlers(connection, services);
startLanguageServer(services.shared);
