import type { LangiumDocument } from 'langium';
import { documentSymbols } from './document-symbols.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** The connector of a file that was installed from a marketplace; undefined for any other. */
export function installedConnector(document: LangiumDocument, index: WorkspaceIndex): string | undefined {
  const name = documentSymbols(document.parseResult.value).connector?.name;
  const view = index.viewOf(document);
  if (name === undefined || view.file === undefined || document.uri.toString() !== `${view.root}/connectors/${name}.connector`) return undefined;
  return documentSymbols(view.file.parseResult.value).installed.has(name) ? name : undefined;
}
