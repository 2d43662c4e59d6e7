import { AstUtils, GrammarUtils, type LangiumDocument, type LangiumSharedCoreServices, type URI, UriUtils } from 'langium';
import { type ast, documentSymbols, type NamedSymbol, type Semantics } from '#language';
import type { Change } from './change.ts';
import { refusal } from './refusal.ts';

const ending = '.connector';

/** The name that the file of a connector gets with it, and the imports of it that follow; undefined where it is not named after it. */
export async function renamedFile(symbol: NamedSymbol, name: string, shared: LangiumSharedCoreServices, semantics: Semantics): Promise<{ document: LangiumDocument; to: URI; imports: Change[] } | undefined> {
  if (symbol.kind !== 'connector' || symbol.node === undefined) return undefined;
  const document = AstUtils.getDocument(symbol.node);
  if (document.uri.scheme !== 'file' || UriUtils.basename(document.uri) !== symbol.name + ending) return undefined;
  const to = UriUtils.joinPath(UriUtils.dirname(document.uri), name + ending);
  const isThere = shared.workspace.LangiumDocuments.hasDocument(to) || await shared.workspace.FileSystemProvider.exists(to).catch(() => false);
  // On a disk that does not tell capitals apart, the file with the new name is the file itself.
  if (isThere && to.path.toLowerCase() !== document.uri.path.toLowerCase()) throw refusal(`There is already a file \`${name}${ending}\` beside \`${symbol.name}${ending}\`. Choose another name, or rename that file first.`);
  return { document, to, imports: importsOf(document, name, semantics) };
}

function importsOf(document: LangiumDocument, name: string, semantics: Semantics): Change[] {
  return semantics.index.viewOf(document).documents.flatMap((other) => documentSymbols(other.parseResult.value).imports.flatMap((node: ast.Import): Change[] => {
    const cst = semantics.index.imported(node) === document ? GrammarUtils.findNodeForProperty(node.$cstNode, 'path') : undefined;
    if (cst === undefined) return [];
    const folder = cst.text.slice(0, cst.text.lastIndexOf('/') + 1);
    return [{ document: other, start: cst.offset, end: cst.end, newText: `${folder === '' ? cst.text.charAt(0) : folder}${name}${ending}${cst.text.charAt(0)}` }];
  }));
}
