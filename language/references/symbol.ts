import type { Builtin, Scope } from '#plan';
import type { AstNode } from 'langium';

/** What a name stands for. */
export type SymbolKind =
  | 'connector' | 'instance' | 'auth' | 'endpoint' | 'webhook' | 'entity' | 'function' | 'flow' | 'table' | 'file'
  /** An alias: `use shop = …`. */
  | 'use'
  | 'setting' | 'secret' | 'capture' | 'parameter' | 'input' | 'field'
  /** Bound by a step of a flow. */
  | 'step'
  | 'store' | 'variable' | 'cache'
  /** A parameter of a lambda or of a function. */
  | 'local'
  /** `status`, `body`, `request`, `grant`, `callbackUrl` and the like: there without a declaration. */
  | 'given'
  /** A function of the language itself. */
  | 'builtin';

/** A name and what declares it. Two symbols are one thing where `sameSymbol` says so. */
export interface NamedSymbol {
  kind: SymbolKind;
  name: string;
  /** The declaration: the `Connector`, `Endpoint`, `Field`, step …; absent for what the language itself gives. */
  node?: AstNode;
  /** The store that holds the value at run time, for names that have one. */
  scope?: Scope;
  /** Further declarations of the same name: a binding that every branch makes. */
  others?: AstNode[];
  /** What the catalogue says of a function of the language. */
  builtin?: Builtin;
  /** The value may be null here though its declaration says otherwise: names of `try` in its `catch`. */
  nullable?: boolean;
}

/** Whether two symbols are one thing. */
export function sameSymbol(a: NamedSymbol, b: NamedSymbol): boolean {
  if (a.node === undefined && b.node === undefined) return a.kind === b.kind && a.name === b.name;
  return a.node === b.node || isAmong(b.node, a.others) || isAmong(a.node, b.others);
}

function isAmong(node: AstNode | undefined, others: AstNode[] | undefined): boolean {
  return node !== undefined && others !== undefined && others.includes(node);
}
