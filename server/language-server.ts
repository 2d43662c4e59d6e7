import { eagerLoad, URI, UriUtils } from 'langium';
import { DefaultLanguageServer } from 'langium/lsp';
import type { InitializedParams, InitializeParams, InitializeResult, WorkspaceFolder } from 'vscode-languageserver-protocol';
import { codeActionKinds } from './features/code-actions/provider.ts';
import { formatOnType } from './features/formatting.ts';
import { registerFormatting, registersFormatting, withoutFormatting } from './features/formatting-registration.ts';

/**
 * Answers `initialize` before the parsers are made, which takes longer than everything else at the start: they are made when the first
 * file is read.
 */
export class PatchbayLanguageServer extends DefaultLanguageServer {
  /** Formatting is offered once the client is ready, for the files that it is for. */
  private formatsByRegistration = false;

  /** Those that listen to the client's first words are made now; they make what they need. */
  protected override eagerLoadServices(): void {
    eagerLoad(this.services.lsp);
    for (const language of this.services.ServiceRegistry.all) if ('lsp' in language) eagerLoad(language.lsp as object);
  }

  override initialize(params: InitializeParams): Promise<InitializeResult> {
    return super.initialize({ ...params, workspaceFolders: foldersOf(params) });
  }

  protected override buildInitializeResult(params: InitializeParams): InitializeResult {
    const result = super.buildInitializeResult(params);
    // Langium has none of its own; server/protocol-handlers.ts answers.
    result.capabilities.selectionRangeProvider = true;
    if (result.capabilities.completionProvider !== undefined) result.capabilities.completionProvider.resolveProvider = true;
    result.capabilities.codeActionProvider = { codeActionKinds: [...codeActionKinds] };
    this.formatsByRegistration = registersFormatting(params);
    return this.formatsByRegistration ? { ...result, capabilities: withoutFormatting(result.capabilities) } : result;
  }

  override initialized(params: InitializedParams): void {
    super.initialized(params);
    const { Connection: connection } = this.services.lsp;
    if (this.formatsByRegistration && connection !== undefined) void registerFormatting(connection, formatOnType);
  }
}

/** Clients of before LSP 3.6 say one folder, as a URI or, before that, as a path. */
function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): WorkspaceFolder[] | null {
  if (workspaceFolders !== undefined && workspaceFolders !== null) return workspaceFolders;
  const uri = rootUri ?? (typeof rootPath === 'string' ? URI.file(rootPath).toString() : undefined);
  return uri === undefined ? null : [{ uri, name: UriUtils.basename(URI.parse(uri)) }];
}
