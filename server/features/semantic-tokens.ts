import { type AstNode, AstUtils, Cancellation, type CstNode, GrammarAST, interruptAndCheck, isCompositeCstNode, type LangiumDocument } from 'langium';
import type { LangiumServices, SemanticTokenProvider } from 'langium/lsp';
import { SemanticTokensBuilder } from 'vscode-languageserver';
import type {
  Range, SemanticTokens, SemanticTokensDelta, SemanticTokensDeltaParams, SemanticTokensOptions, SemanticTokensParams, SemanticTokensRangeParams,
} from 'vscode-languageserver-protocol';
import { declaredSymbol, nameUsesOf, type Semantics, semanticsOf } from '#language';
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
    const { textDocument, parseResult } = document;
    const within = range === undefined ? { start: 0, end: Infinity } : { start: textDocument.offsetAt({ line: range.start.line, character: 0 }), end: textDocument.offsetAt({ line: range.end.line + 1, character: 0 }) - 1 };
    const found: Token[] = [];
    let count = 0;
    let before: Place | undefined;
    let index = 0;
    for (const place of placesIn(parseResult.value.$cstNode, within)) {
      if (++count % stretch === 0) await interruptAndCheck(token);
      // `a.b.c` of a path are three names of one property.
      index = before?.node === place.node && before.property === place.property ? index + 1 : 0;
      before = place;
      const made = tokenAt(place, index, semantics);
      if (made !== undefined) found.push(made);
    }
    return found;
  }
}

interface Token { line: number; character: number; length: number; type: number; modifiers: number }

function fill(builder: SemanticTokensBuilder, tokens: readonly Token[]): void {
  for (const { line, character, length, type, modifiers } of tokens) builder.push(line, character, length, type, modifiers);
}

/** A name in the text: of a node, in one of its properties. */
interface Place { cst: CstNode; node: AstNode; property: string }

/** The names of a tree in their order. The text's own tree is gone through, not the nodes: to look for each name's place takes longer than all the rest. */
function placesIn(root: CstNode | undefined, within: { start: number; end: number }): Place[] {
  const places: Place[] = [];
  const visit = (cst: CstNode): void => {
    if (cst.end < within.start || cst.offset > within.end) return;
    const { grammarSource } = cst as CstNode & { grammarSource?: AbstractElement };
    const property = grammarSource === undefined ? undefined : namedBy(grammarSource);
    if (property !== undefined) places.push({ cst, node: cst.astNode, property });
    else if (isCompositeCstNode(cst)) for (const child of cst.content) visit(child);
  };
  if (root !== undefined) visit(root);
  return places;
}

type AbstractElement = GrammarAST.AbstractElement;
const properties = new WeakMap<AbstractElement, { property: string | undefined }>();

/** The property that a place of the grammar fills with a name, or with one that has hyphens; undefined for everything else. */
function namedBy(source: AbstractElement): string | undefined {
  let known = properties.get(source);
  if (known === undefined) {
    const rule = GrammarAST.isRuleCall(source) ? source.rule.ref : undefined;
    const isName = rule?.name === 'ID' || rule?.name === 'HyphenName';
    known = { property: isName ? AstUtils.getContainerOfType(source, GrammarAST.isAssignment)?.feature : undefined };
    properties.set(source, known);
  }
  return known.property;
}

function tokenAt({ cst, node, property }: Place, index: number, semantics: Semantics): Token | undefined {
  const use = nameUsesOf(node).find((one) => one.property === property && (one.index === undefined || one.index === index));
  const symbol = use === undefined ? (property === 'name' ? declaredSymbol(node) : undefined) : semantics.resolve(node, property, use.index);
  const kind = symbol === undefined ? (use && kindOfUnknown(use)) : kindOfSymbol(symbol, use);
  if (kind === undefined || cst.length === 0) return undefined;
  const { start, end } = cst.range;
  if (start.line !== end.line) return undefined;
  let modifiers = use === undefined ? tokenModifiers.declaration : 0;
  for (const modifier of kind.modifiers) modifiers |= tokenModifiers[modifier];
  return { line: start.line, character: start.character, length: cst.length, type: tokenTypes[kind.type], modifiers };
}
