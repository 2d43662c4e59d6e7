import { type AstNode, Cancellation, GrammarUtils, interruptAndCheck, type LangiumDocument } from 'langium';
import type { LangiumServices, SemanticTokenProvider } from 'langium/lsp';
import { SemanticTokensBuilder } from 'vscode-languageserver';
import type {
  Range, SemanticTokens, SemanticTokensDelta, SemanticTokensDeltaParams, SemanticTokensOptions, SemanticTokensParams, SemanticTokensRangeParams,
} from 'vscode-languageserver-protocol';
import { declaredSymbol, type NameUse, nameUsesOf, type Semantics, semanticsOf, walk } from '#language';
import { kindOfSymbol, kindOfUnknown, tokenModifiers, tokenTypes } from './semantic-kinds.ts';

/** So many names are looked up between two looks at whether the answer is still wanted. */
const stretch = 200;

/** Names by what they mean, which the TextMate grammar cannot know. Keywords, texts and numbers are left to it. */
export class PatchbaySemanticTokenProvider implements SemanticTokenProvider {
  readonly tokenTypes = tokenTypes;
  readonly tokenModifiers = tokenModifiers;
  readonly semanticTokensOptions: SemanticTokensOptions = {
    legend: { tokenTypes: Object.keys(tokenTypes), tokenModifiers: Object.keys(tokenModifiers) }, full: { delta: true }, range: true,
  };
  private readonly services: LangiumServices;
  /** What each open document's editor was told last: changes refer to it. */
  private readonly told = new Map<string, SemanticTokensBuilder>();

  constructor(services: LangiumServices) {
    this.services = services;
    services.shared.workspace.TextDocuments.onDidClose(({ document }) => void this.told.delete(document.uri));
  }

  async semanticHighlight(document: LangiumDocument, _params: SemanticTokensParams, token?: Cancellation.CancellationToken): Promise<SemanticTokens> {
    const tokens = await this.tokens(document, undefined, token);
    const uri = document.uri.toString();
    const builder = this.told.get(uri) ?? new SemanticTokensBuilder();
    this.told.set(uri, builder);
    // Begins anew, whatever was told before.
    builder.previousResult('');
    fill(builder, tokens);
    return builder.build();
  }

  async semanticHighlightRange(document: LangiumDocument, params: SemanticTokensRangeParams, token?: Cancellation.CancellationToken): Promise<SemanticTokens> {
    const builder = new SemanticTokensBuilder();
    fill(builder, await this.tokens(document, params.range, token));
    return { data: builder.build().data };
  }

  async semanticHighlightDelta(document: LangiumDocument, params: SemanticTokensDeltaParams, token?: Cancellation.CancellationToken): Promise<SemanticTokens | SemanticTokensDelta> {
    const tokens = await this.tokens(document, undefined, token);
    const builder = this.told.get(document.uri.toString());
    if (builder === undefined) return this.semanticHighlight(document, params, token);
    builder.previousResult(params.previousResultId);
    fill(builder, tokens);
    return builder.buildEdits();
  }

  private async tokens(document: LangiumDocument, range: Range | undefined, token = Cancellation.CancellationToken.None): Promise<Token[]> {
    const semantics = semanticsOf(this.services.shared);
    const found = new Map<number, Token>();
    let count = 0;
    for (const place of placesIn(document.parseResult.value, range)) {
      if (++count % stretch === 0) await interruptAndCheck(token);
      const made = tokenAt(place, semantics);
      // `{ status }` names one thing and declares another: what is named counts.
      if (made !== undefined && (place.use !== undefined || !found.has(made.offset))) found.set(made.offset, made);
    }
    return [...found.values()].sort((a, b) => a.offset - b.offset);
  }
}

interface Token { offset: number; line: number; character: number; length: number; type: number; modifiers: number }

function fill(builder: SemanticTokensBuilder, tokens: readonly Token[]): void {
  for (const { line, character, length, type, modifiers } of tokens) builder.push(line, character, length, type, modifiers);
}

/** A name in a node: one that is used, or the node's own. */
interface Place { node: AstNode; use?: NameUse }

function placesIn(root: AstNode, range: Range | undefined): Place[] {
  const places: Place[] = [];
  walk(root, (node) => {
    const own = node.$cstNode?.range;
    if (range !== undefined && own !== undefined && (own.end.line < range.start.line || own.start.line > range.end.line)) return false;
    for (const use of nameUsesOf(node)) places.push({ node, use });
    if ('name' in node && !node.$type.startsWith('Json')) places.push({ node });
    return true;
  });
  return places;
}

function tokenAt({ node, use }: Place, semantics: Semantics): Token | undefined {
  const symbol = use === undefined ? declaredSymbol(node) : semantics.resolve(use.node, use.property, use.index);
  const kind = symbol === undefined ? (use && kindOfUnknown(use)) : kindOfSymbol(symbol, use);
  if (kind === undefined) return undefined;
  const cst = GrammarUtils.findNodeForProperty(node.$cstNode, use?.property ?? 'name', use?.index);
  // What stands in quotes is a text.
  if (cst === undefined || cst.length === 0 || cst.range.start.line !== cst.range.end.line || /^['"]/.test(cst.text)) return undefined;
  let modifiers = use === undefined ? tokenModifiers.declaration : 0;
  for (const modifier of kind.modifiers) modifiers |= tokenModifiers[modifier];
  return { offset: cst.offset, line: cst.range.start.line, character: cst.range.start.character, length: cst.length, type: tokenTypes[kind.type], modifiers };
}
