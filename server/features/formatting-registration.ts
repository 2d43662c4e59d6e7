import {
  DocumentFormattingRequest, DocumentOnTypeFormattingRequest, DocumentRangeFormattingRequest, type Connection, type DocumentOnTypeFormattingOptions, type InitializeParams,
  type ServerCapabilities,
} from 'vscode-languageserver';

/** The files that Patchbay formats. patchbay.json is not one of them: its editor has a formatter for JSON, and would ask which of two it should take. */
const documentSelector = [{ pattern: '**/*.connector' }, { pattern: '**/*.flow' }];

/** Whether a client lets a server say for which files it formats. Others ask for all that they have opened, and get no edits for patchbay.json. */
export function registersFormatting({ capabilities: { textDocument } }: InitializeParams): boolean {
  return [textDocument?.formatting, textDocument?.rangeFormatting, textDocument?.onTypeFormatting].every((one) => one?.dynamicRegistration === true);
}

/** What the server can do, but for formatting. */
export function withoutFormatting(capabilities: ServerCapabilities): ServerCapabilities {
  const { documentFormattingProvider: _document, documentRangeFormattingProvider: _range, documentOnTypeFormattingProvider: _onType, ...others } = capabilities;
  return others;
}

/** Offers formatting for connectors and flows only. A client that refuses has none. */
export async function registerFormatting(connection: Connection, onType: DocumentOnTypeFormattingOptions): Promise<void> {
  try {
    await connection.client.register(DocumentFormattingRequest.type, { documentSelector });
    await connection.client.register(DocumentRangeFormattingRequest.type, { documentSelector });
    await connection.client.register(DocumentOnTypeFormattingRequest.type, { documentSelector, ...onType });
  } catch (error) {
    connection.console.warn(`This editor refused to register formatting: ${error instanceof Error ? error.message : String(error)}`);
  }
}
