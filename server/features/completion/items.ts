import type { MaybePromise } from 'langium';
import { CompletionItemKind, CompletionItemTag, type CompletionItem, type MarkupContent } from 'vscode-languageserver-protocol';
import { type NamedSymbol, nonNull, type Semantics, type SymbolKind, typeText } from '#language';
import { hoverText } from '../hover.ts';
import { markdown } from '../markdown.ts';
import { deprecationOf } from '../symbol-text.ts';

/** What is said of a proposal; worked out when a person looks at it, where that takes longer than listing it. */
export type Documentation = string | MarkupContent;

/** What sources hand on; the provider adds the edit that puts it into the text. `insert` is what is written, the label unless given. */
export interface Proposal extends Omit<CompletionItem, 'textEdit' | 'insertText' | 'sortText' | 'documentation'> {
  insert?: string;
  /** The same with tab stops, for clients that know snippets. */
  snippet?: string;
  /** The word of the language that a snippet begins with. */
  snippetOf?: string;
  /** It says something of what is typed, and is asked for again with the next key. */
  ofTyped?: true;
  documentation?: Documentation | (() => MaybePromise<Documentation | undefined>);
  /** Where it stands in the list: `rank`s below, and within one of them the order of the source. */
  rank: number;
}

/** From what is most likely meant to what is always there. */
export const ranks = { wanted: 0, name: 1, word: 2, type: 3, builtin: 4, everyValue: 5 } as const;

const kinds: Record<SymbolKind, CompletionItemKind> = {
  connector: CompletionItemKind.Module, instance: CompletionItemKind.Variable, auth: CompletionItemKind.Constant, endpoint: CompletionItemKind.Method,
  webhook: CompletionItemKind.Event, entity: CompletionItemKind.Struct, function: CompletionItemKind.Function, flow: CompletionItemKind.Class,
  table: CompletionItemKind.Struct, file: CompletionItemKind.File, use: CompletionItemKind.Variable, setting: CompletionItemKind.Property,
  secret: CompletionItemKind.Property, capture: CompletionItemKind.Property, parameter: CompletionItemKind.Variable, input: CompletionItemKind.Variable,
  field: CompletionItemKind.Field, step: CompletionItemKind.Variable, store: CompletionItemKind.Variable, variable: CompletionItemKind.Variable,
  cache: CompletionItemKind.Variable, local: CompletionItemKind.Variable, given: CompletionItemKind.Variable, builtin: CompletionItemKind.Function,
};

/** A symbol as a proposal. */
export function symbolProposal(symbol: NamedSymbol, semantics: Semantics, rank: number = ranks.name): Proposal {
  return {
    label: symbol.name, kind: kinds[symbol.kind], detail: detailOf(symbol, semantics), documentation: () => markdown(hoverText(symbol, semantics)), rank,
    ...(deprecationOf(symbol.node) !== undefined && { tags: [CompletionItemTag.Deprecated] }),
  };
}

function detailOf(symbol: NamedSymbol, semantics: Semantics): string {
  switch (symbol.kind) {
    case 'setting': case 'secret': case 'input': case 'parameter': return `${symbol.kind}: ${typeText(nonNull(semantics.types.typeOfSymbol(symbol)))}`;
    case 'step': case 'local': case 'given': case 'field': case 'variable': return typeText(semantics.types.typeOfSymbol(symbol));
    case 'builtin': return symbol.builtin?.returns ?? 'function';
    default: return symbol.kind;
  }
}

/** A field's type as it is declared. */
export function fieldDetail(field: { type: Parameters<typeof typeText>[0]; optional: boolean }): string {
  const text = typeText(field.type);
  return field.optional ? `${field.type.kind === 'union' ? `(${text})` : text}?` : text;
}
