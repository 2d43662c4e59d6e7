import type { LangiumSharedServices } from 'langium/lsp';
import { type InitializeParams, InsertTextMode } from 'vscode-languageserver-protocol';
import type { InitializationOptions } from '#server/protocol';

/** What a client's completion can do; without a client, the least. */
export interface CompletionClient {
  /** A name is replaced whole or to the cursor, as the person has set it. */
  replaces: boolean;
  /** Texts with tab stops. */
  snippets: boolean;
  /** It has no snippets for our files of its own. */
  wantsSnippets: boolean;
  commitCharacters: boolean;
  /** It asks for the documentation of the one that is looked at. */
  resolves: boolean;
  /** Lines after the first come out as they are sent. */
  keepsLines: boolean;
}

const clients = new WeakMap<LangiumSharedServices, CompletionClient>();

/** What the client says of itself with `initialize`. To be asked for before it connects. */
export function completionClient(shared: LangiumSharedServices): CompletionClient {
  let client = clients.get(shared);
  if (client === undefined) {
    const made: CompletionClient = { replaces: false, snippets: false, wantsSnippets: false, commitCharacters: false, resolves: false, keepsLines: true };
    clients.set(shared, (client = made));
    shared.lsp.LanguageServer.onInitialize((params) => { Object.assign(made, clientSaid(params)); });
  }
  return client;
}

function clientSaid({ capabilities, initializationOptions }: InitializeParams): CompletionClient {
  const item = capabilities.textDocument?.completion?.completionItem;
  const snippets = item?.snippetSupport === true;
  return {
    replaces: item?.insertReplaceSupport === true,
    snippets, wantsSnippets: snippets && (initializationOptions as Partial<InitializationOptions> | undefined)?.snippets !== false,
    commitCharacters: item?.commitCharactersSupport === true,
    resolves: item?.resolveSupport?.properties.includes('documentation') === true,
    keepsLines: item?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) === true,
  };
}
