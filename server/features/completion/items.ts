import { CompletionItemKind, type CompletionItem } from 'vscode-languageserver-protocol';
import { type NamedSymbol, nonNull, type Semantics, type SymbolKind, typeText } from '#language';
import { hoverText } from '../hover.ts';

/** What sources hand on; the provider adds the edit that puts it into the text. `insert` is what is written, the label unless given. */
export interface Proposal extends Omit<CompletionItem, 'textEdit' | 'insertText'> {
  insert?: string;
}

const kinds: Record<SymbolKind, CompletionItemKind> = {
  connector: CompletionItemKind.Module, instance: CompletionItemKind.Variable, auth: CompletionItemKind.Constant, endpoint: CompletionItemKind.Method,
  webhook: CompletionItemKind.Event, entity: CompletionItemKind.Struct, function: CompletionItemKind.Function, flow: CompletionItemKind.Class,
  table: CompletionItemKind.Struct, file: CompletionItemKind.File, use: CompletionItemKind.Variable, setting: CompletionItemKind.Property,
  secret: CompletionItemKind.Property, capture: CompletionItemKind.Property, parameter: CompletionItemKind.Variable, input: CompletionItemKind.Variable,
  field: CompletionItemKind.Field, step: CompletionItemKind.Variable, store: CompletionItemKind.Variable, variable: CompletionItemKind.Variable,
  cache: CompletionItemKind.Variable, local: CompletionItemKind.Variable, given: CompletionItemKind.Variable, builtin: CompletionItemKind.Function,
};

/** A symbol as a proposal; nearer ones have a smaller `rank`. */
export function symbolProposal(symbol: NamedSymbol, semantics: Semantics, rank = 0): Proposal {
  return {
    label: symbol.name,
    kind: kinds[symbol.kind],
    detail: detailOf(symbol, semantics),
    documentation: { kind: 'markdown', value: hoverText(symbol, semantics) },
    sortText: `${String(rank).padStart(3, '0')}${symbol.name}`,
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
