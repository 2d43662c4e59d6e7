import { type AstNode, AstUtils, GrammarUtils, type LangiumDocument } from 'langium';
import { ast, type NamedSymbol, type Semantics } from '#language';

/** Where a symbol comes from, as Markdown: of which declaration it is, and the file where that is another one. Undefined where neither is news. */
export function originText(symbol: NamedSymbol, from: LangiumDocument, semantics: Semantics): string | undefined {
  const { node } = symbol;
  // A file itself is named by its path already.
  if (node?.$container === undefined || symbol.kind === 'file') return undefined;
  const document = AstUtils.getDocument(node);
  const owner = ownerOf(node);
  const file = document === from ? undefined : fileLink(document, node, semantics);
  if (owner === undefined) return file && `In ${file}`;
  return `Of ${owner}${file === undefined ? '' : ` in ${file}`}`;
}

function fileLink(document: LangiumDocument, node: AstNode, { index }: Semantics): string {
  const { root } = index.viewOf(document);
  const uri = document.uri.toString();
  const path = root !== '' && uri.startsWith(`${root}/`) ? uri.slice(root.length + 1) : uri.slice(uri.lastIndexOf('/') + 1);
  const cst = GrammarUtils.findNodeForProperty(node.$cstNode, 'name') ?? node.$cstNode;
  return `[${decoded(path).replaceAll(/[[\]\\]/g, '\\$&')}](${uri.replaceAll('(', '%28').replaceAll(')', '%29')}#L${(cst?.range.start.line ?? 0) + 1})`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** What a field or parameter belongs to. */
function ownerOf(node: AstNode): string | undefined {
  if (!ast.isField(node) && !ast.isParameter(node)) return undefined;
  const owner = node.$container as AstNode;
  switch (owner.$type) {
    case 'Entity': return `entity \`${(owner as ast.Entity).name}\``;
    case 'Extend': { const { connector, entity } = owner as ast.Extend; return `\`extend ${connector}${entity === undefined ? '' : `.${entity}`}\``; }
    case 'Endpoint': return `endpoint \`${(owner as ast.Endpoint).name}\``;
    case 'FunctionDeclaration': return `function \`${(owner as ast.FunctionDeclaration).name}\``;
    case 'Flow': return `flow \`${(owner as ast.Flow).name}\``;
    case 'Settings': return `connector \`${((owner as ast.Settings).$container as ast.Connector).name}\``;
    case 'Setting': case 'Secret': return named(owner.$container);
    default: return undefined;
  }
}

function named(node: AstNode | undefined): string | undefined {
  const name = (node as { name?: string } | undefined)?.name;
  return name === undefined ? undefined : `${node!.$type.toLowerCase()} \`${name}\``;
}
