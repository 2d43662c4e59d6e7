import type { Scope as ValueStore } from '#plan';
import type { AstNode } from 'langium';
import type { NamedSymbol, SymbolKind } from './symbol.ts';

/** The names of one place, with those around it behind. */
export interface NameScope {
  parent: NameScope | undefined;
  /** The symbol of that name in this scope alone. */
  own(name: string): NamedSymbol | undefined;
  /** All symbols of this scope alone. */
  symbols(): Iterable<NamedSymbol>;
}

/** The symbol that a name means: the innermost one. */
export function lookUp(scope: NameScope | undefined, name: string): NamedSymbol | undefined {
  for (let at = scope; at !== undefined; at = at.parent) {
    const symbol = at.own(name);
    if (symbol !== undefined) return symbol;
  }
  return undefined;
}

/** Everything visible, nearest first, without what a nearer name hides. */
export function visible(scope: NameScope | undefined): NamedSymbol[] {
  const found = new Map<string, NamedSymbol>();
  for (let at = scope; at !== undefined; at = at.parent) {
    for (const symbol of at.symbols()) if (!found.has(symbol.name)) found.set(symbol.name, symbol);
  }
  return [...found.values()];
}

/** A scope of the given symbols. */
export function scopeOf(parent: NameScope | undefined, symbols: Map<string, NamedSymbol>): NameScope {
  return { parent, own: (name) => symbols.get(name), symbols: () => symbols.values() };
}

/** Symbols of named nodes, all of one kind. */
export function symbolsOf(nodes: Iterable<(AstNode & { name: string }) | undefined>, kind: SymbolKind, scope?: ValueStore): Map<string, NamedSymbol> {
  const symbols = new Map<string, NamedSymbol>();
  for (const node of nodes) {
    if (node?.name && !symbols.has(node.name)) symbols.set(node.name, scope === undefined ? { kind, name: node.name, node } : { kind, name: node.name, node, scope });
  }
  return symbols;
}

/** Symbols that the language gives at a place. */
export function given(names: readonly string[], scope: ValueStore = 'response'): Map<string, NamedSymbol> {
  return new Map(names.map((name) => [name, { kind: 'given', name, scope }]));
}
