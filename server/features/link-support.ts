import type { LangiumSharedServices } from 'langium/lsp';
import type { Location, LocationLink } from 'vscode-languageserver-protocol';

export type Links = LocationLink[] | undefined;

/**
 * Answers as the client takes them: links, or plain locations where it does not say that it knows links. Langium's types know only links. To
 * be made before the client connects; without a client, links.
 */
export function linkSupport(shared: LangiumSharedServices, kind: 'definition' | 'typeDefinition' | 'implementation'): (links: Links) => Links {
  let supported = true;
  shared.lsp.LanguageServer.onInitialize(({ capabilities }) => { supported = capabilities.textDocument?.[kind]?.linkSupport === true; });
  return (links) => (supported ? links : links?.map(({ targetUri: uri, targetSelectionRange: range }): Location => ({ uri, range })) as unknown as Links);
}
