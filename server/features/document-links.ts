import { type AstNode, Cancellation, type CstNode, CstUtils, interruptAndCheck, type LangiumDocument, type URI, UriUtils } from 'langium';
import type { DocumentLinkProvider, LangiumServices } from 'langium/lsp';
import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver-protocol';
import { ast, type Semantics, semanticsOf, walk } from '#language';
import { namedPath } from './named-paths.ts';

/** Paths of files, and addresses in comments and where a connector tells its documentation. */
export class PatchbayDocumentLinkProvider implements DocumentLinkProvider {
  private readonly services: LangiumServices;

  constructor(services: LangiumServices) {
    this.services = services;
  }

  async getDocumentLinks(document: LangiumDocument, _params: DocumentLinkParams, token = Cancellation.CancellationToken.None): Promise<DocumentLink[]> {
    const semantics = semanticsOf(this.services.shared);
    const links = fileLinks(document, semantics);
    await interruptAndCheck(token);
    return [...links, ...webLinks(document)];
  }
}

function fileLinks(document: LangiumDocument, semantics: Semantics): DocumentLink[] {
  const links: DocumentLink[] = [];
  walk(document.parseResult.value, (node) => {
    const found = namedPath(node);
    const target = found?.cst && targetOf(found.path, document, semantics);
    if (found?.cst === undefined || target === undefined) return;
    links.push({ range: withoutQuotes(found.cst), target: target.toString(), tooltip: `Open ${UriUtils.basename(target)}` });
  });
  return links;
}

/** A file of the workspace; nothing leads out of it. */
function targetOf(path: string, document: LangiumDocument, semantics: Semantics): URI | undefined {
  if (/^(?:[A-Za-z][\w+.-]*:|[\\/~])/.test(path) || path.includes('\\')) return undefined;
  const target = UriUtils.resolvePath(UriUtils.dirname(document.uri), path.toWellFormed());
  const { root } = semantics.index.viewOf(document);
  return root !== '' && !document.uri.query && !target.toString().startsWith(`${root}/`) ? undefined : target;
}

const address = /\bhttps?:\/\/[^\s<>"'`\\]+/g;

/** Addresses are links where people read them, not where the program does: `base` is none. */
function webLinks(document: LangiumDocument): DocumentLink[] {
  const root = document.parseResult.value.$cstNode;
  if (root === undefined) return [];
  const { textDocument } = document;
  return [...textDocument.getText().matchAll(address)].flatMap((match): DocumentLink[] => {
    const leaf = CstUtils.findLeafNodeAtOffset(root, match.index);
    if (leaf === undefined || !(leaf.hidden || isDocumentation(leaf.astNode))) return [];
    const text = withoutEnd(match[0]);
    return [{ range: { start: textDocument.positionAt(match.index), end: textDocument.positionAt(match.index + text.length) }, target: text }];
  });
}

function isDocumentation(node: AstNode): boolean {
  const owner = ast.isStringLiteral(node) ? node.$container : node;
  if (ast.isJsonString(node)) return node.$container.$type === 'JsonMember' && (node.$container as ast.JsonMember).key === '$schema';
  return ast.isWebsite(owner) || ast.isDeprecated(owner) || ast.isSunset(owner);
}

/** Full stops and brackets after an address are those of the sentence around it. */
function withoutEnd(text: string): string {
  let surplus = 0;
  for (const character of text) surplus += character === ')' ? 1 : character === '(' ? -1 : 0;
  let end = text.endsWith('*/') ? text.length - 2 : text.length;
  for (; end > 0; end--) {
    const last = text[end - 1]!;
    if (last === ')' && surplus > 0) surplus--;
    else if (!'.,;:!?*]}'.includes(last)) break;
  }
  return text.slice(0, end);
}

function withoutQuotes(cst: CstNode): DocumentLink['range'] {
  const quotes = /^'''|^"""/.test(cst.text) ? 3 : 1;
  const { start, end } = cst.range;
  return { start: { ...start, character: start.character + quotes }, end: { ...end, character: end.character - quotes } };
}
