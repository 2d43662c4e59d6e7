import { type LangiumDocument, UriUtils } from 'langium';

export { inQuotes, isName, keyText } from '#language';

/** How a file is named in an import of another one. */
export function importPath(from: LangiumDocument, to: LangiumDocument): string {
  const path = UriUtils.relative(UriUtils.dirname(from.uri), to.uri);
  return path.startsWith('.') ? path : `./${path}`;
}
