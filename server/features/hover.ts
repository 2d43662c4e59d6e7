import type { LangiumDocument } from 'langium';
import type { HoverProvider, LangiumServices } from 'langium/lsp';
import type { Hover, HoverParams } from 'vscode-languageserver-protocol';
import { ast, type NamedSymbol, type Semantics, semanticsOf, typeText } from '#language';
import { symbolRemark, symbolSignature } from './symbol-text.ts';

/** Type and documentation of what stands under the cursor. */
export class PatchbayHoverProvider implements HoverProvider {
  private readonly services: LangiumServices;

  constructor(services: LangiumServices) {
    this.services = services;
  }

  getHoverContent(document: LangiumDocument, params: HoverParams): Hover | undefined {
    const semantics = semanticsOf(this.services.shared);
    const found = semantics.symbolAt(document, document.textDocument.offsetAt(params.position));
    if (found?.symbol === undefined || found.cst === undefined) return undefined;
    return { contents: { kind: 'markdown', value: hoverText(found.symbol, semantics, found.node) }, range: found.cst.range };
  }
}

/** Markdown: the signature, what narrowing knows here, the documentation, an example of a built-in function. */
export function hoverText(symbol: NamedSymbol, semantics: Semantics, at?: Parameters<typeof symbolSignature>[2]): string {
  const parts = [`\`\`\`patchbay\n${symbolSignature(symbol, semantics, at)}\n\`\`\``];
  const narrowed = at !== undefined && ast.isNameReference(at) && (symbol.kind === 'step' || symbol.kind === 'local') ? typeText(semantics.types.typeOf(at)) : undefined;
  if (narrowed !== undefined && !parts[0]!.includes(narrowed)) parts.push(`Here: \`${narrowed}\``);
  const remark = symbolRemark(symbol);
  if (remark !== undefined) parts.push(remark);
  const documentation = semantics.documentation(symbol);
  if (documentation !== undefined) parts.push(documentation);
  const example = symbol.builtin?.example;
  if (example !== undefined) parts.push(`\`${example.code}\` → \`${example.value}\``);
  return parts.join('\n\n');
}
