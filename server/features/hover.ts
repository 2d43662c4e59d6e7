import { type AstNode, AstUtils, type CstNode, CstUtils, GrammarAST, type LangiumDocument } from 'langium';
import type { HoverProvider, LangiumServices, LangiumSharedServices } from 'langium/lsp';
import type { Hover, HoverParams, MarkupContent, Range } from 'vscode-languageserver-protocol';
import {
  ast, attributeSections, builtinAnchor, builtinTitle, type NamedSymbol, type Section, sectionOf, type Semantics, semanticsOf, type SymbolUse, typeSections, typeText,
} from '#language';
import { languagePageLink } from '../language-page.ts';
import { contentFormat } from './content-format.ts';
import { readCron } from './cron.ts';
import { originText } from './hover-origin.ts';
import { withExample, wordText } from './manual-text.ts';
import { fenced, markdown } from './markdown.ts';
import { requestText } from './request-text.ts';
import { symbolRemark, symbolSignature } from './symbol-text.ts';

interface Found { contents: MarkupContent; range: Range }

/** Type and documentation of what stands under the cursor: a name, a word of the language, an attribute, a schedule. */
export class PatchbayHoverProvider implements HoverProvider {
  private readonly services: LangiumServices;
  private readonly format: ReturnType<typeof contentFormat>;

  constructor(services: LangiumServices) {
    this.services = services;
    this.format = contentFormat(services.shared, 'hover');
  }

  async getHoverContent(document: LangiumDocument, params: HoverParams): Promise<Hover | undefined> {
    const found = await this.hoverAt(document, params);
    return found && { range: found.range, contents: this.format(found.contents) };
  }

  private async hoverAt(document: LangiumDocument, params: HoverParams): Promise<Found | undefined> {
    const semantics = semanticsOf(this.services.shared);
    const offset = document.textDocument.offsetAt(params.position);
    const found = semantics.symbolAt(document, offset);
    if (found?.symbol !== undefined && found.cst !== undefined) return hover(symbolHover(found.symbol, found, semantics, this.services.shared), found.cst.range);
    const root = document.parseResult.value.$cstNode;
    const leaf = root && CstUtils.findLeafNodeAtOffset(root, offset);
    return leaf && (await cronHover(leaf) ?? typeHover(leaf, this.services.shared) ?? wordHover(leaf, this.services.shared));
  }
}

function symbolHover(symbol: NamedSymbol, use: SymbolUse, semantics: Semantics, shared: LangiumSharedServices): string {
  const parts = [hoverText(symbol, semantics, use.node)];
  const endpoint = symbol.node;
  const request = endpoint !== undefined && ast.isEndpoint(endpoint) ? requestText(endpoint, semantics, aliasOf(use.node, semantics)) : undefined;
  if (request !== undefined) {
    parts.push(fenced('http', request.text));
    if (request.auths.length > 0) parts.push(`Signed in by ${request.auths.map((name) => `\`${name}\``).join(' or ')}, as the instance says.`);
  }
  const origin = originText(symbol, use.document, semantics);
  if (origin !== undefined) parts.push(origin);
  const link = symbol.builtin === undefined ? undefined : languagePageLink({ title: builtinTitle(symbol.builtin), anchor: builtinAnchor(symbol.builtin) }, shared);
  if (link !== undefined) parts.push(link);
  return parts.join('\n\n');
}

/** The `use` through which an endpoint is named: `shop.listOrders`. */
function aliasOf(node: AstNode, { types }: Semantics): ast.Use | undefined {
  if (!ast.isMemberAccess(node)) return undefined;
  const target = types.typeOf(node.target);
  return target.kind === 'alias' ? target.use : undefined;
}

/** What a schedule says, and its next times in its zone. */
async function cronHover(leaf: CstNode): Promise<Found | undefined> {
  const trigger = AstUtils.getContainerOfType(leaf.astNode, ast.isTrigger);
  const { cron, timezone } = trigger ?? {};
  const at = [cron, timezone].find((node) => node?.$cstNode !== undefined && node.$cstNode.offset <= leaf.offset && leaf.end <= node.$cstNode.end);
  if (at?.$cstNode === undefined || !ast.isStringLiteral(cron)) return undefined;
  const zone = ast.isStringLiteral(timezone) ? timezone.value : undefined;
  const reading = await readCron(cron.value, zone === undefined ? {} : { zone });
  if (reading === undefined) return undefined;
  const when = reading.next.length === 0 ? ['It never comes.'] : [`Next, in ${reading.zone}:`, reading.next.map((time) => `- ${time}`).join('\n')];
  const unknown = timezone !== undefined && zone === undefined ? ['The zone is only known when it runs; these are times in UTC.'] : [];
  return hover([`**${reading.text}**`, ...when, ...unknown].join('\n\n'), at.$cstNode.range);
}

/** What a type of the language itself is, where it stands as a type. */
function typeHover(leaf: CstNode, shared: LangiumSharedServices): Found | undefined {
  const node = leaf.astNode;
  if (!ast.isNamedType(node) || node.member !== undefined || node.name !== leaf.text) return undefined;
  const section = typeSections[node.name];
  return section && hover(joined(fenced('patchbay', leaf.text), section.text, languagePageLink(section, shared)), leaf.range);
}

function wordHover(leaf: CstNode & { grammarSource?: AstNode }, shared: LangiumSharedServices): Found | undefined {
  const { text } = leaf;
  const link = (section: Section | undefined): string | undefined => section && languagePageLink(section, shared);
  if (text.startsWith('@')) {
    const attribute = attributeSections[text.slice(1)];
    if (attribute === undefined) return undefined;
    const signature = fenced('patchbay', `${text}${attribute.argument === undefined ? '' : `(${attribute.argument})`}`);
    return hover(joined(signature, withExample(attribute.summary, attribute.examples[0]), link(attribute)), leaf.range);
  }
  const rule = ruleOfWord(leaf);
  if (rule === undefined) return undefined;
  const documentation = wordText(text, rule);
  return documentation === undefined ? undefined : hover(joined(`\`${text}\`: ${documentation}`, link(sectionOf(rule))), leaf.range);
}

/** The rule of the grammar that a word or operator stands in. An operator between two values comes from the rule of operators. */
function ruleOfWord({ astNode, grammarSource: source }: CstNode & { grammarSource?: AstNode }): string | undefined {
  if (GrammarAST.isKeyword(source)) return AstUtils.getContainerOfType(source, GrammarAST.isParserRule)?.name;
  return GrammarAST.isAssignment(source) && ast.isBinaryExpression(astNode) ? ast.BinaryExpression.$type : undefined;
}

function joined(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('\n\n');
}

function hover(value: string, range: Range): Found {
  return { contents: markdown(value), range };
}

/** Markdown: the signature, what narrowing knows here, the documentation, an example of a built-in function. */
export function hoverText(symbol: NamedSymbol, semantics: Semantics, at?: Parameters<typeof symbolSignature>[2]): string {
  const parts = [fenced('patchbay', symbolSignature(symbol, semantics, at))];
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
