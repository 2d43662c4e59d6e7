import { AstUtils, CstUtils, GrammarAST, type LangiumDocument } from 'langium';
import type { HoverProvider, LangiumServices } from 'langium/lsp';
import type { Hover, HoverParams } from 'vscode-languageserver-protocol';
import { ast, type NamedSymbol, type Semantics, semanticsOf, typeText } from '#language';
import { attributes } from './attribute-words.ts';
import { symbolRemark, symbolSignature } from './symbol-text.ts';
import { wordDocumentation } from './words.ts';

/** Type and documentation of what stands under the cursor: a name, a word of the language, an attribute. */
export class PatchbayHoverProvider implements HoverProvider {
  private readonly services: LangiumServices;

  constructor(services: LangiumServices) {
    this.services = services;
  }

  getHoverContent(document: LangiumDocument, params: HoverParams): Hover | undefined {
    const semantics = semanticsOf(this.services.shared);
    const offset = document.textDocument.offsetAt(params.position);
    const found = semantics.symbolAt(document, offset);
    if (found?.symbol !== undefined && found.cst !== undefined) return hover(hoverText(found.symbol, semantics, found.node), found.cst.range);
    return wordHover(document, offset);
  }
}

function wordHover(document: LangiumDocument, offset: number): Hover | undefined {
  const root = document.parseResult.value.$cstNode;
  const leaf = root && CstUtils.findLeafNodeAtOffset(root, offset);
  if (leaf === undefined) return undefined;
  const { text } = leaf;
  if (text.startsWith('@')) {
    const attribute = attributes[text.slice(1)];
    return attribute && hover(`\`\`\`patchbay\n${text}${attribute.argument === undefined ? '' : `(${attribute.argument})`}\n\`\`\`\n\n${attribute.documentation}`, leaf.range);
  }
  const source = leaf.grammarSource;
  if (!GrammarAST.isKeyword(source)) return undefined;
  const documentation = wordDocumentation(text, AstUtils.getContainerOfType(source, GrammarAST.isParserRule)?.name ?? '');
  return documentation === undefined ? undefined : hover(`\`${text}\`: ${documentation}`, leaf.range);
}

function hover(value: string, range: NonNullable<Hover['range']>): Hover {
  return { contents: { kind: 'markdown', value }, range };
}

/** Markdown: the signature, what narrowing knows here, the documentation, an example of a built-in function. */
export function hoverText(symbol: NamedSymbol, semantics: Semantics, at?: Parameters<typeof symbolSignature>[2]): string {
  const parts = [`\`\`\`patchbay\n${symbolSignature(symbol, semantics, at)}\n\`\`\``];
  if (at !== undefined && ast.isNameReference(at) && (symbol.kind === 'step' || symbol.kind === 'local')) {
    const narrowed = typeText(semantics.types.typeOf(at));
    if (narrowed !== typeText(semantics.types.typeOfSymbol(symbol, at))) parts.push(`Here: \`${narrowed}\``);
  }
  const remark = symbolRemark(symbol);
  if (remark !== undefined) parts.push(remark);
  const documentation = semantics.documentation(symbol);
  if (documentation !== undefined) parts.push(documentation);
  const example = symbol.builtin?.example;
  if (example !== undefined) parts.push(`\`${example.code}\` → \`${example.value}\``);
  return parts.join('\n\n');
}
